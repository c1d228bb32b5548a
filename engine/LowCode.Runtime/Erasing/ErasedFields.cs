using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Access;
using LowCode.Runtime.Apps;

namespace LowCode.Runtime.Erasing;

/// <summary>The fields of a form that are emptied, of its tables too. Fields that the form has no longer go with the sensitive ones.</summary>
internal sealed class ErasedFields
{
    private readonly Shape _shape;
    private readonly HiddenFields _slots;

    private ErasedFields(CompiledForm form, ImmutableArray<(Shape Shape, Slot Slot, string Path)> slots)
    {
        _shape = form.Shape;
        _slots = HiddenFields.Of([.. slots.Select(one => (one.Shape, one.Slot))]);
        Paths = [.. slots.Select(one => one.Path)];
    }

    /// <summary>Their paths.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>Those that are named; those that are sensitive, when none is.</summary>
    public static ErasedFields Of(CompiledForm form, ImmutableArray<string> named) => new(form,
    [
        .. All(form.Shape, form.Fields, "").Where(one => named.IsEmpty
            ? one.Fields is not { } fields || fields[one.Slot.Index] is null || fields.IsSensitive(one.Slot.Index)
            : named.Any(path => FieldPaths.IsWithin(one.Path, path))).Select(one => (one.Shape, one.Slot, one.Path)),
    ]);

    /// <summary>Every field.</summary>
    public static ErasedFields AllOf(CompiledForm form) => new(form, [.. All(form.Shape, form.Fields, "").Select(one => (one.Shape, one.Slot, one.Path))]);

    /// <summary>A record's row without them.</summary>
    public Row Erase(Row row) => _slots.Mask(row.Thaw(_shape).Freeze(), _shape);

    private static IEnumerable<(Shape Shape, Slot Slot, string Path, FieldMap? Fields)> All(Shape shape, FieldMap? fields, string prefix)
    {
        foreach (var slot in shape.Slots)
        {
            var path = prefix + slot.Path;
            var isKnown = fields?[slot.Index] is not null;
            if (slot.Rows is null)
            {
                yield return (shape, slot, path, fields);
                continue;
            }
            foreach (var inner in All(slot.Rows, isKnown ? fields!.Rows(slot.Index) : null, path + "."))
                yield return inner;
        }
    }
}
