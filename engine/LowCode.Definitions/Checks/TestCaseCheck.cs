using System.Text.Json;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>A test case: what it enters, does and expects exists.</summary>
internal static partial class TestCaseCheck
{
    private static readonly string[] StepProperties = [.. TestCaseWords.Step.Select(word => word.Name)];
    private static readonly string[] ExistingProperties = [.. TestCaseWords.Existing.Select(word => word.Name)];
    private static readonly string[] Expectations = [.. TestCaseWords.Expect.Select(word => word.Name)];

    public static void Check(CheckScope scope, TestCaseDefinition test)
    {
        var form = scope.Form(test.Form, test.AtMember("form"));
        Actor(scope, test.As, test.AtMember("as"));
        var records = new TestRecordCheck(scope, test);
        records.Check(form, test.Given, "given");
        foreach (var (name, existing) in test.Existing.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            Existing(scope, test, records, $"existing.{name}", existing);
        for (var i = 0; i < test.Do.Length; i++)
            Step(scope, test, form, records, test.Do[i], $"do[{i}]");
        if (test.Expect.ValueKind == JsonValueKind.Object)
            Expectation(scope, test, form);
        else if (test.Expect.ValueKind != JsonValueKind.Undefined)
            WrongType(scope, test, "expect");
    }

    private static void Existing(CheckScope scope, TestCaseDefinition test, TestRecordCheck records, string path, JsonElement existing)
    {
        if (existing.ValueKind != JsonValueKind.Object)
        {
            WrongType(scope, test, path);
            return;
        }
        Known(scope, test, existing, path, ExistingProperties);
        if (existing.TryGetProperty("form", out var name) && name.ValueKind == JsonValueKind.String)
            records.Check(scope.FormAnywhere(name.GetString()!, test.AtMember($"{path}.form")), Property(existing, "given"), $"{path}.given");
        else
            scope.Error(ReadingMessages.MissingProperty, test.AtMember(path), ("property", "form"));
    }

    private static void Step(
        CheckScope scope, TestCaseDefinition test, FormDefinition? form, TestRecordCheck records, JsonElement step, string path)
    {
        if (step.ValueKind == JsonValueKind.String)
        {
            Transition(scope, form, step.GetString()!, test.AtMember(path));
            return;
        }
        if (step.ValueKind != JsonValueKind.Object)
        {
            scope.Error(ContentMessages.BadStep, test.AtMember(path));
            return;
        }
        Known(scope, test, step, path, StepProperties);
        if (Text(scope, test, step, path, "as") is { } actor)
            Actor(scope, actor, test.AtMember($"{path}.as"));
        records.Check(form, Property(step, "set"), $"{path}.set");
        if (Text(scope, test, step, path, "do") is { } transition)
            Transition(scope, form, transition, test.AtMember($"{path}.do"));
        if (Text(scope, test, step, path, "after") is { } after && !Durations.IsDuration(after))
            scope.Error(ReadingMessages.BadDuration, test.AtMember($"{path}.after"), ("value", after));
    }

    private static void Expectation(CheckScope scope, TestCaseDefinition test, FormDefinition? form)
    {
        Known(scope, test, test.Expect, "expect", Expectations);
        foreach (var property in new[] { "values", "options", "errors" })
        {
            foreach (var entry in Members(test.Expect, property))
                Field(scope, form, entry, test.AtName($"expect.{property}.{entry}"));
        }
        foreach (var property in new[] { "hidden", "required" })
        {
            foreach (var (item, i) in Items(test.Expect, property))
                Field(scope, form, item, test.AtMember($"expect.{property}[{i}]"));
        }
        foreach (var property in new[] { "decisions", "points" })
        {
            foreach (var entry in Members(test.Expect, property))
                scope.Decision(entry, form, test.AtName($"expect.{property}.{entry}"));
        }
        foreach (var (task, i) in Items(test.Expect, "tasks"))
            Actor(scope, task, test.AtMember($"expect.tasks[{i}]"));
        if (Text(scope, test, test.Expect, "expect", "state") is { } state && Workflow(scope, form, test.AtMember("expect.state")) is { } workflow)
            scope.State(workflow, state, test.AtMember("expect.state"));
    }

    private static void Transition(CheckScope scope, FormDefinition? form, string name, SourceLocation at)
    {
        if (Workflow(scope, form, at) is { } workflow)
            scope.Transition(workflow, name, at);
    }

    private static WorkflowDefinition? Workflow(CheckScope scope, FormDefinition? form, SourceLocation at)
    {
        if (form is null)
            return null;
        var workflow = scope.App.WorkflowOf(form.Name);
        if (workflow is null && !scope.MayHaveUnreadWorkflow)
            scope.Error(NameMessages.NoWorkflow, at, ("form", form.Name));
        return workflow;
    }

    /// <summary>A path as findings have it: <c>supplies[2].needed</c> is the field <c>supplies.needed</c>; empty for the record.</summary>
    private static void Field(CheckScope scope, FormDefinition? form, string path, SourceLocation at) =>
        scope.Field(form, RowIndex().Replace(path, ""), at);

    private static void Actor(CheckScope scope, string? actor, SourceLocation at)
    {
        if (string.IsNullOrEmpty(actor))
            return;
        var split = actor.IndexOf('@', StringComparison.Ordinal);
        if (split <= 0 || !Division().IsMatch(actor[(split + 1)..]))
            scope.Error(ContentMessages.BadActor, at, ("text", actor));
        else
            RoleCheck.Role(scope, actor[..split], at);
    }

    private static void Known(CheckScope scope, TestCaseDefinition test, JsonElement value, string path, string[] known)
    {
        foreach (var property in value.EnumerateObject().Where(property => !known.Contains(property.Name)))
            scope.Unknown(ReadingMessages.UnknownProperty, "property", property.Name, known, test.AtName($"{path}.{property.Name}"));
    }

    private static string? Text(CheckScope scope, TestCaseDefinition test, JsonElement value, string path, string property)
    {
        if (!value.TryGetProperty(property, out var text))
            return null;
        if (text.ValueKind == JsonValueKind.String)
            return text.GetString();
        WrongType(scope, test, $"{path}.{property}", Words.Text);
        return null;
    }

    private static void WrongType(CheckScope scope, TestCaseDefinition test, string path, Message? expected = null) =>
        scope.Error(ReadingMessages.WrongTypeOf, test.AtMember(path),
            ("property", path[(path.LastIndexOf('.') + 1)..]), ("expected", new Phrase(expected ?? Words.Object)));

    private static JsonElement Property(JsonElement value, string name) => value.TryGetProperty(name, out var found) ? found : default;

    private static IEnumerable<string> Members(JsonElement value, string property) =>
        Property(value, property) is { ValueKind: JsonValueKind.Object } found ? found.EnumerateObject().Select(entry => entry.Name) : [];

    private static IEnumerable<(string Text, int Index)> Items(JsonElement value, string property) =>
        Property(value, property) is { ValueKind: JsonValueKind.Array } found
            ? found.EnumerateArray().Select((item, i) => (item, i)).Where(entry => entry.item.ValueKind == JsonValueKind.String)
                .Select(entry => (entry.item.GetString()!, entry.i))
            : [];

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.CultureInvariant)]
    private static partial Regex RowIndex();

    [GeneratedRegex(@"\A[0-9A-Za-z][0-9A-Za-z-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Division();
}
