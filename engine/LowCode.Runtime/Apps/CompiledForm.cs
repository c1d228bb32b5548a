using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Runtime.Apps;

/// <summary>One form of one published version of an app, ready to work. Immutable and thread-safe.</summary>
public sealed class CompiledForm
{
    internal CompiledForm(string app, FormDefinition definition, Shape shape, WorkflowDefinition? workflow, ImmutableArray<ViewDefinition> views)
    {
        App = app;
        Definition = definition;
        Shape = shape;
        Workflow = workflow;
        Views = views;
        SetName = $"{app}/{definition.Name}";
    }

    /// <summary>Name of the app.</summary>
    public string App { get; }

    /// <summary>As its author wrote it.</summary>
    public FormDefinition Definition { get; }

    /// <summary>Its slots; the newest shape when this is the newest version.</summary>
    public Shape Shape { get; }

    /// <summary>Where its records are: <c>app/form</c>.</summary>
    public string SetName { get; }

    /// <summary>The workflow that its records follow, or null.</summary>
    public WorkflowDefinition? Workflow { get; }

    /// <summary>Its lists.</summary>
    public ImmutableArray<ViewDefinition> Views { get; }
}
