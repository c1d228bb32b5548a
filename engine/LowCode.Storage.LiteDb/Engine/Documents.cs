using LiteDB;

namespace LowCode.Storage.LiteDb.Engine;

/// <summary>
/// The store's documents. Names are one letter and ids sequential numbers, because that is half the file and half the
/// time: <c>s</c> set number, <c>n</c> newest change, <c>b</c> canonical bytes, <c>i</c> record id of a deleted record,
/// <c>p</c> previous change of the record, <c>h</c> hash, <c>e</c> body of an entry,
/// <c>t</c> its time, of a block <c>f</c> and <c>t</c> the earliest and the latest.
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

    public static BsonDocument Of(ChangeRow change)
    {
        var document = new BsonDocument
        {
            ["_id"] = change.Number,
            ["p"] = change.Previous,
            ["b"] = change.Head,
            ["h"] = change.Hash,
            ["t"] = change.At,
        };
        if (change.Body is not null)
            document["e"] = change.Body;
        return document;
    }

    public static ChangeRow ToChange(BsonDocument document)
    {
        var body = document["e"];
        return new ChangeRow(
            document["_id"].AsInt64, document["p"].AsInt64, document["b"].AsBinary, body.IsNull ? null : body.AsBinary, document["h"].AsBinary,
            document["t"].AsInt64);
    }

    public static BsonDocument Of(TimeBlock block) => new() { ["_id"] = block.Number, ["f"] = block.Earliest, ["t"] = block.Latest };

    public static TimeBlock ToBlock(BsonDocument document) =>
        new(document["_id"].AsInt64, document["f"].AsInt64, document["t"].AsInt64, IsWhole: true);
}
