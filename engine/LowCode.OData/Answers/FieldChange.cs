using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.Runtime.Reading;
using LowCode.Storage.Records;

namespace LowCode.OData.Answers;

/// <summary>One field that differs between two revisions of a record.</summary>
/// <param name="Path">Where it is, as in addresses; rows of tables are named by their place after the change, or before it when they are gone.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Property">The property; null for division and state.</param>
/// <param name="Before">The value before.</param>
/// <param name="After">The value after.</param>
internal readonly record struct FieldChange(string Path, LocalizedText? Label, SlotProperty? Property, Value Before, Value After)
{
    /// <summary>The fields that a caller sees and that differ; a record that is not there has none.</summary>
    public static IEnumerable<FieldChange> Between(RecordReader reader, EntityPlan entity, Record? before, Record? after)
    {
        if (before?.Division != after?.Division)
            yield return new(Names.Division, null, null, Value.Of(before?.Division), Value.Of(after?.Division));
        if (before?.State != after?.State)
            yield return new(Names.State, null, null, Value.Of(before?.State), Value.Of(after?.State));
        foreach (var change in Between(reader, entity, entity, before?.Data, after?.Data, ""))
            yield return change;
    }

    private static IEnumerable<FieldChange> Between(RecordReader reader, EntityPlan entity, TypePlan type, Row? before, Row? after, string path)
    {
        foreach (var property in Sight.Seen(reader, entity, type))
        {
            var here = path + property.Name;
            var inner = property switch
            {
                SlotProperty slot when ValueOf(before, slot.Slot) != ValueOf(after, slot.Slot) =>
                    [new FieldChange(here, slot.Field?.Label, slot, ValueOf(before, slot.Slot), ValueOf(after, slot.Slot))],
                GroupProperty group => Between(reader, entity, group.Type, before, after, here + "/"),
                TableProperty table => Rows(reader, entity, table, ValueOf(before, table.Slot), ValueOf(after, table.Slot), here),
                _ => Enumerable.Empty<FieldChange>(),
            };
            foreach (var change in inner)
                yield return change;
        }
    }

    private static IEnumerable<FieldChange> Rows(RecordReader reader, EntityPlan entity, TableProperty table, Value before, Value after, string path)
    {
        if (before == after)
            yield break;
        var (old, now) = (before.AsRows().ToArray(), after.AsRows().ToArray());
        var places = old.Select((row, at) => (row.Key, at)).ToDictionary(pair => pair.Key, pair => pair.at);
        for (var at = 0; at < now.Length; at++)
        {
            var was = places.Remove(now[at].Key, out var place) ? old[place] : null;
            foreach (var change in Between(reader, entity, table.Row, was, now[at], $"{path}/{at}/"))
                yield return change;
        }
        foreach (var place in places.Values.Order())
        {
            foreach (var change in Between(reader, entity, table.Row, old[place], null, $"{path}/{place}/"))
                yield return change;
        }
    }

    private static Value ValueOf(Row? row, Slot slot) => row is null ? default : row[slot.Index];
}
