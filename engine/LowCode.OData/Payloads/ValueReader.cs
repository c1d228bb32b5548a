using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Model;

namespace LowCode.OData.Payloads;

/// <summary>Reads the value of a field that is neither a group nor a table.</summary>
internal sealed class ValueReader(BodyReading reading)
{
    /// <summary>The value; null when it cannot be read.</summary>
    public Value? Read(ref Utf8JsonReader json, SlotProperty property, string path) => property.Slot.Kind switch
    {
        ValueKind.Codes => ReadCodes(ref json, path),
        ValueKind.Location => ReadLocation(ref json, path),
        ValueKind.Files => ReadFiles(ref json, path),
        var kind => reading.Primitive(ref json, kind, path),
    };

    private Value? ReadCodes(ref Utf8JsonReader json, string path)
    {
        if (!reading.Expect(ref json, JsonTokenType.StartArray, Words.List, path))
            return null;
        var codes = new List<string>();
        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            if (!reading.Expect(ref json, JsonTokenType.String, Words.Text, $"{path}[{i}]"))
                continue;
            var code = json.GetString()!;
            if (!codes.Contains(code))
                codes.Add(code);
        }
        return Value.Of(codes.ToImmutableArray());
    }

    private Value? ReadLocation(ref Utf8JsonReader json, string path)
    {
        if (json.TokenType == JsonTokenType.Null)
            return default(Value);
        if (!reading.Expect(ref json, JsonTokenType.StartObject, Words.Object, path))
            return null;
        double? latitude = null, longitude = null, accuracy = null;
        ReadParts(ref json, path, (string name, ref Utf8JsonReader part) =>
        {
            double? number = part.TokenType == JsonTokenType.Number && part.TryGetDouble(out var read) && double.IsFinite(read) ? read : null;
            if (number is null && !(part.TokenType == JsonTokenType.Null && name == "accuracy"))
                return Words.Number;
            switch (name)
            {
                case "latitude": latitude = number; return null;
                case "longitude": longitude = number; return null;
                case "accuracy": accuracy = number; return null;
                default: return ODataMessages.UnknownInput;
            }
        }, ["latitude", "longitude", "accuracy"]);
        if (latitude is null || longitude is null)
        {
            reading.Add(Finding.Of(ODataMessages.WrongPayload, path, ("expected", "latitude, longitude")));
            return null;
        }
        return Value.Of(new Location(latitude.Value, longitude.Value, accuracy));
    }

    private Value? ReadFiles(ref Utf8JsonReader json, string path)
    {
        if (!reading.Expect(ref json, JsonTokenType.StartArray, Words.List, path))
            return null;
        var files = new List<Attachment>();
        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            var here = $"{path}[{i}]";
            if (!reading.Expect(ref json, JsonTokenType.StartObject, Words.Object, here))
                continue;
            string hash = "", name = "", type = "";
            ReadParts(ref json, here, (string part, ref Utf8JsonReader value) =>
            {
                if (part is "url" or "size")
                {
                    value.Skip();
                    return null;
                }
                if (value.TokenType != JsonTokenType.String)
                    return Words.Text;
                switch (part)
                {
                    case "hash": hash = value.GetString()!; break;
                    case "name": name = value.GetString()!; break;
                    default: type = value.GetString()!; break;
                }
                return null;
            }, ["hash", "name", "mediaType", "size", "url"]);
            // What is kept decides the size, not what the client says of it.
            using var content = reading.Exchange.Installation.Attachments.Open(hash);
            if (content is null)
            {
                reading.Add(Finding.Of(ODataMessages.NoAttachment, here));
                continue;
            }
            var file = new Attachment(hash, name.Length == 0 ? "attachment" : name, type.Length == 0 ? "application/octet-stream" : type, content.Length);
            if (FileCheck.Problem(file, content, here) is { } problem)
                reading.Add(problem);
            else
                files.Add(file);
        }
        return Value.Of(files.ToArray());
    }

    private delegate Message? PartReader(string name, ref Utf8JsonReader value);

    private void ReadParts(ref Utf8JsonReader json, string path, PartReader read, string[] known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = reading.Name(ref json, seen, path);
            json.Read();
            if (name.Contains('@', StringComparison.Ordinal))
            {
                json.Skip();
            }
            else if (!known.Contains(name))
            {
                reading.Add(Finding.Of(ODataMessages.UnknownInput, $"{path}.{name}", ("name", name), ("suggestion", Suggestion.For(name, known))));
                json.Skip();
            }
            else if (read(name, ref json) is { } expected)
            {
                reading.Add(PrimitiveReader.WrongType(ref json, expected, $"{path}.{name}"));
                json.Skip();
            }
        }
    }
}
