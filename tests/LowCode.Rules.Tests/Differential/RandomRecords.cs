using System.Text.Json.Nodes;
using LowCode.Definitions.Values;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Differential;

/// <summary>Random records of the corpus form "everything", rich in what goes wrong: empty fields, zeros, fractions, leap days, odd texts.</summary>
static class RandomRecords
{
    static readonly string[] Texts = ["a", "abc", " 12 ", "0x10", "1e3", "中文字", "İstanbul", "straße", "😀x", "Infinity", "-5", "7件"];
    static readonly string[] Dates = ["2026-06-01", "2024-02-29", "2026-01-31", "1956-06-01", "0001-01-01", "9999-12-31"];
    static readonly string[] Kinds = ["indoor", "outdoor", "cellar"];
    static readonly decimal[] Numbers = [0, 1, -1, 0.1m, 0.2m, 2.5m, 1.005m, -0.5m, 12345678.9m, 0.0001m];

    public static Row Next(Random random) => Corpus.RowOf(Record(random), Corpus.Shape);

    static JsonObject Record(Random random)
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
        Put("kind", () => Of(random, Kinds));
        Put("kinds", () => new JsonArray([.. Kinds.Where(_ => random.Next(2) == 0).DefaultIfEmpty("indoor").Select(kind => JsonValue.Create(kind))]));
        Put("site", () => "0190a000-0000-7000-8000-000000000001");
        Put("contact.phone", () => Of(random, Texts));
        Put("place", () => new JsonObject { ["latitude"] = 31.25, ["longitude"] = 121.5 });
        Put("barcode", () => Of(random, Texts));
        Put("total", () => random.Next(100));
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
        if (random.Next(4) > 0)
            row["needed"] = random.Next(-2, 9);
        if (random.Next(4) > 0)
            row["onHand"] = random.Next(9);
        if (random.Next(4) > 0)
            row["price"] = Of(random, Numbers);
        if (random.Next(2) > 0)
            row["parts"] = new JsonArray([.. Enumerable.Range(0, 2).Select(_ => new JsonObject { ["weight"] = Of(random, Numbers) })]);
        return row;
    }

    static T Of<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
