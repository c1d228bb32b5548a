using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Forms.Planning;
using LowCode.Rules;

namespace LowCode.Forms.Evaluation;

/// <summary>One evaluation of one record, from what was entered to a <see cref="FormState"/>.</summary>
sealed class FormRun
{
    private readonly List<RowState>?[] _rowsByScope;
    private readonly List<RowState> _rows = [];
    private readonly Dictionary<(RowState Row, int Field), List<Finding>> _failures = []; // most often empty
    private Dictionary<Row, RowState>? _byRow;

    public FormRun(RuleSession session, FormRequest request, PlannedScope root, int scopes)
    {
        Session = session;
        Request = request;
        _rowsByScope = new List<RowState>?[scopes];
        Enter(new RowState(root, session.Root, request.Before, null, null));
    }

    /// <summary>The rules at work.</summary>
    public RuleSession Session { get; }

    /// <summary>What it is for.</summary>
    public FormRequest Request { get; set; }

    /// <summary>The record's row, then those of its tables, each before those in it.</summary>
    public IReadOnlyList<RowState> Rows => _rows;

    /// <summary>Settles one field in every row of its scope: relevance, default, calculation.</summary>
    public void Take(Step step)
    {
        if (_rowsByScope[step.Scope.Index] is not { } rows)
            return;
        foreach (var row in rows)
            Settle(row, step.Field);
    }

    /// <summary>Checks what was entered and gives the result.</summary>
    public FormState Finish()
    {
        var findings = new List<Finding>();
        var description = Request.Describe ? new FormDescription() : null;
        foreach (var row in _rows)
            new RowChecks(this, row, findings, description).Run();
        return StateOf(findings, description);
    }

    /// <summary>Adds what failed when a field of a row was settled.</summary>
    public void AddFailures(RowState row, PlannedField field, List<Finding> findings)
    {
        if (_failures.Count > 0 && _failures.TryGetValue((row, field.Index), out var failures))
            findings.AddRange(failures.Select(failure => failure with { Path = row.PathOf(field) })); // the row may have moved since
    }

    /// <summary>The calculations that failed where it counts: what is hidden holds nobody up.</summary>
    public ImmutableArray<Finding> Failures()
    {
        if (_failures.Count == 0)
            return [];
        var findings = new List<Finding>();
        foreach (var row in _rows)
        {
            foreach (var field in row.Scope.Fields)
            {
                if (!row.IsHidden(field))
                    AddFailures(row, field, findings);
            }
        }
        return [.. findings];
    }

    /// <summary>The result.</summary>
    public FormState StateOf(List<Finding> findings, FormDescription? description)
    {
        return new FormState(this, [.. findings])
        {
            Hidden = description?.Hidden ?? (IReadOnlySet<string>)ImmutableHashSet<string>.Empty,
            Required = description?.Required ?? (IReadOnlySet<string>)ImmutableHashSet<string>.Empty,
            Readonly = description?.Readonly ?? (IReadOnlySet<string>)ImmutableHashSet<string>.Empty,
            Options = description?.Options ?? (IReadOnlyDictionary<string, ImmutableArray<string>>)ImmutableDictionary<string, ImmutableArray<string>>.Empty,
        };
    }

    /// <summary>Whether a field of a row is hidden, by itself or with the group or table that it stands in.</summary>
    public bool IsHidden(Row row, Slot slot)
    {
        var state = this[row];
        foreach (var field in state.Scope.Fields)
        {
            if (field.Slot?.Index == slot.Index)
                return state.IsHidden(field);
        }
        return state.IsInHiddenTable;
    }

    /// <summary>What is known of a row of the record.</summary>
    public RowState this[Row row] => (_byRow ??= ByRow()).TryGetValue(row, out var state)
        ? state
        : throw new ArgumentException("The row is not of this record.", nameof(row));

    /// <summary>The rows of a scope, in their order.</summary>
    public IReadOnlyList<RowState> RowsOf(PlannedScope scope) => _rowsByScope[scope.Index] ?? [];

    /// <summary>A table got other rows: those that it keeps stay what they are, the others begin. Gives the new ones.</summary>
    public List<RowState> Reenter()
    {
        var known = _byRow ?? ByRow();
        var root = _rows[0];
        _byRow = null;
        _rows.Clear();
        Array.Clear(_rowsByScope);
        var begun = new List<RowState>();
        Enter(root, known, begun);
        foreach (var gone in _failures.Keys.Where(cell => !Has(cell.Row)).ToList())
            _failures.Remove(gone);
        return begun;
    }

    /// <summary>Whether a row is still in its table, and that in the record.</summary>
    public bool Has(RowState row) => (_byRow ??= ByRow()).ContainsKey(row.Row);

    /// <summary>A copy of the row without what is hidden.</summary>
    public Row Prune()
    {
        // Rows keep their order and number in a copy, so both can be walked side by side.
        var copy = Session.Root.Thaw();
        Prune(_rows[0], copy);
        return copy;
    }

    /// <summary>The value of a rule; a rule that fails is a finding on its field and gives nothing.</summary>
    public Value ValueOf(Rule rule, RowState row, PlannedField field, Action<Finding> find)
    {
        try
        {
            return Session.Calculate(rule, row.Row);
        }
        catch (RuleException failure)
        {
            find(FindingOf(failure, row, field));
            return Value.Empty;
        }
    }

    /// <summary>Asks a condition; a rule that fails is a finding on its field, and counts as <paramref name="otherwise"/>.</summary>
    public bool Holds(Rule rule, RowState row, PlannedField field, bool otherwise, Action<Finding> find)
    {
        try
        {
            return Session.Holds(rule, row.Row);
        }
        catch (RuleException failure)
        {
            find(FindingOf(failure, row, field));
            return otherwise;
        }
    }

    /// <summary>A failed rule as a finding on its field.</summary>
    public static Finding FindingOf(RuleException failure, RowState row, PlannedField field) =>
        new(failure.Problem, row.PathOf(field)) { Arguments = failure.Arguments };

    // Rows that were known before are kept as they are.
    private void Enter(RowState state, Dictionary<Row, RowState>? known = null, List<RowState>? begun = null)
    {
        _rows.Add(state);
        (_rowsByScope[state.Scope.Index] ??= []).Add(state);
        var isNew = known?.ContainsKey(state.Row) != true;
        if (isNew)
            begun?.Add(state);
        foreach (var field in state.Scope.Fields)
        {
            if (field.Slot is not { } slot)
                continue;
            if (isNew && !field.Definition.IsEntered && field.Value is null)
                Session.Set(state.Row, slot, state.Before?[slot] ?? Value.Empty);
            if (field.Rows is not null)
                EnterRows(state, field, slot, known, begun);
        }
    }

    private void EnterRows(RowState owner, PlannedField table, Slot slot, Dictionary<Row, RowState>? known, List<RowState>? begun)
    {
        var rows = owner.Row[slot].AsRows();
        if (rows.IsEmpty && known is null)
            return;
        var stored = owner.Before is null ? default : owner.Before[slot];
        var states = new RowState[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            states[i] = known?.GetValueOrDefault(rows[i]) ?? new RowState(table.Rows!, rows[i], FindRow(stored, rows[i].Key), owner, table);
            states[i].Position = i;
            Enter(states[i], known, begun);
        }
        owner.SetRows(table, states);
    }

    private static Row? FindRow(in Value stored, Guid key)
    {
        if (key == Guid.Empty)
            return null;
        foreach (var row in stored.AsRows())
        {
            if (row.Key == key)
                return row;
        }
        return null;
    }

    /// <summary>Settles one field in one row.</summary>
    public void Settle(RowState row, PlannedField field)
    {
        if (_failures.Count > 0)
            _failures.Remove((row, field.Index));
        var hidden = field.Group is { } group && row.Hidden[group.Index];
        if (!hidden && field.Visible is { } visible)
            hidden = !IsVisible(visible, row, field);
        row.Hidden[field.Index] = hidden;
        if (field.Slot is not { } slot)
            return;
        if (field.Default is { } start && StartsWithDefault(row, slot))
            Calculate(start, row, field, slot);
        if (field.Value is { } value)
            Calculate(value, row, field, slot);
        Session.Hide(row.Row, slot, hidden); // shown again too: a session may be evaluated twice
    }

    // A new record starts with defaults where nothing was sent; a new row where it is empty.
    private bool StartsWithDefault(RowState row, Slot slot) =>
        row.Before is null && row.Row[slot].IsEmpty && (row != _rows[0] || !Request.Sent.Contains(slot.Index));

    // Without the lambdas of ValueOf and Holds: this runs for every field of every row.
    private void Calculate(Rule rule, RowState row, PlannedField field, Slot slot)
    {
        var value = Value.Empty;
        try
        {
            value = Session.Calculate(rule, row.Row);
        }
        catch (RuleException failure)
        {
            Fail(row, field, failure);
        }
        Session.Set(row.Row, slot, value);
    }

    private bool IsVisible(Rule rule, RowState row, PlannedField field)
    {
        try
        {
            return Session.Holds(rule, row.Row);
        }
        catch (RuleException failure)
        {
            Fail(row, field, failure);
            return true;
        }
    }

    private void Fail(RowState row, PlannedField field, RuleException failure)
    {
        if (!_failures.TryGetValue((row, field.Index), out var failures))
            _failures[(row, field.Index)] = failures = [];
        failures.Add(FindingOf(failure, row, field));
    }

    private static void Prune(RowState state, Row copy)
    {
        foreach (var field in state.Scope.Fields)
        {
            if (field.Slot is not { } slot)
                continue;
            if (state.Hidden[field.Index])
            {
                copy[slot.Index] = Value.Empty;
                continue;
            }
            if (field.Rows is null)
                continue;
            var rows = copy[slot].AsRows();
            for (var i = 0; i < rows.Length; i++)
                Prune(state.RowsOf(field)[i], rows[i]);
        }
    }

    private Dictionary<Row, RowState> ByRow()
    {
        var byRow = new Dictionary<Row, RowState>(ReferenceEqualityComparer.Instance);
        foreach (var state in _rows)
            byRow[state.Row] = state;
        return byRow;
    }
}
