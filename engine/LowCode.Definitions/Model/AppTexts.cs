using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Model;

/// <summary>
/// All texts of an app by their stable paths, as <see cref="LocaleDefinition.Texts"/> describes them: one place that
/// knows where texts lie, for translating and for finding what is not translated. Thread-safe.
/// </summary>
public static class AppTexts
{
    /// <summary>Every text with its path, in the order of the definitions.</summary>
    public static ImmutableArray<(string Path, LocalizedText Text)> Of(AppDefinition app)
    {
        var all = ImmutableArray.CreateBuilder<(string, LocalizedText)>();
        Map(app, (path, text) =>
        {
            all.Add((path, text));
            return text;
        });
        return all.ToImmutable();
    }

    /// <summary>The app with the texts of its <see cref="AppDefinition.Locales"/> laid over its own.</summary>
    public static AppDefinition Translate(AppDefinition app) => app.Locales.IsEmpty ? app : Map(app, (path, text) =>
    {
        var translations = text.Translations;
        foreach (var locale in app.Locales)
        {
            if (locale.Name.Length > 0 && locale.Texts.TryGetValue(path, out var translation))
                translations = translations.SetItem(locale.Name, translation);
        }
        return text with { Translations = translations };
    });

    /// <summary>The app with every text replaced by what <paramref name="map"/> makes of it.</summary>
    public static AppDefinition Map(AppDefinition app, Func<string, LocalizedText, LocalizedText> map) => app with
    {
        Title = map("app.title", app.Title),
        Description = Map("app.description", app.Description, map),
        Roles = [.. app.Roles.Select(role => role with { Title = map($"app.role.{role.Name}", role.Title) })],
        Forms = [.. app.Forms.Select(form => Map($"form.{form.Name}", form, map))],
        OptionLists = [.. app.OptionLists.Select(list => Map($"options.{list.Name}", list, map))],
        Workflows = [.. app.Workflows.Select(workflow => Map($"workflow.{workflow.Name}", workflow, map))],
        Decisions = [.. app.Decisions.Select(decision => Map($"decision.{decision.Name}", decision, map))],
        Documents = [.. app.Documents.Select(document => document with { Title = map($"document.{document.Name}.title", document.Title) })],
        Views = [.. app.Views.Select(view => view with { Title = map($"view.{view.Name}.title", view.Title) })],
    };

    private static LocalizedText? Map(string path, LocalizedText? text, Func<string, LocalizedText, LocalizedText> map) =>
        text is null ? null : map(path, text);

    private static FormDefinition Map(string path, FormDefinition form, Func<string, LocalizedText, LocalizedText> map) => form with
    {
        Title = map($"{path}.title", form.Title),
        Description = Map($"{path}.description", form.Description, map),
        Fields = Map(path, form.Fields, map),
    };

    private static ImmutableArray<FieldDefinition> Map(
        string path, ImmutableArray<FieldDefinition> fields, Func<string, LocalizedText, LocalizedText> map) =>
        [.. fields.Select(field => Map($"{path}.{field.Name}", field, map))];

    private static FieldDefinition Map(string path, FieldDefinition field, Func<string, LocalizedText, LocalizedText> map) => field with
    {
        Label = Map($"{path}.label", field.Label, map),
        Hint = Map($"{path}.hint", field.Hint, map),
        Unit = Map($"{path}.unit", field.Unit, map),
        Check = [.. field.Check.Select((check, i) => check with { Message = map($"{path}.check[{i}].message", check.Message) })],
        Fields = Map(path, field.Fields, map),
    };

    private static OptionListDefinition Map(string path, OptionListDefinition list, Func<string, LocalizedText, LocalizedText> map) => list with
    {
        Title = Map(path, list.Title, map),
        Items = [.. list.Items.Select(option => option with { Title = map($"{path}.{option.Code}", option.Title) })],
    };

    private static WorkflowDefinition Map(string path, WorkflowDefinition workflow, Func<string, LocalizedText, LocalizedText> map) => workflow with
    {
        Title = Map($"{path}.title", workflow.Title, map),
        States = [.. workflow.States.Select(state => state with { Title = Map($"{path}.state.{state.Name}", state.Title, map) })],
        Transitions =
        [
            .. workflow.Transitions.Select(transition => transition with
            {
                Title = Map($"{path}.transition.{transition.Name}", transition.Title, map),
                Message = Map($"{path}.transition.{transition.Name}.message", transition.Message, map),
            }),
        ],
    };

    private static DecisionDefinition Map(string path, DecisionDefinition decision, Func<string, LocalizedText, LocalizedText> map) => decision with
    {
        Title = Map($"{path}.title", decision.Title, map),
        Rules = Map($"{path}.rule", decision.Rules, map),
    };

    private static ImmutableArray<DecisionRuleDefinition> Map(
        string path, ImmutableArray<DecisionRuleDefinition> rules, Func<string, LocalizedText, LocalizedText> map) =>
    [
        .. rules.Select(rule => rule with
        {
            Title = Map($"{path}.{rule.Name}.title", rule.Title, map),
            Message = Map($"{path}.{rule.Name}.message", rule.Message, map),
            Rules = Map(path, rule.Rules, map),
        }),
    ];
}
