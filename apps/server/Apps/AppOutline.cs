using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Runtime;
using LowCode.Runtime.Access;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;

namespace LowCode.Server.Apps;

/// <summary>An app in a list of apps.</summary>
sealed record AppSummary(string Name, string Title, string? Description, int Version, IEnumerable<FormSummary> Forms);

/// <summary>A form in a list of forms.</summary>
sealed record FormSummary(string Name, string Title, ImmutableArray<AccessAction> Can, IEnumerable<ViewSummary> Views);

/// <summary>A view in a list of views.</summary>
sealed record ViewSummary(string Name, string Title);

/// <summary>Everything about an app that a page needs to show it to one caller, in their language.</summary>
sealed record AppOutline(
    string Name, string Title, string? Description, int Version, IEnumerable<FormOutline> Forms, IReadOnlyDictionary<string, IEnumerable<OptionOutline>> Options);

/// <summary>One form.</summary>
sealed record FormOutline(
    string Name, string Title, string? Description, string? Display, ImmutableArray<AccessAction> Can, IEnumerable<PlaceOutline> CreatesAt,
    ImmutableArray<FieldOutline> Fields, IEnumerable<ViewOutline> Views, WorkflowOutline? Workflow, IEnumerable<DocumentOutline> Documents);

/// <summary>A division by its code.</summary>
sealed record PlaceOutline(string Code, string Name);

/// <summary>One option.</summary>
sealed record OptionOutline(string Code, string Title, string? Parent, bool? Retired);

/// <summary>A list of records.</summary>
sealed record ViewOutline(
    string Name, string Title, ImmutableArray<string> Columns, ImmutableArray<string> Filters, ImmutableArray<string> OrderBy, ImmutableArray<string> States);

/// <summary>States and transitions.</summary>
sealed record WorkflowOutline(IEnumerable<StateOutline> States, IEnumerable<TransitionOutline> Transitions);

/// <summary>One state, with the fields (paths) that are open or locked in it.</summary>
sealed record StateOutline(string Name, string Title, bool Locked, ImmutableArray<string> Open, ImmutableArray<string> Lock);

/// <summary>One transition.</summary>
sealed record TransitionOutline(string Name, string Title, ImmutableArray<string> From, string To, ImmutableArray<string> Needs, bool Submits);

/// <summary>A printed notice or report.</summary>
sealed record DocumentOutline(string Name, string Title);

/// <summary>Outlines apps for a caller: what they may neither read nor create is not in it.</summary>
sealed class AppOutlines(Installation installation, Caller caller)
{
    private readonly string _locale = caller.Locale;

    /// <summary>The apps in which the caller sees a form.</summary>
    public IEnumerable<AppSummary> All() =>
        from app in installation.Apps.Values.OrderBy(app => app.Definition.Name, StringComparer.Ordinal)
        let forms = Forms(app)
        where forms.Length > 0
        select new AppSummary(app.Definition.Name, In(app.Definition.Title), In(app.Definition.Description), app.Version,
            forms.Select(form => new FormSummary(form.Form.Name, In(form.Form.Title), form.Visible.Can,
                Views(app, form.Form, form.Visible).Select(view => new ViewSummary(view.Name, In(view.Title))))));

    /// <summary>Whether the caller sees a form of an app.</summary>
    public bool Sees(string name) => installation.Apps.GetValueOrDefault(name) is { } app && !Forms(app).IsEmpty;

    /// <summary>A version of an app; null when the caller sees none of its forms.</summary>
    public AppOutline? Of(CompiledApp app)
    {
        if (Forms(app) is not { Length: > 0 } forms)
            return null;
        var lists = new SortedDictionary<string, IEnumerable<OptionOutline>>(StringComparer.Ordinal);
        return new AppOutline(app.Definition.Name, In(app.Definition.Title), In(app.Definition.Description), app.Version,
            [.. forms.Select(form => Outline(app, form.Form, form.Visible, lists))], lists);
    }

    private ImmutableArray<(FormDefinition Form, VisibleForm Visible)> Forms(CompiledApp app) =>
    [
        .. from form in app.Definition.Forms
           let visible = installation.Form(caller, app, form.Name)
           where visible is not null
           select (form, visible),
    ];

    private FormOutline Outline(
        CompiledApp app, FormDefinition form, VisibleForm visible, SortedDictionary<string, IEnumerable<OptionOutline>> lists)
    {
        var newest = FormOf(app.Definition.Name, form.Name)!;
        var fields = new FieldOutlines(app, visible, FormOf, _locale, ReferenceEquals(newest, app.Forms[form.Name]) ? null : CurrentNames.Of(newest));
        var outlines = fields.All(form);
        foreach (var list in fields.Lists)
            lists[list] = OptionsOf(app, list);
        return new FormOutline(form.Name, In(form.Title), In(form.Description), FieldOutlines.DisplayOf(form), visible.Can,
            visible.CreatesAt.Select(code => new PlaceOutline(code, installation.Divisions.Find(code)?.Name ?? code)),
            outlines,
            Views(app, form, visible).Select(view => new ViewOutline(view.Name, In(view.Title), view.Columns, view.Filters, view.OrderBy, view.States)),
            app.Definition.WorkflowOf(form.Name) is { } workflow ? Outline(workflow) : null,
            visible.Can.Contains(AccessAction.Read)
                ? app.Definition.Documents.Where(document => document.Form == form.Name).Select(document => new DocumentOutline(document.Name, In(document.Title)))
                : []);
    }

    private WorkflowOutline Outline(WorkflowDefinition workflow) => new(
        workflow.States.Select(state => new StateOutline(state.Name, In(state.Title) ?? state.Name, state.Locked, state.Open, state.Lock)),
        workflow.Transitions.Select(transition => new TransitionOutline(transition.Name, In(transition.Title) ?? transition.Name,
            transition.From, transition.To, transition.Needs, transition.Submits ?? transition.To != workflow.States[0].Name)));

    // A list is shown to who may read, by the columns that they see.
    private static IEnumerable<ViewDefinition> Views(CompiledApp app, FormDefinition form, VisibleForm visible)
    {
        if (!visible.Can.Contains(AccessAction.Read))
            return [];
        var paths = Paths(visible.Fields, "").ToHashSet(StringComparer.Ordinal);
        bool Shows(string path) => path.StartsWith('$') || paths.Contains(path.Split(' ')[0]);
        return app.Definition.Views.Where(view => view.Form == form.Name).Select(view => view with
        {
            Columns = [.. view.Columns.Where(Shows)],
            Filters = [.. view.Filters.Where(path => Shows(path) && !visible.Masks("", path))],
            OrderBy = [.. view.OrderBy.Where(term => Shows(term) && !visible.Masks("", term.Split(' ')[0]))],
        });
    }

    private static IEnumerable<string> Paths(ImmutableArray<Definitions.Fields.FieldDefinition> fields, string prefix) =>
        fields.SelectMany(field => field.Type.IsGroup ? Paths(field.Fields, $"{prefix}{field.Name}.") : [prefix + field.Name]);

    private IEnumerable<OptionOutline> OptionsOf(CompiledApp app, string list)
    {
        var slash = list.IndexOf('/', StringComparison.Ordinal);
        var owner = list[..slash] == app.Definition.Name ? app : installation.Apps.GetValueOrDefault(list[..slash]);
        return owner?.Definition.OptionList(list[(slash + 1)..])?.Items
            .Select(option => new OptionOutline(option.Code, In(option.Title), option.Parent, option.Retired ? true : null)) ?? [];
    }

    private CompiledForm? FormOf(string app, string form) => installation.Apps.GetValueOrDefault(app)?.Forms.GetValueOrDefault(form);

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private string? In(LocalizedText? text) => text?.In(_locale);
}
