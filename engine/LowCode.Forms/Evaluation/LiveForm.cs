using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Forms.Planning;

namespace LowCode.Forms.Evaluation;

/// <summary>
/// A record that is being filled in: after each change only what depends on it is evaluated again. Its state is always
/// that of a whole evaluation of the row as it is, with what was set counted as sent. Not thread-safe.
/// </summary>
public sealed class LiveForm
{
    private readonly FormRun _run;
    private readonly Dependents _dependents;
    private readonly PriorityQueue<(RowState Row, PlannedField Field), int> _settle = new();
    private readonly HashSet<(RowState, int)> _queued = [];
    private readonly Dictionary<RowState, CellChecks?[]> _checks = new(ReferenceEqualityComparer.Instance);
    private FormState? _state;

    internal LiveForm(FormRun run, Dependents dependents)
    {
        _run = run;
        _dependents = dependents;
    }

    /// <summary>The record as it is now; valid until the next change.</summary>
    public FormState State => _state ??= Assemble();

    /// <summary>
    /// A person enters a value, in the record's row or in a row of one of its tables. For a table the value is its new
    /// rows: those that are there already keep their state, wherever they stand. Throws <see cref="ArgumentException"/>
    /// for a row that is not of the record and for a field that only the engine sets.
    /// </summary>
    public void Set(Row row, Slot slot, Value value)
    {
        var state = _run[row];
        var field = state.Scope.Fields.First(candidate => candidate.Slot == slot);
        if (!field.Definition.IsEntered)
            throw new ArgumentException($"The field '{field.Path}' is not entered by people.", nameof(slot));
        _state = null;
        _run.Session.Begin();
        _run.Session.Set(row, slot, value);
        if (state.Owner is null)
            _run.Request = _run.Request with { Sent = _run.Request.Sent.Add(slot.Index) };
        if (field.Rows is not null)
            TakeRows(state, field);
        Touch(state, field);
        Changed(state, slot);
        // Whether a table was changed is asked of all that was entered in it.
        for (var inner = state; inner.Owner is { } owner; inner = owner)
            Recheck(owner, inner.Table!);
        while (_settle.TryDequeue(out var cell, out _))
        {
            _queued.Remove((cell.Row, cell.Field.Index));
            Settle(cell.Row, cell.Field);
        }
    }

    private void TakeRows(RowState owner, PlannedField table)
    {
        var begun = _run.Reenter();
        foreach (var gone in _checks.Keys.Where(row => !_run.Has(row)).ToList())
            _checks.Remove(gone);
        foreach (var row in begun)
        {
            foreach (var field in row.Scope.Fields)
                Touch(row, field);
        }
        ForEachRow(owner, table, row =>
        {
            _checks.Remove(row); // its place in the table is in what its findings say
            foreach (var field in row.Scope.Fields)
            {
                if (field.Slot is { } slot && row.Hidden[field.Index])
                    _run.Session.Hide(row.Row, slot, true); // a session knows what is hidden by the table's former rows
            }
        });
    }

    private void Settle(RowState row, PlannedField field)
    {
        var hidden = row.Hidden[field.Index];
        var value = field.Slot is { } slot ? row.Row[slot] : Value.Empty;
        _run.Settle(row, field);
        Recheck(row, field);
        var turned = row.Hidden[field.Index] != hidden;
        if (field.Slot is { } own && (turned || row.Row[own] != value))
            Changed(row, own);
        if (!turned)
            return;
        if (field.Definition.Type.IsGroup)
        {
            foreach (var inner in row.Scope.Fields.Where(candidate => ReferenceEquals(candidate.Group, field)))
                Touch(row, inner);
        }
        else if (field.Rows is not null)
        {
            ForEachRow(row, field, inner => _checks.Remove(inner));
        }
    }

    // A slot has another value, or is hidden or shown: whoever reads it does so again.
    private void Changed(RowState row, Slot slot)
    {
        foreach (var dependent in _dependents.Of(slot))
        {
            var around = row;
            for (var i = 0; i < dependent.Outwards; i++)
                around = around.Owner!;
            foreach (var concerned in RowsIn(around, dependent.Scope))
            {
                if (dependent.Checks)
                    Recheck(concerned, dependent.Field);
                else
                    Touch(concerned, dependent.Field);
            }
        }
    }

    private void Touch(RowState row, PlannedField field)
    {
        Recheck(row, field);
        var step = _dependents.StepOf(row.Scope, field);
        if (step >= 0 && _queued.Add((row, field.Index)))
            _settle.Enqueue((row, field), step);
    }

    private void Recheck(RowState row, PlannedField field)
    {
        if (_checks.TryGetValue(row, out var cells))
            cells[field.Index] = null;
    }

    private IEnumerable<RowState> RowsIn(RowState around, PlannedScope scope)
    {
        if (around.Scope == scope)
            return [around];
        return _run.RowsOf(scope).Where(row =>
        {
            var outer = row.Owner;
            while (outer is not null && outer != around)
                outer = outer.Owner;
            return outer is not null;
        });
    }

    private static void ForEachRow(RowState owner, PlannedField table, Action<RowState> act)
    {
        foreach (var row in owner.RowsOf(table))
        {
            act(row);
            foreach (var field in row.Scope.Fields.Where(field => field.Rows is not null))
                ForEachRow(row, field, act);
        }
    }

    private FormState Assemble()
    {
        var findings = new List<Finding>();
        var description = _run.Request.Describe ? new FormDescription() : null;
        foreach (var row in _run.Rows)
        {
            if (!_checks.TryGetValue(row, out var cells))
                _checks[row] = cells = new CellChecks?[row.Scope.Fields.Length];
            foreach (var field in row.Scope.Fields)
                (cells[field.Index] ??= Check(row, field)).AddTo(findings, description);
        }
        return _run.StateOf(findings, description);
    }

    private CellChecks Check(RowState row, PlannedField field)
    {
        var cell = new CellChecks([], _run.Request.Describe ? new FormDescription() : null);
        new RowChecks(_run, row, cell.Findings, cell.Description).Check(field, row.IsHidden(field));
        return cell;
    }

    /// <summary>What checking one field in one row gave.</summary>
    private sealed record CellChecks(List<Finding> Findings, FormDescription? Description)
    {
        public void AddTo(List<Finding> findings, FormDescription? description)
        {
            findings.AddRange(Findings);
            if (description is null || Description is null)
                return;
            description.Hidden.UnionWith(Description.Hidden);
            description.Required.UnionWith(Description.Required);
            description.Readonly.UnionWith(Description.Readonly);
            foreach (var (path, codes) in Description.Options)
                description.Options[path] = codes;
        }
    }
}
