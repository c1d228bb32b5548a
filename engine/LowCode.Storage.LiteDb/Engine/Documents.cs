using LiteDB;

namespace LowCode.Storage.LiteDb.Engine;

/// <summary>
/// The store's documents. Names are one letter and ids sequential numbers, because that is half the file and half the
/// time: <c>s</c> set number, <c>n</c> newest change, <c>b</c> canonical bytes, <c>i</c> record id of a deleted record,
/// <c>p</c> previous change of the record, <c>h</c> hash.
/// </summary>
internal static class Documents
{
    // LiteDB holds about 495 collections; more sets than this share one.
    private const int Collections = 256;

    /// <summary>The collection in which a set's records lie.</summary>
    public static string CollectionOf(int set) => "r" + (set % Collections).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static BsonDocument Of(RecordRow record)
    {
        var document = new BsonDocument
        {
            ["_id"] = record.Row,
            ["s"] = record.Set,
            ["n"] = record.LastChange,
        };
        if (record.Body is null)
            document["i"] = record.Id.ToByteArray();
        else
            document["b"] = record.Body;
        return document;
    }

    public static RecordRow ToRecord(BsonDocument document)
    {
        var body = document["b"];
        return new RecordRow(
            document["s"].AsInt32, document["_id"].AsInt64, document["n"].AsInt64,
            body.IsNull ? null : body.AsBinary, body.IsNull ? new Guid(document["i"].AsBinary) : default);
    }

    public static BsonDocument Of(ChangeRow change) => new()
    {
        ["_id"] = change.Number,
        ["p"] = change.Previous,
        ["b"] = change.Canonical,
        ["h"] = change.Hash,
    };

    public static ChangeRow ToChange(BsonDocument document) => new(
        document["_id"].AsInt64, document["p"].AsInt64, document["b"].AsBinary, document["h"].AsBinary);
}
