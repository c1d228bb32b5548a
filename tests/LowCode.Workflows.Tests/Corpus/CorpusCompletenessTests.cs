using System.Reflection;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Workflows.Tests.Support;

namespace LowCode.Workflows.Tests.Corpus;

/// <summary>The corpus has a case for everything there is: modes, operators, signers, messages.</summary>
public class CorpusCompletenessTests
{
    // Not to be reached through a workflow: the runtime says so of a name that is no transition.
    static readonly string[] Elsewhere = [WorkflowMessages.NoSuchTransition.Code];

    [Fact]
    public void Every_mode_and_operator_of_a_decision_has_a_case()
    {
        var written = Values("decisions", "mode").Concat(Values("decisions", "operator")).Append("and").ToHashSet();
        Assert.Empty(Names<DecisionMode>().Concat(Names<RuleOperator>()).Except(written));
    }

    [Fact]
    public void Every_mode_of_signers_has_a_case() => Assert.Empty(Names<SignerMode>().Except(Values("workflows", "mode")));

    [Fact]
    public void Every_message_of_a_decision_has_a_case() => Assert.Empty(Codes(typeof(DecisionMessages)).Except(Texts("decisions")));

    [Fact]
    public void Every_message_of_a_workflow_has_a_case()
    {
        var written = Texts("workflows").Select(text => text.Split(' ')[0]).ToHashSet();
        Assert.Empty(Codes(typeof(WorkflowMessages)).Except(written).Except(Elsewhere));
    }

    static IEnumerable<string> Names<T>() where T : struct, Enum => Enum.GetNames<T>().Select(name => name.ToLowerInvariant());

    static IEnumerable<string> Codes(Type messages) =>
        messages.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((Message)field.GetValue(null)!).Code);

    static IEnumerable<string> Values(string folder, string property) =>
        Elements(folder).SelectMany(element => element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : Array.Empty<JsonProperty>())
            .Where(member => member.Name == property && member.Value.ValueKind == JsonValueKind.String).Select(member => member.Value.GetString()!);

    static IEnumerable<string> Texts(string folder) =>
        Elements(folder).Where(element => element.ValueKind == JsonValueKind.String).Select(element => element.GetString()!);

    static IEnumerable<JsonElement> Elements(string folder) => CorpusFiles.In(folder).Values.SelectMany(Walk);

    static IEnumerable<JsonElement> Walk(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Walk(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Walk).Prepend(element),
        _ => [element],
    };
}
