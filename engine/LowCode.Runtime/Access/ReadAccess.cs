using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Access;

/// <summary>What a caller may read of one set, an app's or the engine's. Immutable to whoever asks.</summary>
internal sealed class ReadAccess
{
    private readonly Func<Record, bool> _sees;
    private string[]? _decisions;

    private ReadAccess(
        CompiledForm form, Expression? filter, HiddenFields hidden, string signature, Func<Record, bool> sees, FormAccess? access = null)
    {
        Acts = access;
        Signature = signature;
        Form = form;
        Filter = filter;
        Hidden = hidden;
        _sees = sees;
    }

    /// <summary>What else the caller may do with its records; null for the engine's own sets.</summary>
    public FormAccess? Acts { get; }

    /// <summary>The newest version of the set's form.</summary>
    public CompiledForm Form { get; }

    /// <summary>Which records; null for every one.</summary>
    public Expression? Filter { get; }

    /// <summary>Fields that are not seen in the clear.</summary>
    public HiddenFields Hidden { get; }

    /// <summary>The sensitive fields that are seen in the clear, of tables too, each with the shape whose slot it is.</summary>
    public ImmutableArray<(Shape Shape, Slot Slot)> Clear => [.. Form.Fields.Sensitive.Where(one => !Hidden.Contains(one.Shape, one.Slot.Index))];

    /// <summary>Paths of the sensitive fields that are seen in the clear and that a projection reads; all of them when it is null.</summary>
    public ImmutableArray<string> ClearIn(Projection? reads)
    {
        var clear = Clear;
        return clear.IsEmpty ? [] :
        [
            .. Form.Fields.Slots.Where(slot => reads is null || reads.Slots.Contains(slot.Index))
                .SelectMany(slot => Paths(Form.Fields, slot)).Where(one => clear.Contains((one.Shape, one.Slot))).Select(one => one.Path),
        ];
    }

    /// <summary>Path of a slot when it is of a sensitive field that is seen in the clear; else null.</summary>
    public string? ClearPath(Shape shape, int slot)
    {
        if (Form.Fields.Sensitive.IsEmpty || !Clear.Any(one => ReferenceEquals(one.Shape, shape) && one.Slot.Index == slot))
            return null;
        return Form.Fields.Slots.SelectMany(top => Paths(Form.Fields, top)).First(one => ReferenceEquals(one.Shape, shape) && one.Slot.Index == slot).Path;
    }

    /// <summary>A row of the set without anything sensitive.</summary>
    public Row WithoutSensitive(Row row) => HiddenFields.Of(Form.Fields.Sensitive).Mask(row, Form.Shape);

    /// <summary>Stands for all of it: two with the same signature let the same records and fields be seen.</summary>
    public string Signature { get; }

    /// <summary>Whether what is seen follows from each record alone, so that its changes can be followed.</summary>
    public bool CanFollow => Acts is not { LooksElsewhere: true } && Form.SetName != ChangeSet.Name;

    /// <summary>What a caller may read of the set of a form.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="form">The form's newest version.</param>
    /// <param name="formOf">The newest version of the form of a set.</param>
    public static ReadAccess Of(Caller caller, CompiledForm form, Func<string, CompiledForm?> formOf)
    {
        if (form.App == SystemSet.App)
        {
            var name = form.Definition.Name;
            return new ReadAccess(form, SystemAccess.Filter(caller, name), SystemAccess.Hidden(caller, name), SystemAccess.Signature(caller),
                record => SystemAccess.Sees(caller, name, record));
        }
        var access = new FormAccess(caller, form, formOf);
        return new ReadAccess(form, access.ReadFilter(), access.Hidden, access.Signature, record => access.Allows(AccessAction.Read, record), access);
    }

    /// <summary>Whether the caller may see a record.</summary>
    public ValueTask<bool> SeesAsync(Record record, IStoreSnapshot snapshot, CancellationToken cancel) =>
        _sees(record) ? new(true) : Acts?.AllowsAsync(AccessAction.Read, record, snapshot, cancel) ?? new(false);

    /// <summary>The same where <see cref="CanFollow"/>.</summary>
    public bool Sees(Record record) => _sees(record);

    /// <summary>Whether the caller may have seen a record of a division, of which nothing else is known any more.</summary>
    public bool MaySee(string division) => Acts?.MayRead(division) ?? true;

    /// <summary>The record as it is answered: without what is hidden, and with masks for what is masked.</summary>
    public Record Mask(Record record) => Hidden.IsEmpty ? record : Without(record, Hidden.Mask(record.Data, Form.Shape));

    /// <summary>The record for whatever reckons with it for the caller: without what is not seen in the clear.</summary>
    public Record ClearOf(Record record) => Hidden.IsEmpty ? record : Without(record, Hidden.Clear(record.Data, Form.Shape));

    private static IEnumerable<(string Path, Shape Shape, Slot Slot)> Paths(FieldMap fields, Slot slot) => slot.Rows is null
        ? [(fields.Prefix + slot.Path, fields.Shape, slot)]
        : fields.Rows(slot.Index) is var rows ? rows.Slots.SelectMany(inner => Paths(rows, inner)) : [];

    // A decision is explained to whoever sees the fields that show it.
    private Record Without(Record record, Row data)
    {
        _decisions ??= Form.Work is { } work ? [.. work.Outcomes.Where(shown => Hidden.Contains(Form.Shape, shown.Slot.Index)).Select(shown => shown.Decision)] : [];
        return record with { Data = data, Annex = _decisions.Length == 0 ? record.Annex : RecordAnnex.Of(record).Without(_decisions).ToBytes() };
    }
}
