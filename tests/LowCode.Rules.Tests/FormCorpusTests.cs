using System.Text.Json.Nodes;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public class FormCorpusTests
{
    public static TheoryData<string, string> Cases() =>
    [
        .. from file in Corpus.Files("forms")
           from entry in file.Content["cases"]!.AsArray()
           select (file.File, entry!["case"]!.GetValue<string>()),
    ];

    [Theory, MemberData(nameof(Cases))]
    public void A_form_evaluates_as_the_corpus_says(string file, string name)
    {
        var content = Corpus.Files("forms").Single(candidate => candidate.File == file).Content;
        var test = content["cases"]!.AsArray().Single(entry => entry!["case"]!.GetValue<string>() == name)!.AsObject();
        new FormCase(content, test).Run();
    }

    [Fact]
    public void Every_message_of_form_rules_has_a_case()
    {
        var shown = Corpus.Files("forms").SelectMany(file => Texts(file.Content["cases"])).ToList();
        var all = typeof(Definitions.Messages.FormRuleMessages).GetFields()
            .Select(field => (Definitions.Messages.Message)field.GetValue(null)!).Where(message => message != Definitions.Messages.FormRuleMessages.Cycle);
        Assert.All(all, message => Assert.Contains(shown, text => text.EndsWith(message.Code, StringComparison.Ordinal)));
        Assert.Contains(Corpus.Files("forms"), file => file.Content["cases"]!.AsArray().Any(entry => entry!["cycle"] is not null));
    }

    [Fact]
    public void Every_field_type_stands_in_a_form_of_the_corpus()
    {
        var types = Corpus.Files("forms").SelectMany(file => Texts(file.Content));
        Assert.Equal([], Definitions.Fields.FieldTypes.All.Select(type => type.Name).Except(types));
    }

    static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject properties => properties.SelectMany(property => Texts(property.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
