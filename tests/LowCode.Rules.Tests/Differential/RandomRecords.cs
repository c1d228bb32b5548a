using System.Text.Json.Nodes;

namespace LowCode.Rules.Tests.Differential;

/// <summary>Random records of the corpus form "everything", rich in what goes wrong: empty fields, zeros, fractions, leap days, odd texts.</summary>
static class RandomRecords
{
    static readonly string[] Texts = ["a", "abc", " 12 ", "0x10", "1e3", "中文字", "İstanbul", "straße", "😀x", "Infinity", "-5", "7件", "ΟΔΟΣ", "a,b,,c", "12abc", ".5.5", "\u3000x\ufeff"];
    static readonly string[] Dates = ["2026-06-01", "2024-02-29", "2026-01-31", "1956-06-01", "0001-01-01", "9999-12-31"];
    static readonly string[] Kinds = ["indoor", "outdoor", "cellar"];
    static readonly string[] Sites = ["0190a000-0000-7000-8000-000000000001", "0190a000-0000-7000-8000-000000000002", "0190a000-0000-7000-8000-000000000003"];
    static readonly decimal[] Numbers = [0, 1, -1, 0.1m, 0.2m, 2.5m, 1.005m, -0.5m, 12345678.9m, 0.0001m, 99999999999999.99m];

    /// <summary>A record as canonical JSON.</summary>
    public static JsonObject Next(Random random)
    {
        var record = new JsonObject();
        Put("name", () => Of(random, Texts));
        Put("notes", () => Of(random, Texts));
        Put("count", () => random.Next(-3, 12));
        Put("price", () => Of(random, Numbers));
        Put("rate", () => Of(random, Numbers));
        Put("agreed", () => random.Next(2) == 0);
        Put("on", () => Of(random, Dates));
        Put("until", () => Of(random, Dates));
        Put("at", () => Of(random, "08:00:00", "23:59:59", "00:00:00"));
        Put("seen", () => Of(random, "2026-05-31T16:00:00.000Z", "2026-06-01T00:30:00.001Z", "1999-12-31T23:59:59.999Z"));
        Put("kind", () => Of(random, Kinds));
        Put("kinds", () => new JsonArray([.. Kinds.Where(_ => random.Next(2) == 0).DefaultIfEmpty("indoor").Select(kind => JsonValue.Create(kind))]));
        Put("site", () => Of(random, Sites));
        Put("contact.phone", () => Of(random, Texts));
        Put("contact.home.street", () => Of(random, Texts));
        Put("place", () => random.Next(2) == 0
            ? new JsonObject { ["latitude"] = 31.25, ["longitude"] = 121.5 }
            : new JsonObject { ["latitude"] = -0.5, ["longitude"] = 0, ["accuracy"] = 12.5 });
        Put("barcode", () => Of(random, Texts));
        Put("total", () => random.Next(100));
        Put("area", () => Of(random, "310106006002", "310106"));
        Put("photos", () => new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => File(random))]));
        Put("report", () => new JsonArray(File(random)));
        Put("supplies", () => new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Supply(random))]));
        return record;

        void Put(string name, Func<JsonNode?> value)
        {
            if (random.Next(4) > 0)
                record[name] = value();
        }
    }

    static JsonObject Supply(Random random)
    {
        var row = new JsonObject();
        Put("needed", () => random.Next(-2, 9));
        Put("onHand", () => random.Next(9));
        Put("price", () => Of(random, Numbers));
        Put("item", () => Of(random, Kinds));
        Put("keeper.name", () => Of(random, Texts));
        Put("store", () => Of(random, Sites));
        Put("parts", () => new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Part(random))]));
        return row;

        void Put(string name, Func<JsonNode?> value)
        {
            if (random.Next(4) > 0)
                row[name] = value();
        }
    }

    static JsonObject Part(Random random)
    {
        var part = new JsonObject { ["weight"] = Of(random, Numbers) };
        if (random.Next(2) == 0)
            part["name"] = Of(random, Texts);
        return part;
    }

    static JsonObject File(Random random) => new()
    {
        ["name"] = Of(random, "现场.jpg", "a.pdf"),
        ["mediaType"] = Of(random, "image/jpeg", "application/pdf"),
        ["size"] = random.Next(3) * 1024,
        ["hash"] = new string('a', 64),
    };

    static T Of<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
