using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Packs.Demo;

/// <summary>
/// One inspection as it will be made: a function of seed and number alone, so that its result can be computed without
/// making it. All content is invented.
/// </summary>
public sealed class DemoInspection
{
    private static readonly string[] Items = ["sandbag", "floodBoard", "pump", "raincoat", "light", "sign"];

    private readonly int _number;

    /// <summary>The inspection of a number, from 0.</summary>
    public DemoInspection(DemoCityOptions options, int number)
    {
        _number = number;
        var random = new Random(HashCode(options.Seed, number));
        InspectedOn = options.Today.AddDays(-random.Next(90));
        var lot = random.Next(100);
        State = lot switch { < 10 => "draft", < 25 => "submitted", < 30 => "returned", < 40 => "rectifying", _ => "closed" };
        Supplies = [.. Items.Take(2 + random.Next(Items.Length - 1)).Select(item => (item, 10 * (1 + random.Next(20)), 10 * random.Next(21)))];
        Drilled = random.Next(3) > 0;
        Members = 4 + random.Next(20);
    }

    /// <summary>The day.</summary>
    public DateOnly InspectedOn { get; }

    /// <summary>The workflow state in which it is left.</summary>
    public string State { get; }

    /// <summary>Item, needed, on hand.</summary>
    public ImmutableArray<(string Item, int Needed, int OnHand)> Supplies { get; }

    /// <summary>Whether the plan was drilled.</summary>
    public bool Drilled { get; }

    /// <summary>Members of the rescue team.</summary>
    public int Members { get; }

    /// <summary>What the calculated field <c>totalShort</c> must come to.</summary>
    public int TotalShort => Supplies.Sum(supply => Math.Max(0, supply.Needed - supply.OnHand));

    /// <summary>What the inspector enters.</summary>
    public Row Fill(Shape shape, Guid site)
    {
        var rows = shape["supplies"].Rows!;
        return new RowFiller(shape)
            .Set("site", Value.Of(site)).Set("inspectedOn", Value.Of(InspectedOn)).Set("occasion", "preSeason")
            .Set("hasOrganization", "yes").Set("organization.roster", "yes").Set("organization.posts", "yes").Set("organization.dutyTable", "yes")
            .Set("hasRegulations", "yes").Set("regulations", Value.Of(["duty", "patrol", "report", "stock", "evacuation"]))
            .Set("hasPlan", "yes").Set("filingNo", $"演示备〔2026〕{_number:00000}号")
            .Set("plan.parts", Value.Of(["risk", "organization", "prevention", "response", "support", "aftermath"]))
            .Set("plan.drilledOn", Drilled ? Value.Of(InspectedOn.AddDays(-20)) : Value.Empty)
            .Set("plan.evaluated", Drilled ? "yes" : null)
            .Set("hasSupplies", "yes").Set("stock.ledger", "yes").Set("stock.place", "yes").Set("stock.restock", "yes")
            .Set("supplies", Value.Of([.. Supplies.Select(supply => new RowFiller(rows)
                .Set("item", supply.Item).Set("needed", Value.Of((long)supply.Needed)).Set("onHand", Value.Of((long)supply.OnHand)).Row)]))
            .Set("hasTeam", "yes").Set("team.roster", "yes").Set("team.members", Value.Of((long)Members))
            .Set("team.equipment", "yes").Set("team.reachable", "yes").Set("hasShelter", "na").Row;
    }

    // Random's seeds that differ by one give similar first numbers; and HashCode is different in every process.
    private static int HashCode(int seed, int number)
    {
        var mixed = unchecked((ulong)(uint)seed << 32 | (uint)number) * 0x9E3779B97F4A7C15UL;
        return (int)((mixed ^ (mixed >> 29)) >> 16);
    }
}
