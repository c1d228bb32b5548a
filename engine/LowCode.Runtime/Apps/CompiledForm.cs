using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Runtime.Apps;

/// <summary>One form of one published version of an app, ready to work. Immutable and thread-safe.</summary>
public sealed class CompiledForm
{
    internal CompiledForm(string app, int version, FormDefinition definition, Shape shape, WorkflowDefinition? workflow, ImmutableArray<ViewDefinition> views)
    {
        App = app;
        Version = version;
        Definition = definition;
        Shape = shape;
        Workflow = workflow;
        Views = views;
        Fields = new FieldMap(shape, definition.Fields);
        SetName = $"{app}/{definition.Name}";
    }

    /// <summary>App and form that a reference's <c>to</c> names, from within an app.</summary>
    public static (string App, string Form) TargetOf(string app, string to)
    {
        var slash = to.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (app, to) : (to[..slash], to[(slash + 1)..]);
    }

    /// <summary>One of the engine's own forms, which is only read.</summary>
    internal static CompiledForm System(FormDefinition definition, Shape shape) => new("system", 0, definition, shape, null, []);

    /// <summary>Name of the app.</summary>
    public string App { get; }

    /// <summary>Number of the app version that it belongs to; 0 for the engine's own forms.</summary>
    public int Version { get; }

    /// <summary>As its author wrote it.</summary>
    public FormDefinition Definition { get; }

    /// <summary>Its slots; the newest shape when this is the newest version.</summary>
    public Shape Shape { get; }

    /// <summary>The fields behind the slots.</summary>
    public FieldMap Fields { get; }

    /// <summary>Where its records are: <c>app/form</c>.</summary>
    public string SetName { get; }

    /// <summary>The workflow that its records follow, or null.</summary>
    public WorkflowDefinition? Workflow { get; }

    /// <summary>Its lists.</summary>
    public ImmutableArray<ViewDefinition> Views { get; }
}
