using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Model;

namespace LowCode.OData.Requests;

/// <summary>Identity of one entity: a record, or a row in one.</summary>
internal readonly record struct EntityKey(Guid Record, Guid Row)
{
    /// <summary>In parentheses, as it stands in addresses.</summary>
    public string In(EntityPlan entity) => entity.IsRows ? $"(recordId={Record},rowId={Row})" : $"({Record})";

    /// <summary>Reads what stands between the parentheses, or alone in a segment.</summary>
    public static EntityKey Parse(string text, EntityPlan entity, QueryOptions options)
    {
        Guid record = default, row = default;
        if (!entity.IsRows)
        {
            var value = text.StartsWith(Names.Id + "=", StringComparison.Ordinal) ? text[(Names.Id.Length + 1)..] : text;
            return new EntityKey(Value(value, text, options), default);
        }
        foreach (var part in text.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            switch (equals < 0 ? "" : part[..equals].Trim())
            {
                case Names.RecordId: record = Value(part[(equals + 1)..], text, options); break;
                case Names.RowId: row = Value(part[(equals + 1)..], text, options); break;
                default: throw Wrong(text);
            }
        }
        return record != default && row != default ? new EntityKey(record, row) : throw Wrong(text);
    }

    private static Guid Value(string text, string whole, QueryOptions options)
    {
        text = text.Trim();
        if (text.StartsWith('@'))
            text = options[text] ?? throw Refusal.BadRequest(ODataMessages.MissingAlias, text, ("alias", text));
        // OData 4.01 casts texts to the key's type.
        return Guid.TryParseExact(text.Trim('\''), "D", out var id) ? id : throw Wrong(whole);
    }

    private static Refusal Wrong(string key) => Refusal.BadRequest(ODataMessages.WrongKey, "", ("key", key));
}
