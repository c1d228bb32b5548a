using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Workflows.Locks;
using LowCode.Workflows.Planning;

namespace LowCode.Workflows.Taking;

/// <summary>Finds needed fields that are empty; a needed column must be filled in every row there is.</summary>
internal static class NeededFields
{
    public static IEnumerable<Finding> Missing(TransitionPlan transition, Row root, Func<Row, Slot, bool> isHidden) =>
        transition.Needs.SelectMany(need => Missing(need, 0, root, "", isHidden).Select(path => Finding.Of(
            WorkflowMessages.NeededHere, path,
            ("transition", transition.Title), ("field", need.Field.Label ?? new LocalizedText(need.Field.Name)))));

    private static IEnumerable<string> Missing(FieldPath need, int depth, Row row, string prefix, Func<Row, Slot, bool> isHidden)
    {
        var slot = need.Slots[depth];
        var path = prefix + slot.Path;
        var value = isHidden(row, slot) ? Value.Empty : row[slot];
        if (depth == need.Slots.Length - 1)
            return value.IsEmpty ? [path] : [];
        if (value.IsEmpty)
            return [];
        return value.AsRows().ToArray().SelectMany((inner, index) =>
            Missing(need, depth + 1, inner, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]."), isHidden));
    }
}
