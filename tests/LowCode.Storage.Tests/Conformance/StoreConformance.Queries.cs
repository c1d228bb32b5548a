using System.Globalization;
using CsCheck;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using RecordKey = LowCode.Storage.Records.RecordKey;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    /// <summary>LOWCODE_RANDOM_QUERIES makes it longer.</summary>
    private static int QueriesPerSeed => int.TryParse(
        Environment.GetEnvironmentVariable("LOWCODE_RANDOM_QUERIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var queries) ? queries : 700;

    [Fact]
    public async Task Random_queries_agree_with_an_independent_oracle()
    {
        var (queries, hits, failing) = (0, 0L, 0);
        var functions = new HashSet<Function>();
        var nodes = new HashSet<object>();
        for (var seed = 0; seed < 4; seed++)
        {
            var records = await FillAsync(seed, visits: 60 * (seed + 1) * (seed + 1));
            using var snapshot = _store.Snapshot();
            var oracle = new Oracle(records, Samples.Now);
            var ids = records.Where(record => record.Set == Samples.Visits).Select(record => record.Id).ToList();
            var sites = records.Where(record => record.Set == Samples.Sites).Select(record => record.Id).ToList();
            await Gen.Int.SampleAsync(
                async number =>
                {
                    var maker = new RandomQueries(new Random(number), ids, sites);
                    var query = maker.Next();
                    var (agree, found) = await AgreesAsync(snapshot, oracle, query);
                    lock (functions)
                    {
                        queries++;
                        hits += found ?? 0;
                        failing += found is null ? 1 : 0;
                        functions.UnionWith(maker.Functions);
                        nodes.UnionWith(maker.Nodes);
                    }
                    return agree;
                },
                iter: QueriesPerSeed, threads: 2);
        }
        Output.WriteLine($"{queries} random queries, {hits} results, {failing} with a failing calculation, {functions.Count} functions, {nodes.Count} nodes and operators");
        Assert.Equal(Enum.GetValues<Function>(), functions.Order());
        Assert.Superset(
            typeof(Expression).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Expression)) && type != typeof(Constant) && !OfPipelines.Contains(type)).ToHashSet<object>(), nodes);
        Assert.Superset(Enum.GetValues<ArithmeticOperator>().Cast<object>().ToHashSet(), nodes);
        Assert.True(failing < queries / 4 && hits > queries);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_overlap_or_gap()
    {
        var records = await FillAsync(7, visits: 500);
        using var snapshot = _store.Snapshot();
        foreach (var order in new OrderTerm[][]
        {
            [], [new(new Field(Samples.Ref("count")))], [new(new Field(Samples.Ref("count")), true)],
            [new(new Field(Samples.Ref("name")), true)], [new(new Field(FieldRef.Of(SystemField.State)), true)],
        })
        {
            var query = new Query(Samples.Visits) { OrderBy = [.. order] };
            var all = (await QueryAsync(snapshot, query)).Hits.Select(hit => hit.Record.Id).ToList();
            var paged = new List<Guid>();
            for (var skip = 0; skip < 510; skip += 17)
                paged.AddRange((await QueryAsync(snapshot, query with { Skip = skip, Top = 17 })).Hits.Select(hit => hit.Record.Id));
            Assert.Equal(all, paged);
            Assert.Equal(records.Count(record => record.Set == Samples.Visits), all.Distinct().Count());
        }
    }

    [Fact]
    public async Task A_page_behind_a_place_in_an_order_agrees_with_an_independent_oracle()
    {
        var records = await FillAsync(7, visits: 500);
        using var snapshot = _store.Snapshot();
        var oracle = new Oracle(records, Samples.Now);
        var visits = records.Where(record => record.Set == Samples.Visits).OrderBy(record => record.Id).ToList();
        var division = new Field(FieldRef.Of(SystemField.Division));
        var pages = 0;
        foreach (var by in new[] { Samples.Ref("count"), Samples.Ref("name"), Samples.Ref("day"), FieldRef.Of(SystemField.State), FieldRef.Of(SystemField.Id) })
        {
            foreach (var last in visits.Where((_, i) => i % 25 == 0).Append(visits[^1]))
            {
                var (field, value) = (new Field(by), new Constant(by.Read(last)));
                foreach (var notBefore in new Expression[]
                {
                    new Not(new Compare(ComparisonOperator.Greater, field, value)), new Not(new Compare(ComparisonOperator.GreaterOrEqual, field, value)),
                    new Compare(ComparisonOperator.GreaterOrEqual, field, value), new Compare(ComparisonOperator.Greater, field, value),
                })
                {
                    foreach (var within in new Expression?[] { null, new Compare(ComparisonOperator.Equal, division, new Constant(Value.Of(last.Division))) })
                    {
                        // Pages that are full before empty values come, and pages that are not.
                        var query = new Query(Samples.Visits)
                        {
                            Filter = within is null ? notBefore : new And([within, notBefore]),
                            OrderBy = [new OrderTerm(field, Descending: notBefore is Not)],
                            Top = pages++ % 2 == 0 ? 3 : 450,
                        };
                        Assert.True((await AgreesAsync(snapshot, oracle, query)).Agree, $"{by} {value.Value} {notBefore} {query.Top}");
                    }
                }
            }
        }
    }

    [Fact]
    public async Task A_snapshot_does_not_change_while_writers_write()
    {
        var site = Samples.NewSite("S");
        await CommitAsync(site.Write());
        using var before = _store.Snapshot();
        await CommitAsync(site.Next(row => row[0] = Value.Of("二")).Write());
        for (var i = 0; i < 300; i++)
            await CommitAsync(Samples.NewSite($"T{i}").Write());
        await CommitAsync(new RecordWrite(site.Set, site.Id, 2, null));

        AssertSame(site, await before.FindAsync(site.Set, site.Id, Cancel));
        Assert.Equal((1, 1L), ((await QueryAsync(before, new Query(Samples.Sites))).Hits.Count, before.LastChange));
        Assert.Equal(300, (await QueryAsync(new Query(Samples.Sites) { Count = true, Top = 0 })).Count);
    }

    [Fact]
    public async Task A_snapshot_never_shows_half_a_batch()
    {
        var (left, right) = (Samples.NewSite("L"), Samples.NewSite("R"));
        await CommitAsync(left.Write(), right.Write());
        var done = false;
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                (left, right) = (left.Next(row => row[2] = Value.Of((long)i)), right.Next(row => row[2] = Value.Of((long)i)));
                await CommitAsync(left.Write(), right.Write());
            }
            Volatile.Write(ref done, true);
        }, Cancel);
        var reads = 0;
        while (!Volatile.Read(ref done))
        {
            using var snapshot = _store.Snapshot();
            var one = await snapshot.FindAsync(left.Set, left.Id, Cancel);
            var (hits, _) = await QueryAsync(snapshot, new Query(Samples.Sites));
            Assert.All(hits, hit => Assert.Equal(one!.Data[2], hit.Record.Data[2]));
            reads++;
        }
        await writer;
        Output.WriteLine($"{reads} reads beside 200 writes");
    }

    [Fact]
    public async Task Several_records_are_found_at_once_as_of_one_moment()
    {
        var (left, right) = (Samples.NewSite("L"), Samples.NewSite("R"));
        var visit = Samples.FullVisit(left.Id);
        await CommitAsync(left.Write(), right.Write(), visit.Write());
        RecordKey[] keys = [new(left.Set, left.Id), new(visit.Set, visit.Id), new(left.Set, visit.Id), new(right.Set, right.Id)];
        using (var before = _store.Snapshot())
        {
            var found = await before.FindAllAsync(keys, Cancel);
            AssertSame(left, found[0]);
            AssertSame(visit, found[1]);
            Assert.Null(found[2]);
            AssertSame(right, found[3]);
            Assert.Empty(await before.FindAllAsync([], Cancel));
            await CommitAsync(left.Next(row => row[2] = Value.Of(9L)).Write(), new RecordWrite(right.Set, right.Id, 1, null));
            // Once it has been read from, once it has not: both are of the moment at which they were taken.
            AssertSame(left, (await before.FindAllAsync(keys, Cancel))[0]);
        }
        using (var unread = _store.Snapshot())
        {
            await CommitAsync(new RecordWrite(left.Set, left.Id, 2, null));
            Assert.Equal(9L, (await unread.FindAllAsync(keys, Cancel))[0]!.Data[2].AsInteger());
        }
        using var now = _store.Snapshot();
        Assert.Equal([false, true, false, false], (await now.FindAllAsync(keys, Cancel)).Select(record => record is not null));
    }

    [Fact]
    public async Task Many_records_found_at_once_never_show_half_a_batch()
    {
        var (left, right) = (Samples.NewSite("L"), Samples.NewSite("R"));
        await CommitAsync(left.Write(), right.Write());
        RecordKey[] keys = [new(left.Set, left.Id), new(right.Set, right.Id)];
        var done = false;
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                (left, right) = (left.Next(row => row[2] = Value.Of((long)i)), right.Next(row => row[2] = Value.Of((long)i)));
                await CommitAsync(left.Write(), right.Write());
            }
            Volatile.Write(ref done, true);
        }, Cancel);
        while (!Volatile.Read(ref done))
        {
            using var snapshot = _store.Snapshot();
            var found = await snapshot.FindAllAsync(keys, Cancel);
            Assert.Equal(found[0]!.Data[2], found[1]!.Data[2]);
            Assert.Equal(found[0]!.Revision, found[1]!.Revision);
        }
        await writer;
    }

    [Fact]
    public async Task Rows_of_a_table_and_of_a_table_in_it_come_flat_with_their_owner()
    {
        var site = Samples.NewSite("S");
        var visit = Samples.FullVisit(site.Id);
        await CommitAsync(site.Write(), visit.Write());

        var (lines, count) = await QueryAsync(new Query(Samples.Visits) { Table = [11], Count = true });
        Assert.Equal(["沙袋", "水泵"], lines.Select(hit => hit.Row![0].AsText()));
        Assert.Equal(2, count);
        Assert.All(lines, hit => Assert.Equal((visit.Id, null), (hit.Record.Id, hit.Parent)));
        var (parts, _) = await QueryAsync(new Query(Samples.Visits)
        {
            Table = [11, 2],
            Filter = new And([
                new Compare(ComparisonOperator.Equal, new OwnerField(FieldRef.Of(SystemField.State)), new Constant(Value.Of("submitted"))),
                new Compare(ComparisonOperator.NotEqual, new Field(FieldRef.Of(Samples.PartShape["weight"])), new Constant(default))]),
        });
        var part = Assert.Single(parts);
        Assert.Equal(("A", "沙袋"), (part.Row![0].AsText(), part.Parent![0].AsText()));
    }

    [Fact]
    public async Task What_has_no_meaning_is_not_supported_rather_than_answered()
    {
        await CommitAsync(Samples.NewSite("S").Write());
        Expression name = new Field(FieldRef.Of(Samples.SiteShape["title"]));
        foreach (var filter in new Expression[]
        {
            name,
            new Compare(ComparisonOperator.Less, name, new Constant(Value.Of(1))),
            new Call(Function.Year, [name]),
            new Call(Function.MatchesPattern, [name, new Constant(Value.Of("(a)\\1"))]),
            new Arithmetic(ArithmeticOperator.Add, name, name),
        })
        {
            await Assert.ThrowsAsync<NotSupportedException>(async () => await QueryAsync(new Query(Samples.Sites) { Filter = filter }));
        }
    }

    // What only pipelines have.
    private static Type[] OfPipelines { get; } = [typeof(ComputedField), typeof(JoinedField), typeof(MemberValues), typeof(PerEntity)];

    private async Task<List<Record>> FillAsync(int seed, int visits)
    {
        using (var snapshot = _store.Snapshot())
        {
            foreach (var set in new[] { Samples.Visits, Samples.Sites })
            {
                var (old, _) = await QueryAsync(snapshot, new Query(set));
                if (old.Count > 0)
                    Assert.IsType<Committed>(await CommitAsync(old.Select(hit => hit.Record.Delete())));
            }
        }
        var random = new Random(seed);
        var records = RandomRecords.Make(random, 12, visits);
        foreach (var batch in records.Chunk(97))
            Assert.IsType<Committed>(await CommitAsync(batch.Select(record => record.Write())));
        // Some have changed since, and some are gone.
        for (var i = 0; i < visits / 5; i++)
        {
            var at = random.Next(12, records.Count);
            var donor = records[random.Next(12, records.Count)];
            if (random.Next(4) == 0)
            {
                await CommitAsync(records[at].Delete());
                records.RemoveAt(at);
                continue;
            }
            records[at] = donor with { Id = records[at].Id, Revision = records[at].Revision + 1 };
            Assert.IsType<Committed>(await CommitAsync(records[at].Write()));
        }
        return records;
    }

    private static async Task<(bool Agree, int? Hits)> AgreesAsync(IStoreSnapshot snapshot, Oracle oracle, Query query)
    {
        (List<Hit> Hits, long Count) expected;
        try
        {
            expected = oracle.Answer(query);
        }
        catch (Exception failure) when (failure is DivideByZeroException or OverflowException or ArgumentOutOfRangeException)
        {
            // The store may meet the failing record or find a way around it; it only must not answer with another failure.
            try
            {
                await QueryAsync(snapshot, query);
            }
            catch (EvaluationException)
            {
            }
            return (true, null);
        }
        var (hits, count) = await QueryAsync(snapshot, query);
        Assert.Equal(query.Count ? expected.Count : null, count);
        Assert.Equal(expected.Hits.Select(Keyed), hits.Select(Keyed));
        foreach (var (wanted, hit) in expected.Hits.Zip(hits))
        {
            Assert.Equal(wanted.Row, hit.Row);
            foreach (var slot in query.Projection?.Slots ?? [.. Enumerable.Range(0, Samples.VisitShape.Slots.Length)])
                Assert.Equal(wanted.Record.Data[slot], hit.Record.Data[slot]);
            if (query.Projection is null or { Annex: true })
                Assert.True(wanted.Record.Annex.Span.SequenceEqual(hit.Record.Annex.Span));
        }
        return (true, hits.Count);
    }

    private static (Guid Id, long Revision, Guid? Row, Guid? Parent) Keyed(Hit hit) =>
        (hit.Record.Id, hit.Record.Revision, hit.Row?.Key, hit.Parent?.Key);
}
