using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Access;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Serving;

namespace LowCode.Runtime.Commands;

/// <summary>
/// Lays what a person sent over what the record holds: entered fields only, table rows met again by their key. Notes
/// what really changed, so that sending a locked field back as it was is no mistake. One per command; not thread-safe.
/// </summary>
/// <param name="form">The version by which the record is entered.</param>
/// <param name="newest">The newest shape.</param>
/// <param name="access">What the person may do.</param>
/// <param name="action">What they are about to do.</param>
/// <param name="limits">How much may be sent.</param>
internal sealed class InputMerge(CompiledForm form, Shape newest, FormAccess access, AccessAction action, CommandLimits limits)
{
    private readonly HiddenFields _hidden = access.Hidden;
    private readonly HiddenFields _barred = access.Barred(action);
    private readonly List<InputChange> _changes = [];
    private readonly List<Finding> _findings = [];
    private int _rows;

    /// <summary>What the person may do by the version itself, where that is an older one: a field that it hides stays out of reach, though it is gone since.</summary>
    public FormAccess? Own { get; init; }

    /// <summary>What changed.</summary>
    public IReadOnlyList<InputChange> Changes => _changes;

    /// <summary>What cannot be taken: fields the caller may not set, unknown fields, limits.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Lays the input over a row, which holds the record's values or nothing.</summary>
    /// <param name="row">The record's row under the form's shape, not frozen.</param>
    /// <param name="input">What was sent.</param>
    /// <param name="replace">True when an entered field that was not sent is emptied.</param>
    public void Apply(Row row, RecordInput input, bool replace)
    {
        foreach (var slot in input.Present.Order())
        {
            if (form.Fields[slot] is null && !input.Values[slot].IsEmpty)
                _findings.Add(Finding.Of(RuntimeMessages.FieldNotInVersion, newest.Slots[slot].Path, ("version", form.Version)));
        }
        foreach (var slot in form.Fields.Slots)
        {
            if (input.Present.Contains(slot.Index))
                Set(form.Fields, newest, row, slot, input.Values[slot.Index], "", isSent: true);
            else if (replace && !IsClosed(form.Fields, newest, slot.Index))
                Set(form.Fields, newest, row, slot, default, "", isSent: true);
        }
        if (_rows > limits.RowsPerRecord)
            _findings.Add(Finding.Of(RuntimeMessages.TooManyRows, "", ("max", limits.RowsPerRecord)));
    }

    private void Set(FieldMap fields, Shape newestShape, Row row, Slot slot, in Value sent, string at, bool isSent)
    {
        var field = fields[slot.Index]!;
        if (!field.IsEntered)
            return;
        var path = at + slot.Path;
        if (slot.Rows is not null)
        {
            SetRows(fields, newestShape, row, slot, sent, path);
            return;
        }
        if (IsClosed(fields, newestShape, slot.Index))
        {
            // What they were shown may come back, and a cell that they did not send: neither changes what is stored.
            if (sent != _hidden.Shown(newestShape, slot.Index, row[slot.Index]) && (isSent || !sent.IsEmpty))
                _findings.Add(Finding.Of(RuntimeMessages.FieldForbidden, path));
            return;
        }
        if (sent == row[slot.Index])
            return;
        if (sent.Kind == ValueKind.Text && sent.AsText().Length > limits.TextLength)
        {
            _findings.Add(Finding.Of(RuntimeMessages.TextTooLong, path, ("max", limits.TextLength)));
            return;
        }
        row[slot.Index] = sent;
        _changes.Add(new InputChange(row, slot, fields.Prefix + slot.Path, path));
    }

    private void SetRows(FieldMap fields, Shape newestShape, Row row, Slot slot, in Value sent, string path)
    {
        var rows = sent.AsRows();
        _rows += rows.Length;
        if (rows.Length > limits.RowsPerTable)
        {
            _findings.Add(Finding.Of(RuntimeMessages.TooManyRows, path, ("max", limits.RowsPerTable)));
            return;
        }
        var before = row[slot.Index].AsRows();
        if (IsClosed(fields, newestShape, slot.Index))
        {
            if (rows.Length > 0)
                _findings.Add(Finding.Of(RuntimeMessages.FieldForbidden, path));
            return;
        }
        var known = new Dictionary<Guid, Row>(before.Length);
        foreach (var old in before)
            known[old.Key] = old;
        var inner = fields.Rows(slot.Index);
        var newestRows = newestShape.Slots[slot.Index].Rows!;
        var merged = new Row[rows.Length];
        var isSame = rows.Length == before.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            var key = rows[i].Key == Guid.Empty ? Guid.CreateVersion7() : rows[i].Key;
            isSame = isSame && before[i].Key == key;
            if (!known.Remove(key, out var into))
            {
                if (Array.Exists(merged[..i], other => other.Key == key))
                    _findings.Add(Finding.Of(RuntimeMessages.RowKeyTwice, At(path, i)));
                into = new Row(inner.Shape, key);
                isSame = false;
            }
            merged[i] = into;
            foreach (var cell in inner.Slots)
                Set(inner, newestRows, into, cell, rows[i][cell.Index], At(path, i) + ".", isSent: false);
        }
        if (isSame)
            return;
        row[slot.Index] = Value.Of(merged);
        _changes.Add(new InputChange(row, slot, fields.Prefix + slot.Path, path));
    }

    private bool IsClosed(FieldMap fields, Shape shape, int slot) => _hidden.Contains(shape, slot) || _barred.Contains(shape, slot)
        || (Own is { } own && (own.Hidden.Contains(fields.Shape, slot) || own.Barred(action).Contains(fields.Shape, slot)));

    private static string At(string path, int row) => string.Create(CultureInfo.InvariantCulture, $"{path}[{row}]");
}

/// <summary>One value that a person changed.</summary>
/// <param name="Row">The row it lies in.</param>
/// <param name="Slot">Its slot; a table's when rows were added, removed or moved.</param>
/// <param name="Field">Path of the field within the form, <c>supplies.item</c>.</param>
/// <param name="Path">Path of the value within the record, <c>supplies[2].item</c>.</param>
internal readonly record struct InputChange(Row Row, Slot Slot, string Field, string Path);
