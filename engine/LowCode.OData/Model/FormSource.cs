using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;

namespace LowCode.OData.Model;

/// <summary>A form that becomes an entity set.</summary>
/// <param name="Set">Name of the entity set.</param>
/// <param name="App">The app it belongs to, or <c>system</c>.</param>
/// <param name="Definition">The form.</param>
/// <param name="Shape">Its newest shape.</param>
/// <param name="Workflow">The workflow of its records, or null.</param>
internal sealed record FormSource(string Set, string App, FormDefinition Definition, Shape Shape, WorkflowDefinition? Workflow)
{
    /// <summary>True for the sets of other apps and of the engine itself: nothing is written through them here.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>True when records carry explained decisions.</summary>
    public bool Decides { get; init; }

    /// <summary>A form of the app itself.</summary>
    public static FormSource Own(CompiledForm form) =>
        new(form.Definition.Name, form.App, form.Definition, form.Shape, form.Workflow) { Decides = HasDecisions(form) };

    /// <summary>A form of another app that this one refers to.</summary>
    public static FormSource Foreign(CompiledForm form) =>
        new(Names.ForeignSet(form.App, form.Definition.Name), form.App, form.Definition, form.Shape, form.Workflow) { IsReadOnly = true };

    private static bool HasDecisions(CompiledForm form) =>
        form.Workflow?.Transitions.Any(transition => !transition.Decide.IsDefaultOrEmpty) ?? false;
}
