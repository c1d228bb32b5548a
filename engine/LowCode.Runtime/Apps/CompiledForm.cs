using System.Collections.Immutable;
using LowCode.Decisions.Outcomes;
using LowCode.Decisions.Planning;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Forms;
using LowCode.Forms.Modules;
using LowCode.Rules;
using LowCode.Workflows.Planning;

namespace LowCode.Runtime.Apps;

/// <summary>One form of one published version of an app, ready to work. Immutable and thread-safe.</summary>
public sealed class CompiledForm
{

    internal CompiledForm(string app, int version, FormDefinition definition, Shape shape, ImmutableArray<ViewDefinition> views, FormWork? work)
    {
        App = app;
        Version = version;
        Definition = definition;
        Shape = shape;
        Views = views;
        Fields = new FieldMap(shape, definition.Fields);
        SetName = $"{app}/{definition.Name}";
        Work = work!;
        Workflow = work?.Workflow?.Definition;
        Display = definition.Display is { } path && shape.Find(path) is { Kind: ValueKind.Text } slot ? slot : null;
    }

    /// <summary>App and form that a reference's <c>to</c> names, from within an app.</summary>
    public static (string App, string Form) TargetOf(string app, string to)
    {
        var slash = to.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (app, to) : (to[..slash], to[(slash + 1)..]);
    }

    /// <summary>One of the engine's own forms, which is only read.</summary>
    internal static CompiledForm System(FormDefinition definition, Shape shape) => new("system", 0, definition, shape, [], null);

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

    /// <summary>A decision over its records.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public DecisionDefinition Decision(string name) => Work.Decisions[name].Definition;

    /// <summary>All rules over its records: its fields', its workflow's, its decisions'. None for the engine's own forms.</summary>
    public RuleProgram? Rules => Work?.Rules;

    /// <summary>What evaluates its records; the engine's own forms have none.</summary>
    internal FormWork Work { get; }

    /// <summary>The slot of its display field; null when it names none, or none that is a text.</summary>
    internal Slot? Display { get; }

    /// <summary>What stands for a record in lists: the text of its display field; null when the form names none or it is empty.</summary>
    public string? DisplayOf(Row row) => Display is { } slot && !row[slot].IsEmpty ? row[slot].AsText() : null;
}

/// <summary>The plans of a form: what happens to its records.</summary>
/// <param name="Plan">Evaluates a record.</param>
/// <param name="Rules">The rules of all of them.</param>
/// <param name="Module">The plan and its rules for a page, written when first asked for.</param>
/// <param name="Workflow">The states, or null.</param>
/// <param name="Decisions">By name.</param>
/// <param name="Outcomes">Slots that show a decision's outcome or points.</param>
internal sealed record FormWork(
    FormPlan Plan,
    RuleProgram Rules,
    Lazy<FormModule> Module,
    WorkflowPlan? Workflow,
    ImmutableDictionary<string, DecisionPlan> Decisions,
    ImmutableArray<DecisionSlot> Outcomes)
{
    /// <summary>The slots that show a decision.</summary>
    public IEnumerable<DecisionSlot> OutcomesOf(string decision) => Outcomes.Where(shown => shown.Decision == decision);

    /// <summary>Whether other fields are calculated from the slots that show a decision.</summary>
    public bool CalculatesFrom(string decision) => OutcomesOf(decision).Any(shown => Plan.CalculatesFrom(shown.Slot));
}

/// <summary>A slot that shows what a decision came to.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Decision">The decision.</param>
/// <param name="IsPoints">True for its points, false for its outcome.</param>
internal readonly record struct DecisionSlot(Slot Slot, string Decision, bool IsPoints)
{
    /// <summary>What it shows.</summary>
    public Value ValueOf(Verdict verdict) => !IsPoints ? Value.Of(verdict.Outcome)
        : verdict.Points is not { } points ? default
        : Slot.Kind == ValueKind.Integer ? Value.Of((long)decimal.Round(points)) : Value.Of(points);
}
