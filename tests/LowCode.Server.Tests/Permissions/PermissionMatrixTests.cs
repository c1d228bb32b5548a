using LowCode.Tests.Shared;

namespace LowCode.Server.Tests.Permissions;

/// <summary>
/// For every role, reach, state, field and way in, what is allowed and what is forbidden, tried on a running server on each
/// store and compared with rules of the tests' own; then random queries of all of them. LOWCODE_MATRIX_PAIRS sets how many people hold two roles (12 unless given).
/// </summary>
public class PermissionMatrixTests(ITestOutputHelper output)
{
    private static int Pairs => int.TryParse(Environment.GetEnvironmentVariable("LOWCODE_MATRIX_PAIRS"), out var given) ? given : 12;

    [Fact]
    public Task Every_way_in_lets_through_what_the_rules_allow_and_nothing_else() => TryAsync(isPostgres: false);

    [Fact]
    public Task Every_way_in_lets_through_what_the_rules_allow_and_nothing_else_on_Postgres()
    {
        Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        return TryAsync(isPostgres: true);
    }

    private async Task TryAsync(bool isPostgres)
    {
        await using var world = await World.OpenAsync(isPostgres, Pairs);
        var matrix = new Matrix();
        var (rules, together) = (world.Rules.Now(), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken });
        var links = new System.Collections.Concurrent.ConcurrentDictionary<Visitor, string>();
        await Parallel.ForEachAsync(world.Visitors, together, async (visitor, _) =>
        {
            await new Queries(rules, visitor, matrix).TryAsync();
            await new Contents(rules, visitor, matrix).TryAsync();
            await new Readings(rules, visitor, matrix).TryAsync();
            if (await Following.BeginAsync(rules, visitor, matrix) is { } link)
                links[visitor] = link;
        });
        await new RandomQueries(rules, world.Visitors, matrix).TryAsync();
        foreach (var visitor in world.Visitors)
            await new Writings(world, visitor, matrix).TryAsync();
        await Following.MoveAsync(world);
        foreach (var (visitor, link) in links)
            await Following.EndAsync(world.Rules, visitor, matrix, link, rules.Seen(visitor.Person, "case").Select(item => item.Id));
        output.WriteLine($"{matrix.Count} combinations of {world.Visitors.Count} people and {matrix.Ways.Count} ways in, none skipped: {string.Join(", ", matrix.Ways.Order(StringComparer.Ordinal))}");
        Assert.True(matrix.Wrong.Count == 0, $"{matrix.Wrong.Count} wrong:\n{string.Join('\n', matrix.Wrong.Take(40))}");
        Assert.Equal(["what is removed"], matrix.OneSided);
    }
}
