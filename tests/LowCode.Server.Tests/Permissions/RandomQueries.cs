using System.Globalization;
using System.Net;

namespace LowCode.Server.Tests.Permissions;

/// <summary>
/// Random filters of random people: what is found is what somebody who sees everything finds, less what the rules say that
/// the person does not see. A filter over a field that they do not see in the clear is refused. Seeded;
/// LOWCODE_RANDOM_QUERIES sets how many (300 unless given).
/// </summary>
sealed class RandomQueries(Rules rules, IReadOnlyList<Visitor> visitors, Matrix matrix)
{
    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("LOWCODE_RANDOM_QUERIES"), CultureInfo.InvariantCulture, out var given) ? given : 300;

    private readonly Random _random = new(20260601);
    private readonly Item[] _cases = [.. rules.Items.Where(item => item.Form == "case")];
    private readonly Item[] _areas = [.. rules.Items.Where(item => item.Form == "area")];

    // What a term reads, and what it means; the meaning of what is reached over a reference depends on who asks.
    private sealed record Term(string Text, (string Form, string Path, bool IsSensitive)[] Reads, Func<Item, Person, bool?> Of, bool Hops = false);

    public async Task TryAsync()
    {
        var all = visitors.First(visitor => visitor.Person.IsAdministrator);
        var sizes = new HashSet<int>();
        for (var i = 0; i < Count; i++)
        {
            var (term, visitor) = (Make(3), visitors[_random.Next(visitors.Count)]);
            var who = visitor.Person;
            var allowed = term.Reads.All(read => rules.SightOf(who, read.Form, read.Path, read.IsSensitive) == Sight.Clear);
            var seen = rules.Seen(who, "case").Select(item => item.Id).ToHashSet();
            var meant = _cases.Where(item => seen.Contains(item.Id) && term.Of(item, who) is true).Select(item => item.Id).Order().ToArray();
            var everything = (await FoundAsync(all, term.Text)).Ids!;
            // A hop leads the one further than the other; without one only the records differ.
            var expected = term.Hops ? meant : [.. everything.Where(seen.Contains).Order()];
            var (found, reply) = await FoundAsync(visitor, term.Text);
            sizes.Add(expected.Length);
            matrix.Tried("a random filter", allowed, allowed ? found is not null && found.SequenceEqual(expected) && expected.SequenceEqual(meant)
                : reply.Status == HttpStatusCode.BadRequest && reply.Code == "LC6011", () => $"{who.Name} {term.Text}: {expected.Length} and {meant.Length} expected, got {reply.Text[..Math.Min(300, reply.Text.Length)]}");
            var count = await visitor.GetAsync($"case/$count?$filter={Uri.EscapeDataString(term.Text)}");
            matrix.Tried("a random $count", allowed, allowed ? count.Text == $"{expected.Length}" : count.Code == "LC6011", () => $"{who.Name} {term.Text}: {count.Text}");
            var sum = await visitor.GetAsync($"case?$apply={Uri.EscapeDataString($"filter({term.Text})/aggregate($count as n)")}");
            matrix.Tried("a random $apply", allowed, allowed ? sum.Status == HttpStatusCode.OK && (int)sum.Values[0]!["n"]! == expected.Length : sum.Code == "LC6011", () => $"{who.Name} {term.Text}: {sum.Text}");
        }
        Assert.True(Count < 100 || sizes.Count > 8, "The filters are too much alike to show anything.");
    }

    // Page by page, so that what is left out leaves no gap.
    private static async Task<(string[]? Ids, Reply Reply)> FoundAsync(Visitor visitor, string filter)
    {
        var ids = new List<string>();
        string? next = $"case?$select=id&$orderby=title desc&$filter={Uri.EscapeDataString(filter)}";
        while (true)
        {
            var reply = await visitor.GetAsync(next, ("Prefer", "maxpagesize=7"));
            if (reply.Status != HttpStatusCode.OK)
                return (null, reply);
            ids.AddRange(reply.Values.Select(one => (string)one!["id"]!));
            next = (string?)reply.Json["@odata.nextLink"];
            if (next is null)
                return ([.. ids.Order()], reply);
        }
    }

    private Term Make(int depth)
    {
        if (depth == 0 || _random.Next(3) == 0)
            return Leaf();
        var (left, right) = (Make(depth - 1), Make(depth - 1));
        return _random.Next(3) switch
        {
            0 => new($"({left.Text}) and ({right.Text})", [.. left.Reads, .. right.Reads], (item, who) => And(left.Of(item, who), right.Of(item, who)), left.Hops || right.Hops),
            1 => new($"({left.Text}) or ({right.Text})", [.. left.Reads, .. right.Reads], (item, who) => !And(!left.Of(item, who), !right.Of(item, who)), left.Hops || right.Hops),
            _ => new($"not ({left.Text})", left.Reads, (item, who) => !left.Of(item, who), left.Hops),
        };
    }

    private Term Leaf()
    {
        var other = _cases[_random.Next(_cases.Length)];
        var area = _areas[_random.Next(_areas.Length)];
        var field = Field.All[_random.Next(Field.All.Length)];
        switch (_random.Next(9))
        {
            case 0: return new($"state eq '{other.State}'", [], (item, _) => item.State == other.State);
            case 1: return new($"startswith(division,'{other.Division[..9]}')", [], (item, _) => item.Division.StartsWith(other.Division[..9], StringComparison.Ordinal));
            case 2: return new($"createdBy eq '{other.Creator}'", [], (item, _) => item.Creator == other.Creator);
            case 3: return new($"areaId eq {area.Id}", [], (item, _) => item.References["area"] == area.Id);
            case 4: return Hop($"area/name eq '{area.Fields["name"]}'", [], to => to is not null && to == area);
            case 5: return Hop("area/id ne null", [], to => to is not null);
            case 6:
                return Hop($"area/phone le '{area.Fields["phone"]}'", [("area", "phone", true)],
                to => to is not null && string.CompareOrdinal((string)to.Fields["phone"], (string)area.Fields["phone"]) <= 0);
            default: return Compare(field, other);
        }
    }

    private static Term Compare(Field field, Item other)
    {
        var value = other.Fields[field.Path];
        var literal = value is int ? $"{value}" : $"'{value}'";
        var text = field.IsCell ? $"items/any(r: r/{field.Path[6..]} le {literal})" : $"{field.Name} le {literal}";
        return new(text, [("case", field.Path, field.IsSensitive)], (item, _) => item.Fields[field.Path] is int number
            ? number <= (int)value : string.CompareOrdinal((string)item.Fields[field.Path], (string)value) <= 0);
    }

    private Term Hop(string text, (string, string, bool)[] reads, Func<Item?, bool> holds) => new(text, reads,
        (item, who) => holds(_areas.FirstOrDefault(area => area.Id == item.References["area"] && rules.May(who, "read", area))), Hops: true);

    private static bool? And(bool? left, bool? right) => left is false || right is false ? false : left is null || right is null ? null : true;
}
