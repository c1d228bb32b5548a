using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Apps;

/// <summary>
/// The record sets of an app with what is indexed: division, state and time of change, references, and what its views
/// filter or sort by.
/// </summary>
internal static class AppIndexes
{
    /// <summary>The sets of all forms that the app has or had.</summary>
    public static IEnumerable<RecordSet> SetsOf(AppDefinition app, ImmutableDictionary<string, Shape> shapes) => shapes.Select(pair =>
        new RecordSet($"{app.Name}/{pair.Key}", pair.Value, app.Form(pair.Key) is { } form ? IndexesOf(app, form, pair.Value) : []));

    private static ImmutableArray<RecordIndex> IndexesOf(AppDefinition app, FormDefinition form, Shape shape)
    {
        var division = FieldRef.Of(SystemField.Division);
        var indexes = new List<RecordIndex>
        {
            new([division, FieldRef.Of(SystemField.ModifiedAt)]),
            new([FieldRef.Of(SystemField.ModifiedAt)]),
            new([FieldRef.Of(SystemField.CreatedBy)]),
        };
        if (app.WorkflowOf(form.Name) is not null)
            indexes.Add(new([FieldRef.Of(SystemField.State), division]));
        if (app.WorkflowOf(form.Name) is not null && form.Retention is not null)
            indexes.Add(new([FieldRef.Of(SystemField.State), FieldRef.Of(SystemField.ModifiedAt)]));
        foreach (var slot in shape.Slots.Where(slot => slot.Kind == ValueKind.Id && !slot.IsRemoved))
            indexes.Add(new([FieldRef.Of(slot)]));
        foreach (var view in app.Views.Where(view => view.Form == form.Name))
        {
            var order = view.OrderBy.Select(term => Find(shape, term.Split(' ')[0])).OfType<FieldRef>().Take(1).ToArray();
            if (order is [var first])
                indexes.Add(new([first]));
            // What a filter leaves comes in the view's order, so a page of it costs the same however much that is. What every
            // record has begins an index already, and the records of one division are few.
            foreach (var field in view.Filters.Select(path => Find(shape, path)).OfType<FieldRef>())
            {
                if (field.System is SystemField.None || !indexes.Exists(index => index.Fields[0] == field))
                    indexes.Add(new([field, .. order.Where(first => first != field)]));
            }
        }
        return [.. indexes.Where(index => !indexes.Exists(other => Continues(other, index))).DistinctBy(index => string.Join('|', index.Fields))];
    }

    // An index does what one does that ends earlier.
    private static bool Continues(RecordIndex longer, RecordIndex index) =>
        longer.Fields.Length > index.Fields.Length && longer.Fields.Take(index.Fields.Length).SequenceEqual(index.Fields);

    private static FieldRef? Find(Shape shape, string path)
    {
        if (path.StartsWith('$'))
            return Enum.TryParse<SystemField>(path[1..], ignoreCase: true, out var field) && field != SystemField.None ? FieldRef.Of(field) : null;
        return shape.Find(path) is { } slot && HasOrder(slot.Kind) ? FieldRef.Of(slot) : null;
    }

    private static bool HasOrder(ValueKind kind) =>
        kind is not (ValueKind.Empty or ValueKind.Codes or ValueKind.Location or ValueKind.Files or ValueKind.Rows);
}
