using System.Text.Json;
using CsCheck;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Parsing;
using JsonValue = LowCode.Definitions.Parsing.JsonValue;

namespace LowCode.Definitions.Tests.Reading;

public class JsonParserTests
{
    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", " ", "\n", "\r\n", "\"a\"", "\"b\"", "\"\\u6c34\\n\"", "1", "-0.5e3", "01", "true", "nul", "'", "//", "\""];

    private static readonly string[] Samples =
    [
        """{ "a": [1, {"b": "\u6c34\n"}, [], {}], "b": -0.5e3 }""",
        "[\r\n  true, false,\n null, \"\" ]",
        """ {"a":{"b":{"c":["x",0]}}} """,
    ];

    [Fact]
    public void What_is_JSON_and_what_it_means_is_the_same_as_for_the_platform()
    {
        // A sample with a few pieces of it replaced, so that both JSON and what is nearly JSON come up often.
        var change = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 2], Gen.Int[0, Pieces.Length - 1]);
        Gen.Select(Gen.Int[0, Samples.Length - 1], change.Array[0, 3]).Sample((sample, changes) =>
        {
            var text = Samples[sample];
            foreach (var (at, removed, piece) in changes)
            {
                var start = Math.Min(at, text.Length);
                text = text[..start] + Pieces[piece] + text[Math.Min(text.Length, start + removed)..];
            }
            Diagnostics diagnostics = new();
            var ours = JsonParser.Parse("f", text, diagnostics);
            var theirs = Platform(text);
            // The platform does not mind a name that stands twice.
            var sound = ours is not null && diagnostics.All(found => found.Message == ReadingMessages.DuplicateProperty);
            Assert.Equal(theirs is not null, sound);
            if (theirs is { } element && diagnostics.Count == 0)
                Same(element, ours!, text);
        }, iter: 20_000);
    }

    [Fact]
    public void Objects_and_lists_that_are_written_by_the_platform_are_read_with_their_places()
    {
        var scalar = Gen.OneOf(Gen.String.Select(text => (object?)text), Gen.Double[-1e9, 1e9].Select(number => (object?)number), Gen.Bool.Select(flag => (object?)flag), Gen.Const((object?)null));
        var options = new JsonSerializerOptions { WriteIndented = true };
        Gen.Dictionary(Gen.String, scalar.List[0, 4])[0, 5].Sample(value =>
        {
            var text = JsonSerializer.Serialize(value, options);
            Diagnostics diagnostics = new();
            var ours = JsonParser.Parse("f", text, diagnostics);
            // Lone surrogates become U+FFFD when they are written, which may make two names the same.
            if (diagnostics.Any(found => found.Message == ReadingMessages.DuplicateProperty))
                return;
            Assert.Empty(diagnostics);
            Same(JsonDocument.Parse(text).RootElement, ours!, text);
        });
    }

    private static JsonElement? Platform(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            // No JSON.
            return null;
        }
    }

    private static void Same(JsonElement theirs, JsonValue ours, string text)
    {
        Assert.Equal(theirs.GetRawText(), text[ours.Start..ours.End]);
        // Editors begin a line behind each of \r\n, \n and \r.
        var before = text[..ours.Start].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        Assert.Equal(before.Split('\n').Length, ours.At.Line);
        Assert.Equal(before.Length - before.LastIndexOf('\n'), ours.At.Column);
        switch (theirs.ValueKind)
        {
            case JsonValueKind.Object:
                var properties = theirs.EnumerateObject().ToList();
                Assert.Equal(properties.Select(property => property.Name), ours.Members.Select(member => member.Name));
                for (var i = 0; i < properties.Count; i++)
                    Same(properties[i].Value, ours.Members[i].Value, text);
                break;
            case JsonValueKind.Array:
                Assert.Equal(theirs.GetArrayLength(), ours.Items.Count);
                for (var i = 0; i < ours.Items.Count; i++)
                    Same(theirs[i], ours.Items[i], text);
                break;
            case JsonValueKind.String:
                Assert.Equal(theirs.GetString(), ours.Text);
                break;
            default:
                Assert.Equal(theirs.GetRawText(), ours.Text);
                break;
        }
    }
}
