using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>Two sets that have everything a store must keep: every kind, a table, a table in it, a reference.</summary>
internal static class Samples
{
    public const string Visits = "tests/visit";
    public const string Sites = "tests/site";

    public static DateTimeOffset Now { get; } = new(2026, 6, 1, 8, 30, 15, 250, TimeSpan.Zero);

    public static Shape PartShape { get; } = new("visit/lines/parts",
        [new Slot(0, "code", ValueKind.Text, null), new Slot(1, "weight", ValueKind.Decimal, null)]);

    public static Shape LineShape { get; } = new("visit/lines",
    [
        new Slot(0, "item", ValueKind.Text, null), new Slot(1, "quantity", ValueKind.Integer, null),
        new Slot(2, "parts", ValueKind.Rows, PartShape),
    ]);

    public static Shape VisitShape { get; } = new("visit",
    [
        new Slot(0, "name", ValueKind.Text, null), new Slot(1, "count", ValueKind.Integer, null),
        new Slot(2, "amount", ValueKind.Decimal, null), new Slot(3, "done", ValueKind.Boolean, null),
        new Slot(4, "day", ValueKind.Date, null), new Slot(5, "at", ValueKind.Time, null),
        new Slot(6, "seen", ValueKind.Instant, null), new Slot(7, "site", ValueKind.Id, null),
        new Slot(8, "tags", ValueKind.Codes, null), new Slot(9, "place", ValueKind.Location, null),
        new Slot(10, "files", ValueKind.Files, null), new Slot(11, "lines", ValueKind.Rows, LineShape),
    ]);

    public static Shape SiteShape { get; } = new("site",
        [new Slot(0, "title", ValueKind.Text, null), new Slot(1, "code", ValueKind.Text, null), new Slot(2, "level", ValueKind.Integer, null)]);

    public static RecordSet Visit { get; } = new(Visits, VisitShape,
    [
        new RecordIndex([FieldRef.Of(SystemField.Division), Ref("day")]),
        new RecordIndex([Ref("count")]),
        new RecordIndex([Ref("name"), Ref("count")]),
        new RecordIndex([FieldRef.Of(SystemField.State)]),
        new RecordIndex([Ref("site")]),
    ]);

    public static RecordSet Site { get; } = new(Sites, SiteShape, [new RecordIndex([FieldRef.Of(SiteShape["code"])], Unique: true)]);

    public static FieldRef Ref(string path) => FieldRef.Of(VisitShape[path]);

    public static Record Of(RecordSet set, Guid id, Action<Row>? fill = null, long revision = 1, string division = "")
    {
        var row = new Row(set.Shape);
        fill?.Invoke(row);
        return new Record
        {
            Id = id,
            Set = set.Name,
            AppVersion = 1,
            Division = division,
            CreatedBy = "wang",
            CreatedAt = Now,
            ModifiedBy = "li",
            ModifiedAt = Now.AddSeconds(revision),
            Revision = revision,
            Data = row.Freeze(),
        };
    }

    public static Record NewSite(string? code = null, string title = "点位") => Of(Site, Guid.CreateVersion7(), row =>
    {
        row[0] = Value.Of(title);
        row[1] = Value.Of(code);
    });

    public static Record Next(this Record record, Action<Row> change)
    {
        var row = record.Data.Thaw();
        change(row);
        return record with { Data = row.Freeze(), Revision = record.Revision + 1, ModifiedAt = record.ModifiedAt.AddSeconds(1) };
    }

    public static WriteBatch Batch(params IEnumerable<RecordWrite> writes) => new("wang", Now, "test", [.. writes]);

    /// <summary>Now and then the one that erases what was before.</summary>
    public static string AnyCommand(Random random) => random.Next(4) == 0 ? WriteBatch.Erase : "test";

    public static RecordWrite Write(this Record record) => new(record.Set, record.Id, record.Revision - 1, record);

    public static RecordWrite Delete(this Record record) => new(record.Set, record.Id, record.Revision, null) { Was = record.Division };

    /// <summary>Everything filled.</summary>
    public static Record FullVisit(Guid site) => Of(Visit, Guid.CreateVersion7(), row =>
    {
        row[0] = Value.Of("防汛检查 \"六有\" <b>&amp;</b> 🌊");
        row[1] = Value.Of(-9007199254740991);
        row[2] = Value.Of(12.340m);
        row[3] = Value.Of(false);
        row[4] = Value.Of(new DateOnly(2026, 6, 1));
        row[5] = Value.Of(new TimeOnly(23, 59, 59));
        row[6] = Value.Of(Now);
        row[7] = Value.Of(site);
        row[8] = Value.Of(ImmutableArray.Create("yes", "否"));
        row[9] = Value.Of(new Location(31.2304, 121.4737, 5.5));
        row[10] = Value.Of([new Attachment(new string('a', 64), "照片.jpg", "image/jpeg", 12345)]);
        row[11] = Value.Of([Line("沙袋", 10, ("A", 1.5m), ("B", null)), Line("水泵", null)]);
    }, division: "310106006002") with
    {
        State = "submitted",
        Annex = "{ \"decisions\" : {\"grade\":\"C\"} }"u8.ToArray(),
    };

    /// <summary>An annex with a few marks, and how it is read: as lines with the marks in their first slot.</summary>
    public static byte[] AnnexOf(IEnumerable<string> marks) => System.Text.Encoding.UTF8.GetBytes("{\"marks\":\"" + string.Concat(marks) + "\"}");

    public static Value ReadAnnex(ReadOnlyMemory<byte> annex)
    {
        using var json = System.Text.Json.JsonDocument.Parse(annex);
        return json.RootElement.TryGetProperty("marks", out var marks) ? Value.Of([.. marks.GetString()!.Select(mark =>
        {
            var row = new Row(LineShape, new Guid(mark, 0, 0, new byte[8]));
            (row[0], row[1]) = (Value.Of(mark.ToString()), Value.Of((long)mark % 3));
            return row;
        })]) : default;
    }

    public static Row Line(string item, long? quantity, params (string Code, decimal? Weight)[] parts)
    {
        var row = new Row(LineShape, Guid.CreateVersion7());
        row[0] = Value.Of(item);
        row[1] = quantity is { } number ? Value.Of(number) : default;
        row[2] = Value.Of([.. parts.Select(part =>
        {
            var inner = new Row(PartShape, Guid.CreateVersion7());
            inner[0] = Value.Of(part.Code);
            inner[1] = part.Weight is { } weight ? Value.Of(weight) : default;
            return inner;
        })]);
        return row;
    }
}
