using System.Globalization;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Workflows.Locks;

/// <summary>Finds changes to locked fields. Only what people enter is looked at: the engine may calculate anywhere.</summary>
internal static class LockedChanges
{
    public static IEnumerable<Finding> Find(FieldLocks locks, Row before, Row after, LocalizedText state) => Find(locks, before, after, "", state);

    private static IEnumerable<Finding> Find(FieldLocks locks, Row before, Row after, string prefix, LocalizedText state)
    {
        foreach (var (slot, field) in locks.Entered)
        {
            var path = prefix + slot.Path;
            if (slot.Rows is not null)
            {
                foreach (var finding in FindInRows(locks, slot, before[slot], after[slot], path, Label(field), state))
                    yield return finding;
            }
            else if (locks.IsLocked(slot) && before[slot] != after[slot])
            {
                yield return Finding.Of(WorkflowMessages.FieldLocked, path, ("state", state), ("field", Label(field)));
            }
        }
    }

    private static IEnumerable<Finding> FindInRows(
        FieldLocks locks, Slot table, Value before, Value after, string path, LocalizedText label, LocalizedText state)
    {
        var olds = before.IsEmpty ? [] : before.AsRows().ToArray();
        var news = after.IsEmpty ? [] : after.AsRows().ToArray();
        if (locks.IsLocked(table) && !olds.Select(row => row.Key).SequenceEqual(news.Select(row => row.Key)))
        {
            yield return Finding.Of(WorkflowMessages.RowsLocked, path, ("state", state), ("field", label));
            yield break;
        }
        // A row that is new has nothing to keep.
        var byKey = olds.DistinctBy(row => row.Key).ToDictionary(row => row.Key);
        for (var i = 0; i < news.Length; i++)
        {
            if (!byKey.TryGetValue(news[i].Key, out var old))
                continue;
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}].");
            foreach (var finding in Find(locks.Rows(table), old, news[i], prefix, state))
                yield return finding;
        }
    }

    private static LocalizedText Label(FieldDefinition field) => field.Label ?? new LocalizedText(field.Name);
}
