using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Checks;

/// <summary>
/// The app that is checked, and the questions that all checks ask: does what is named here exist? What is empty was
/// reported when it was read, and what lies in a file that could not be read is not known: neither is reported again.
/// </summary>
internal sealed class CheckScope(AppDefinition app, IInstalledApps? installed, Diagnostics diagnostics)
{
    private readonly Dictionary<FormDefinition, FormFields> _fields = new(ReferenceEqualityComparer.Instance);

    public AppDefinition App => app;

    public IInstalledApps? Installed => installed;

    public void Error(Message message, SourceLocation at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        diagnostics.Error(message, at, arguments);

    public void Warning(Message message, SourceLocation at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        diagnostics.Warning(message, at, arguments);

    public FormFields FieldsOf(FormDefinition form)
    {
        if (!_fields.TryGetValue(form, out var fields))
            _fields[form] = fields = new FormFields(form);
        return fields;
    }

    /// <summary>A form of this app.</summary>
    public FormDefinition? Form(string name, SourceLocation at)
    {
        if (name.Length == 0)
            return null;
        var form = app.Form(name);
        if (form is null && !IsUnread("forms", name))
            Unknown(NameMessages.UnknownForm, "form", name, app.Forms.Select(known => known.Name), at);
        return form;
    }

    /// <summary>A form of this app, or <c>app/form</c> of one that it requires.</summary>
    public FormDefinition? FormAnywhere(string reference, SourceLocation at)
    {
        var (owner, name) = Owner(reference, at);
        if (owner == app)
            return Form(name, at);
        var form = owner?.Form(name);
        if (owner is not null && form is null)
            Unknown(NameMessages.UnknownForm, "form", reference, owner.Forms.Select(known => $"{owner.Name}/{known.Name}"), at);
        return form;
    }

    /// <summary>An option list of this app, or <c>app/list</c> of one that it requires.</summary>
    public OptionListDefinition? OptionList(string reference, SourceLocation at)
    {
        var (owner, name) = Owner(reference, at);
        var list = owner?.OptionList(name);
        if (owner is not null && list is null && !(owner == app && IsUnread("options", name)))
        {
            Unknown(NameMessages.UnknownOptionList, "options", reference,
                owner.OptionLists.Select(known => owner == app ? known.Name : $"{owner.Name}/{known.Name}"), at);
        }
        return list;
    }

    /// <summary>A field of a form by its path.</summary>
    public PlacedField? Field(FormDefinition? form, string path, SourceLocation at)
    {
        if (form is null || path.Length == 0)
            return null;
        var fields = FieldsOf(form);
        var field = fields.Find(path);
        if (field is null && !diagnostics.IsFull)
            Error(NameMessages.UnknownField, at, ("field", path), ("form", form.Name), ("suggestion", Suggestion.For(path, fields.Paths)));
        return field;
    }

    /// <summary>A decision over a form.</summary>
    public DecisionDefinition? Decision(string name, FormDefinition? form, SourceLocation at)
    {
        if (name.Length == 0)
            return null;
        var decision = app.Decision(name);
        if (decision is null && !IsUnread("decisions", name))
            Unknown(NameMessages.UnknownDecision, "decision", name, app.Decisions.Select(known => known.Name), at);
        else if (decision is not null && form is not null && decision.Form.Length > 0 && decision.Form != form.Name)
            Error(NameMessages.DecisionOfOtherForm, at, ("decision", name), ("other", decision.Form), ("form", form.Name));
        return decision;
    }

    /// <summary>A state of a workflow.</summary>
    public void State(WorkflowDefinition workflow, string name, SourceLocation at)
    {
        if (name.Length > 0 && !workflow.States.Any(state => state.Name == name))
            Unknown(NameMessages.UnknownState, "state", name, workflow.States.Select(state => state.Name), at);
    }

    /// <summary>A transition of a workflow.</summary>
    public TransitionDefinition? Transition(WorkflowDefinition workflow, string name, SourceLocation at, string? orWord = null)
    {
        var transition = workflow.Transitions.FirstOrDefault(known => known.Name == name);
        if (transition is null && name.Length > 0)
        {
            var names = workflow.Transitions.Select(known => known.Name);
            Unknown(NameMessages.UnknownTransition, "transition", name, orWord is null ? names : names.Append(orWord), at);
        }
        return transition;
    }

    /// <summary>Reports that something is not known, with a suggestion.</summary>
    public void Unknown(Message message, string argument, string name, IEnumerable<string> candidates, SourceLocation at)
    {
        if (!diagnostics.IsFull)
            Error(message, at, (argument, name), ("suggestion", Suggestion.For(name, candidates)));
    }

    /// <summary>Reports names that stand twice, or that differ in capitals only.</summary>
    public void Unique(IEnumerable<(string Name, SourceLocation At)> names)
    {
        Dictionary<string, (string Name, SourceLocation At)> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, at) in names)
        {
            if (name.Length == 0 || seen.TryAdd(name, (name, at)))
                continue;
            var first = seen[name];
            if (first.Name == name)
                Error(NameMessages.DuplicateName, at, ("name", name), ("first", $"{first.At.File}:{first.At.Line}"));
            else
                Error(NameMessages.NamesDifferInCase, at, ("name", name), ("other", first.Name));
        }
    }

    /// <summary>Reports a name that is no name.</summary>
    public void Name(string name, SourceLocation at)
    {
        if (name.Length > 0 && !NameRules.IsName(name))
            Error(NameMessages.BadName, at, ("name", name));
    }

    /// <summary>Reports a list that must hold something. One that is missing or wrong was reported when it was read.</summary>
    public void NotEmpty(Node node, string property)
    {
        if (node.Positions.IsEmptyList(property))
            Error(NameMessages.Empty, node.AtMember(property), ("property", property));
    }

    /// <summary>True when a workflow's file could not be read, so that any form may have one.</summary>
    public bool MayHaveUnreadWorkflow => app.Unread.Any(path => path.StartsWith("workflows/", StringComparison.Ordinal));

    private bool IsUnread(string folder, string name) => app.Unread.Contains($"{folder}/{name}.json");

    /// <summary>The app that a reference names, when that is known; this one for a bare name.</summary>
    private (AppDefinition? App, string Name) Owner(string reference, SourceLocation at)
    {
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || reference[..slash] == app.Name)
            return (reference.Length == 0 ? null : app, reference[(slash + 1)..]);
        var other = reference[..slash];
        if (!app.Requires.ContainsKey(other))
            Error(NameMessages.AppNotRequired, at, ("app", other));
        return (installed?.Find(other), reference[(slash + 1)..]);
    }
}
