using System.Net;

namespace LowCode.Server.Tests.Permissions;

/// <summary>Deltas: who has followed a set holds, in the end, what they may see, and never learned of anything else.</summary>
static class Following
{
    /// <summary>The link to what changes from here on; null for who cannot be told.</summary>
    public static async Task<string?> BeginAsync(Rules rules, Visitor visitor, Matrix matrix)
    {
        var reply = await visitor.GetAsync("case", ("Prefer", "track-changes"));
        var link = (string?)reply.Json["@odata.deltaLink"];
        var allowed = !rules.LooksElsewhere(visitor.Person, "case");
        matrix.Tried("$deltatoken", allowed, (link is not null) == allowed, () => $"{visitor.Person.Name} {reply.Text}");
        return link;
    }

    /// <summary>Some cases move on, some back.</summary>
    public static async Task MoveAsync(World world)
    {
        foreach (var item in world.Rules.Items.Where(item => item.Form == "case").ToList())
        {
            if (item.State == "draft")
                await world.MoveAsync(item, "submit", "submitted");
            else if (item.State == "submitted")
                await world.MoveAsync(item, item.Creator == GeneratedPack.Mover ? "close" : "recall", item.Creator == GeneratedPack.Mover ? "closed" : "draft");
        }
    }

    public static async Task EndAsync(Rules rules, Visitor visitor, Matrix matrix, string link, IEnumerable<string> before)
    {
        var held = before.ToHashSet();
        for (string? next = link; next is not null;)
        {
            var page = await visitor.GetAsync(next);
            foreach (var change in page.Status == HttpStatusCode.OK ? page.Values : [])
            {
                var id = (string)change!["id"]!;
                if (change["@odata.removed"] is null)
                {
                    held.Add(id);
                    new Contents(rules, visitor, matrix).Check("in what changed", change);
                }
                else
                    matrix.Tried("what is removed", true, held.Remove(id), () => $"{visitor.Person.Name} learned of {id}");
            }
            next = page.Status == HttpStatusCode.OK ? (string?)page.Json["@odata.nextLink"] : null;
        }
        foreach (var item in rules.Items.Where(item => item.Form == "case"))
        {
            var sees = rules.May(visitor.Person, "read", item);
            matrix.Tried("$delta", sees, held.Contains(item.Id) == sees, () => $"{visitor.Person.Name} {item}");
        }
    }
}
