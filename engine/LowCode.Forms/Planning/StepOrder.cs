using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Forms.Planning;

/// <summary>One step of an evaluation: settle a field in every row of its scope.</summary>
readonly record struct Step(PlannedScope Scope, PlannedField Field);

/// <summary>
/// Puts the steps of a form into an order in which everything that a rule reads is settled before it. To read a field
/// is to read its relevance and its calculation: both are settled in its one step. Totals over a table come after the
/// columns they read; a column that reads a total comes after that.
/// </summary>
sealed class StepOrder
{
    private enum Mark
    {
        Unseen,
        Open,
        Done,
    }

    private readonly Dictionary<Slot, Step> _bySlot = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlannedField, Mark> _marks = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(int Scope, int Field), Step> _steps = [];
    private readonly List<Step> _open = [];
    private readonly ImmutableArray<Step>.Builder _order = ImmutableArray.CreateBuilder<Step>();
    private readonly Diagnostics _diagnostics;

    private StepOrder(Diagnostics diagnostics) => _diagnostics = diagnostics;

    /// <summary>The order; each cycle is a diagnostic at one of its rules.</summary>
    public static ImmutableArray<Step> Of(PlannedScope root, Diagnostics diagnostics)
    {
        var order = new StepOrder(diagnostics);
        order.Collect(root);
        foreach (var step in order._steps.Values)
            order.Visit(step);
        return order._order.ToImmutable();
    }

    private void Collect(PlannedScope scope)
    {
        foreach (var field in scope.Fields)
        {
            var step = new Step(scope, field);
            _steps.Add((scope.Index, field.Index), step);
            if (field.Slot is not null)
                _bySlot[field.Slot] = step;
            if (field.Rows is not null)
                Collect(field.Rows);
        }
    }

    private void Visit(Step step)
    {
        switch (_marks.GetValueOrDefault(step.Field))
        {
            case Mark.Done:
                return;
            case Mark.Open:
                ReportCycle(step);
                return;
        }
        _marks[step.Field] = Mark.Open;
        _open.Add(step);
        if (step.Field.Group is { } group)
            Visit(_steps[(step.Scope.Index, group.Index)]);
        foreach (var read in Rules(step.Field).SelectMany(rule => rule.Reads))
        {
            if (_bySlot.TryGetValue(read.Slot, out var before))
                Visit(before);
        }
        _open.RemoveAt(_open.Count - 1);
        _marks[step.Field] = Mark.Done;
        if (step.Field.HasStep)
            _order.Add(step);
    }

    private void ReportCycle(Step again)
    {
        var cycle = _open.SkipWhile(step => step.Field != again.Field).Append(again).ToList();
        var first = Rules(again.Field).FirstOrDefault();
        var at = first?.Text.At ?? again.Field.Definition.At;
        _diagnostics.Error(FormRuleMessages.Cycle, at, ("path", string.Join(" → ", cycle.Select(PathOf))));
    }

    // A table's shape is named form/table/table: what follows the form is where its rows lie.
    private static string PathOf(Step step)
    {
        var tables = step.Scope.Shape.Name.Split('/').Skip(1);
        return string.Join('.', tables.Append(step.Field.Path));
    }

    private static IEnumerable<Rule> Rules(PlannedField field) =>
        new[] { field.Visible, field.Value, field.Default }.OfType<Rule>();
}
