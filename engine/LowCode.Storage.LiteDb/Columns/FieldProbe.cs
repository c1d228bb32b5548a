using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>Asks the reference evaluator what a condition over one field says of a value. Not thread-safe.</summary>
internal sealed class FieldProbe
{
    private readonly FieldRef _field;
    private readonly CompiledFilter _condition;
    private readonly EvaluationFrame _frame;
    private readonly Row _row;
    private readonly Record _record;
    private readonly bool _overRows;

    /// <param name="condition">The condition.</param>
    /// <param name="field">The only field that it reads.</param>
    /// <param name="shape">The set's shape.</param>
    /// <param name="query">The query that it belongs to.</param>
    public FieldProbe(Expression condition, FieldRef field, Shape shape, Query query)
    {
        _overRows = !query.Table.IsDefaultOrEmpty;
        _field = field;
        _condition = CompiledFilter.Compile(condition, _overRows);
        _frame = new EvaluationFrame(query.Now);
        _row = new Row(shape);
        _record = new Record
        {
            Id = Guid.Empty,
            Set = query.Set,
            CreatedBy = "",
            CreatedAt = default,
            ModifiedBy = "",
            ModifiedAt = default,
            Revision = 0,
            Data = _row,
        };
    }

    /// <summary>What the condition says of a record whose field holds a value.</summary>
    public Truth Of(in Value value)
    {
        var record = _record;
        if (_field.System is SystemField.None)
            _row[_field.Slot] = value;
        else
            record = WithSystemField(value);
        if (_overRows)
            _frame.Over(record, _row, null);
        else
            _frame.Over(record);
        return _condition.Evaluate(_frame);
    }

    private Record WithSystemField(in Value value) => _field.System switch
    {
        SystemField.Id => _record with { Id = value.AsId() },
        SystemField.AppVersion => _record with { AppVersion = (int)value.AsInteger() },
        SystemField.Division => _record with { Division = value.TextOrNull() ?? "" },
        SystemField.State => _record with { State = value.TextOrNull() },
        SystemField.CreatedBy => _record with { CreatedBy = value.TextOrNull() ?? "" },
        SystemField.CreatedAt => _record with { CreatedAt = value.AsInstant() },
        SystemField.ModifiedBy => _record with { ModifiedBy = value.TextOrNull() ?? "" },
        SystemField.ModifiedAt => _record with { ModifiedAt = value.AsInstant() },
        SystemField.Revision => _record with { Revision = value.AsInteger() },
        _ => throw new InvalidOperationException($"No system field {_field.System}."),
    };
}
