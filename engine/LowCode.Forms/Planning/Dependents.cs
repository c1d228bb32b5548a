using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Forms.Planning;

/// <summary>Something that must be done again when a slot changes.</summary>
/// <param name="Scope">The rows in which it stands.</param>
/// <param name="Field">The field whose rules read the slot.</param>
/// <param name="Checks">True when only its checks read it; false when its relevance, default or calculation does.</param>
/// <param name="Outwards">How many tables lie between the changed row and the row below which all rows of the scope are concerned.</param>
readonly record struct Dependent(PlannedScope Scope, PlannedField Field, bool Checks, int Outwards);

/// <summary>For every slot of a form who reads it. Immutable.</summary>
sealed class Dependents
{
    private readonly Dictionary<Slot, List<Dependent>> _bySlot = new(ReferenceEqualityComparer.Instance);
    private readonly int[][] _steps;

    public Dependents(PlannedScope root, ImmutableArray<Step> steps)
    {
        var scopes = new List<(PlannedScope Scope, ImmutableArray<Slot> Tables)>();
        Collect(root, [], scopes);
        _steps = new int[scopes.Count][];
        foreach (var (scope, _) in scopes)
        {
            _steps[scope.Index] = new int[scope.Fields.Length];
            Array.Fill(_steps[scope.Index], -1);
        }
        for (var i = 0; i < steps.Length; i++)
            _steps[steps[i].Scope.Index][steps[i].Field.Index] = i;
        var tables = scopes.ToDictionary(entry => entry.Scope.Shape, entry => entry.Tables);
        foreach (var (scope, _) in scopes)
        {
            foreach (var field in scope.Fields)
                Add(scope, field, tables);
        }
    }

    /// <summary>Who reads a slot.</summary>
    public IReadOnlyList<Dependent> Of(Slot slot) => _bySlot.TryGetValue(slot, out var dependents) ? dependents : [];

    /// <summary>The place of a field's step in the plan; -1 when it has none.</summary>
    public int StepOf(PlannedScope scope, PlannedField field) => _steps[scope.Index][field.Index];

    private static void Collect(PlannedScope scope, ImmutableArray<Slot> tables, List<(PlannedScope, ImmutableArray<Slot>)> scopes)
    {
        scopes.Add((scope, tables));
        foreach (var field in scope.Fields)
        {
            if (field.Rows is not null)
                Collect(field.Rows, tables.Add(field.Slot!), scopes);
        }
    }

    private void Add(PlannedScope scope, PlannedField field, Dictionary<Shape, ImmutableArray<Slot>> tables)
    {
        foreach (var rule in new[] { field.Visible, field.Default, field.Value }.OfType<Rule>())
            Add(rule, new Dependent(scope, field, Checks: false, 0), tables);
        var checks = new[] { field.Required, field.Readonly, field.Filter }.OfType<Rule>();
        foreach (var rule in checks.Concat(field.Checks.Select(check => check.Rule)))
            Add(rule, new Dependent(scope, field, Checks: true, 0), tables);
    }

    private void Add(Rule rule, Dependent dependent, Dictionary<Shape, ImmutableArray<Slot>> tables)
    {
        var read = rule.Reads.Select(one => one.Slot).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var (shape, slot) in rule.Reads)
        {
            if (!tables.TryGetValue(shape, out var around))
                continue; // of a record looked up
            // Through the outermost table that the rule reads as a whole; directly, from within the row, when there is none.
            var first = around.TakeWhile(table => !read.Contains(table)).Count();
            var all = _bySlot.TryGetValue(slot, out var known) ? known : _bySlot[slot] = [];
            all.Add(dependent with { Outwards = around.Length - first });
        }
    }
}
