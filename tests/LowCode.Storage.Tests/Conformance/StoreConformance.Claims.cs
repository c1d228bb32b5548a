using System.Collections.Concurrent;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static Query Due => new(Samples.Sites)
    {
        Filter = new Compare(ComparisonOperator.LessOrEqual, Level, new Constant(Value.Of(10L))),
        OrderBy = [new OrderTerm(Level)],
        Top = 2,
    };

    private static Field Level => new(FieldRef.Of(Samples.SiteShape["level"]));

    [Fact]
    public async Task What_is_claimed_nobody_else_gets_until_it_changes_or_the_lease_is_over()
    {
        var sites = Enumerable.Range(0, 6).Select(i => Samples.NewSite().Next(row => row[2] = Value.Of(i * 3L)) with { Revision = 1 }).ToList();
        await CommitAsync(sites.Select(site => site.Write()));

        Assert.Equal([sites[0].Id, sites[1].Id], (await _store.ClaimAsync(Due, Lease, Cancel)).Select(site => site.Id));
        var second = await _store.ClaimAsync(Due, TimeSpan.Zero, Cancel);
        Assert.Equal([sites[2].Id, sites[3].Id], second.Select(site => site.Id));
        Assert.Equal(sites[2].Data, second[0].Data);
        Assert.Equal([sites[2].Id, sites[3].Id], (await _store.ClaimAsync(Due, Lease, Cancel)).Select(site => site.Id));
        Assert.Empty(await _store.ClaimAsync(Due, Lease, Cancel));
        await CommitAsync(sites[1].Next(row => row[2] = Value.Of(4L)).Write());
        Assert.Equal([sites[1].Id], (await _store.ClaimAsync(Due, Lease, Cancel)).Select(site => site.Id));
        await CommitAsync(sites[0].Delete());
        Assert.Empty(await _store.ClaimAsync(Due, Lease, Cancel));
    }

    [Fact]
    public async Task Claimers_at_once_share_the_work_and_nothing_is_claimed_twice()
    {
        var sites = Enumerable.Range(0, 60).Select(i => Samples.NewSite().Next(row => row[2] = Value.Of(1L)) with { Revision = 1 }).ToList();
        await CommitAsync(sites.Select(site => site.Write()));
        var claimed = new ConcurrentBag<Guid>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            // Who finds nothing may only have met others at work: everybody looks until all is claimed.
            while (claimed.Count < sites.Count)
            {
                foreach (var site in await _store.ClaimAsync(Due, Lease, Cancel))
                    claimed.Add(site.Id);
            }
        })));

        Assert.Equal(sites.Select(site => site.Id).Order(), claimed.Order());
    }

    [Fact]
    public async Task Records_cannot_be_claimed_by_a_query_that_skips_counts_or_is_over_rows()
    {
        foreach (var query in new[] { Due with { Skip = 1 }, Due with { Count = true }, new Query(Samples.Visits) { Table = [11] } })
            await Assert.ThrowsAsync<NotSupportedException>(() => _store.ClaimAsync(query, Lease, Cancel));
    }
}
