using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Benchmarks.Service;

/// <summary>Made-up records of the register, the same for every store of a run.</summary>
sealed class Hazards(Shape shape)
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Notes = ["地下车库入口积水", "楼道堆物，电瓶车飞线充电", "外墙面砖松动，有坠落风险", "燃气软管老化", "排水口堵塞，已通知物业清理"];

    /// <summary>Writes so many records, a few thousand in a commit.</summary>
    public async Task FillAsync(IRecordStore store, int count)
    {
        var random = new Random(1);
        foreach (var batch in Enumerable.Range(0, count).Chunk(2000))
        {
            var writes = batch.Select(i => Next(random, i)).Select(record => new RecordWrite(record.Set, record.Id, 0, record)).ToImmutableArray();
            var outcome = await store.CommitAsync(new WriteBatch("bench", Start, "create", writes));
            if (outcome is not Committed)
                throw new InvalidOperationException($"The records were not written: {outcome}.");
        }
    }

    /// <summary>The same records as JSON lines of plain columns, tables' rows in a file of their own.</summary>
    public void Export(string records, string rows, int count)
    {
        var random = new Random(1);
        using var to = new StreamWriter(records);
        using var of = new StreamWriter(rows);
        for (var i = 0; i < count; i++)
        {
            var record = Next(random, i);
            to.WriteLine(Json(record.Id, record.Division, null, record.Data));
            foreach (var row in record.Data["items"] is { IsEmpty: false } table ? table.AsRows() : [])
                of.WriteLine(Json(row.Key, record.Division, record.Id, row));
        }
    }

    /// <summary>A new entry as a client sends it.</summary>
    public static string Body() => $$"""
        { "id": "{{Guid.CreateVersion7()}}", "division": "310106006002", "address": "示例路1号", "foundOn": "2026-03-02", "kind": "fire", "level": "major",
          "note": "楼道堆物", "persons": 12, "households": 4, "floors": 6, "days": 3, "cost": 1250.5, "area": 36.5, "reported": true, "fixed": false,
          "sealed": false, "exits": "no", "wiring": "yes", "signs": "no" }
        """;

    private Record Next(Random random, int number)
    {
        var row = new Row(shape);
        void Set(string path, Value value) => row[shape[path].Index] = value;
        T Pick<T>(T[] from) => from[random.Next(from.Length)];
        Set("address", Value.Of($"示例路{random.Next(2000)}弄{random.Next(60)}号"));
        Set("foundOn", Value.Of(DateOnly.FromDateTime(Start.Date).AddDays(random.Next(600))));
        Set("kind", Value.Of(Pick(HazardPack.Kinds)));
        Set("level", Value.Of(Pick(HazardPack.Levels)));
        Set("note", Value.Of(Pick(Notes) + random.Next(1000)));
        foreach (var path in (string[])["persons", "households", "floors", "days", "score"])
            Set(path, Value.Of((long)random.Next(100)));
        Set("cost", Value.Of(random.Next(1_000_000) / 100m));
        Set("area", Value.Of(random.Next(10_000) / 10m));
        foreach (var path in (string[])["reported", "fixed", "sealed"])
            Set(path, Value.Of(random.Next(2) == 0));
        Set("spot", Value.Of(new Location(31 + random.NextDouble(), 121 + random.NextDouble())));
        foreach (var path in (string[])["exits", "wiring", "signs"])
            Set(path, Value.Of(Pick(HazardPack.Answers)));
        Set("risk", Value.Of(Pick((string[])["low", "middle", "high"])));
        if (number % 4 == 0)
            Set("items", Value.Of([Item(), Item()]));
        return new Record
        {
            Set = HazardPack.Set, Id = Key(), AppVersion = 1, Revision = 1, Data = row.Freeze(),
            Division = $"310106{random.Next(1, 15):000}{random.Next(1, 30):000}",
            CreatedBy = "bench", CreatedAt = Start.AddSeconds(number), ModifiedBy = "bench", ModifiedAt = Start.AddSeconds(number),
        };

        Row Item()
        {
            var rows = shape["items"].Rows!;
            var item = new Row(rows, Key());
            item[rows["item"].Index] = Value.Of(Pick(HazardPack.Items));
            item[rows["needed"].Index] = Value.Of((long)random.Next(20));
            item[rows["onHand"].Index] = Value.Of((long)random.Next(20));
            item[rows["short"].Index] = Value.Of((long)random.Next(20));
            return item;
        }

        // In the order in which they are made, like the ids of devices.
        Guid Key()
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            var time = (long)number << 20;
            for (var i = 0; i < 6; i++)
                bytes[i] = (byte)(time >> (40 - (8 * i)));
            (bytes[6], bytes[8]) = ((byte)(0x70 | (bytes[6] & 15)), (byte)(0x80 | (bytes[8] & 63)));
            return new Guid(bytes, bigEndian: true);
        }
    }

    private static string Json(Guid id, string division, Guid? record, Row row)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("division", division);
            if (record is { } owner)
                json.WriteString("recordId", owner);
            foreach (var slot in row.Shape.Slots.Where(slot => slot.Kind is not ValueKind.Rows))
            {
                if (slot.Kind is ValueKind.Location)
                {
                    json.WriteNumber("latitude", row[slot].AsLocation()!.Latitude);
                    json.WriteNumber("longitude", row[slot].AsLocation()!.Longitude);
                    continue;
                }
                json.WritePropertyName(slot.Path);
                RowJson.WriteValue(json, row[slot]);
            }
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}
