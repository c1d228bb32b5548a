using LowCode.Definitions.Fields;
using LowCode.OData.Model;
using LowCode.OData.Syntax;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>
/// What $search looks into: the texts, long texts and barcodes that the caller sees, entered or made by a rule, those in
/// groups and tables among them. What a decision came to is a code and not among them.
/// </summary>
internal static class SearchFields
{
    /// <summary>A search over the entities of a set.</summary>
    public static Expression Search(Clause clause, string text, int start, EntityPlan entity, RecordReader reader) =>
        Search(clause, text, start, entity, entity, reader);

    /// <summary>A search over the values of a type.</summary>
    /// <param name="clause">The clause that it is in.</param>
    /// <param name="text">What is searched for.</param>
    /// <param name="start">Where that begins in the clause.</param>
    /// <param name="type">The type.</param>
    /// <param name="entity">The set whose form it belongs to.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="scope">The scope whose variable they are.</param>
    public static Expression Search(Clause clause, string text, int start, TypePlan type, EntityPlan entity, RecordReader reader, int scope = 0) =>
        new Search([.. Of(type, entity, reader)], SearchParser.Parse(clause, text, start), scope);

    private static bool IsText(FieldDefinition field) =>
        field.Decision is null && (field.As ?? field.Type).Name is ("text" or "longText" or "barcode");

    private static IEnumerable<SearchField> Of(TypePlan type, EntityPlan entity, RecordReader reader)
    {
        foreach (var property in Sight.Seen(reader, entity, type))
        {
            switch (property)
            {
                case SlotProperty { Field: { } field } slot when IsText(field):
                    yield return SearchField.Of(slot.Ref);
                    break;
                case GroupProperty group:
                    foreach (var inner in Of(group.Type, entity, reader))
                        yield return inner;
                    break;
                case TableProperty table when Of(table.Row, entity, reader).ToList() is { Count: > 0 } texts:
                    yield return new SearchField(FieldRef.Of(table.Slot), [.. texts]);
                    break;
                default: break;
            }
        }
    }
}
