using CsCheck;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Random_pipelines_agree_with_an_independent_oracle()
    {
        var (queries, rows, failing) = (0, 0L, 0);
        var nodes = new HashSet<object>();
        for (var seed = 0; seed < 4; seed++)
        {
            var records = await FillAsync(seed, visits: 30 * (seed + 1) * (seed + 1));
            using var snapshot = _store.Snapshot();
            var oracle = new Oracle(records, Samples.Now);
            var ids = records.Where(record => record.Set == Samples.Visits).Select(record => record.Id).ToList();
            var sites = records.Where(record => record.Set == Samples.Sites).Select(record => record.Id).ToList();
            await Gen.Int.SampleAsync(
                async number =>
                {
                    var maker = new RandomQueries(new Random(number), ids, sites);
                    var (agree, found) = await PipelineAgreesAsync(snapshot, oracle, maker.NextPipeline());
                    lock (nodes)
                    {
                        queries++;
                        rows += found ?? 0;
                        failing += found is null ? 1 : 0;
                        nodes.UnionWith(maker.Nodes);
                    }
                    return agree;
                },
                iter: QueriesPerSeed, threads: 2);
        }
        Output.WriteLine($"{queries} random pipelines, {rows} results, {failing} with a failing calculation");
        Assert.Superset(typeof(PipelineStep).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PipelineStep))).ToHashSet<object>(), nodes);
        Assert.Superset(Enum.GetValues<AggregateMethod>().Cast<object>().Concat(Enum.GetValues<RankMeasure>().Cast<object>()).Concat(OfPipelines).ToHashSet(), nodes);
        Assert.True(failing < queries / 2 && rows > queries);
    }

    [Fact]
    public async Task Sums_are_exact_in_any_order_and_averages_are_rounded_once()
    {
        decimal[] amounts = [0.1m, 79228162514264337593543950334m, 0.2m, -79228162514264337593543950334m, 0.3m];
        await CommitAsync(amounts.Select(amount => Filled(row => row[2] = Value.Of(amount)).Write()));
        Assert.Equal([0.6m, 0.12m, 5L], await SingleAsync(new AggregateStep([Sum("s", "amount"), Of("a", AggregateMethod.Average, "amount"), Rows("n")])));
        await CommitAsync(Filled(row => row[2] = Value.Of(0.4m)).Write());
        // 1/6, with a last digit that was rounded away from zero.
        Assert.Equal([0.1666666666666666666666666667m], await SingleAsync(new AggregateStep([Of("a", AggregateMethod.Average, "amount")])));
    }

    [Theory]
    [InlineData(30_000_000_000_000_000)]
    [InlineData(9_000_000_000_000_000_000)]
    public async Task Sums_of_large_whole_numbers_are_exact_on_their_way(long large)
    {
        // On its way the sum is far beyond what 64 bits hold, and in the end it is not.
        foreach (var batch in Enumerable.Range(0, 800).Chunk(100))
            await CommitAsync(batch.Select(i => Filled(row => row[1] = Value.Of(i < 400 ? large : 1 - large)).Write()));
        Assert.Equal([400L, 800L], await SingleAsync(new AggregateStep([Sum("s", "count"), Rows("n")])));
        var halves = await RowsAsync(new GroupByStep([new("count", new Field(Samples.Ref("count")))], [new AggregateStep([Sum("s", "amount"), Rows("n")])]));
        Assert.Equal([[1 - large, null, 400L], [large, null, 400L]], halves.OrderBy(half => half[0]));
    }

    [Fact]
    public async Task A_sum_beyond_the_range_is_an_error_and_what_comes_back_into_it_is_not()
    {
        await CommitAsync(Filled(row => row[2] = Value.Of(decimal.MaxValue)).Write(), Filled(row => row[2] = Value.Of(1m)).Write());
        var failure = await Assert.ThrowsAsync<EvaluationException>(() => SingleAsync(new AggregateStep([Sum("s", "amount")])));
        Assert.Equal(StorageMessages.AggregateTooLarge, failure.Problem);
        await CommitAsync(Filled(row => row[2] = Value.Of(-1m)).Write());
        Assert.Equal([decimal.MaxValue], await SingleAsync(new AggregateStep([Sum("s", "amount")])));
    }

    [Fact]
    public async Task Of_nothing_counts_are_zero_and_all_else_is_empty()
    {
        await CommitAsync(Filled(_ => { }).Write());
        AggregateStep all = new([
            Sum("s", "count"), Of("a", AggregateMethod.Average, "amount"), Of("l", AggregateMethod.Min, "name"),
            Of("h", AggregateMethod.Max, "day"), Of("d", AggregateMethod.CountDistinct, "name"), Rows("n")]);
        Assert.Equal([null, null, null, null, 0L, 1L], await SingleAsync(all));
        Assert.Equal([null, null, null, null, 0L, 0L], await SingleAsync(new FilterStep(new Constant(Value.Of(false))), all));
        Assert.Empty(await RowsAsync(new FilterStep(new Constant(Value.Of(false))), new GroupByStep([new("state", State)], [all])));
    }

    [Fact]
    public async Task Groups_come_in_the_order_of_their_keys_empty_first_and_equal_numbers_are_one()
    {
        await CommitAsync(new decimal?[] { 2m, 1.50m, null, 1.5m, 10m }.Select(amount => Filled(row => row[2] = amount is { } value ? Value.Of(value) : default).Write()));
        var groups = await RowsAsync(new GroupByStep([new("amount", Visit("amount"))], [new AggregateStep([Rows("n")])]));
        Assert.Equal([[null, 1L], [1.5m, 2L], [2m, 1L], [10m, 1L]], groups);
        Assert.Equal("1.5", (await HitsOfAsync(new GroupByStep([new("amount", Visit("amount"))], [])))[1].Computed![0].ToString());
    }

    [Fact]
    public async Task What_a_group_refers_to_can_be_read_behind_it()
    {
        var sites = new[] { Samples.NewSite("A", "甲"), Samples.NewSite("B", "乙") };
        await CommitAsync(sites.Select(site => site.Write()));
        await CommitAsync(Enumerable.Range(0, 5).Select(i => Filled(row => (row[1], row[7]) = (Value.Of((long)i), Value.Of(sites[i % 2].Id))).Write()));
        Expression Title(Expression reference) => new Related(reference, Samples.Sites, null, new Field(FieldRef.Of(Samples.SiteShape["title"])));
        var behind = new PipelineStep[]
        {
            new GroupByStep([new("site", Visit("site"))], [new AggregateStep([Sum("s", "count")])]),
            new ComputeStep([new("title", new Call(Function.ToUpper, [Title(new ComputedField(0, ValueKind.Id))]))]),
            new GroupByStep([new("title", new ComputedField(2, ValueKind.Text))], [new AggregateStep([new("s", AggregateMethod.Max, new ComputedField(1, ValueKind.Integer))])]),
        };
        Assert.Equal([["乙", 4L], ["甲", 6L]], await RowsAsync(behind));
        Assert.Equal([["乙", 4L], ["甲", 6L]], await RowsAsync(new GroupByStep([new("t", Title(Visit("site")))], [new AggregateStep([Sum("s", "count")])])));
    }

    [Fact]
    public async Task Parts_of_a_concatenation_keep_their_own_columns()
    {
        await CommitAsync(Enumerable.Range(1, 3).Select(i => Filled(row => row[1] = Value.Of((long)i)).Write()));
        var hits = await HitsOfAsync(new ConcatStep([[new RankStep(RankMeasure.Count, true, 1, Visit("count"))], [new AggregateStep([Sum("s", "count")])]]));
        Assert.Equal(3L, hits[0].Record.Data[1].AsInteger());
        Assert.All(hits[0].Computed!.Shape.Columns, column => Assert.Null(column));
        Assert.Equal((false, 6L), (hits[1].IsRecord, hits[1].Computed!["s"].AsInteger()));
        var twice = await HitsOfAsync(new ConcatStep([[new AggregateStep([Sum("s", "count")])], [new AggregateStep([Rows("n")])]]));
        Assert.Equal([["s"], ["n"]], twice.Select(hit => hit.Computed!.Shape.Columns.Where(column => column is not null).Select(column => column!.Name)));
    }

    [Fact]
    public async Task Pipelines_without_meaning_are_not_supported_and_nothing_is_claimed_by_one()
    {
        await CommitAsync(Filled(_ => { }).Write());
        AggregateStep rows = new([Rows("n")]);
        foreach (var steps in new PipelineStep[][]
        {
            [new AggregateStep([Sum("s", "name")])], [new AggregateStep([])], [rows, new FilterStep(State)],
            [new GroupByStep([new("tags", Visit("tags"))], [])], [new GroupByStep([], [])], [new AggregateStep([Rows("n"), Rows("n")])],
            [rows, new ComputeStep([new("x", Visit("count"))])], [new ComputeStep([new("x", new ComputedField(0, ValueKind.Text))])],
            [new RankStep(RankMeasure.Percent, true, 101, Visit("count"))], [new RankStep(RankMeasure.Sum, true, 1, Visit("name"))], [new TopStep(-1)],
            [new ConcatStep([[new AggregateStep([Sum("x", "count")])], [new AggregateStep([Of("x", AggregateMethod.Max, "name")])]])],
        })
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => RowsAsync(steps));
        }
        await Assert.ThrowsAsync<NotSupportedException>(() => _store.ClaimAsync(Due with { Pipeline = [rows] }, Lease, Cancel));
    }

    private static Field State => new(FieldRef.Of(SystemField.State));

    private static Field Visit(string field) => new(Samples.Ref(field));

    private static Aggregate Sum(string name, string field) => Of(name, AggregateMethod.Sum, field);

    private static Aggregate Of(string name, AggregateMethod method, string field) => new(name, method, Visit(field));

    private static Aggregate Rows(string name) => new(name, AggregateMethod.Count, null);

    private static Record Filled(Action<Row> fill) => Samples.Of(Samples.Visit, Guid.CreateVersion7(), fill);

    private async Task<List<object?>> SingleAsync(params PipelineStep[] steps) => Assert.Single(await RowsAsync(steps));

    private async Task<List<List<object?>>> RowsAsync(params PipelineStep[] steps) =>
        [.. (await HitsOfAsync(steps)).Select(hit => Enumerable.Range(0, hit.Computed!.Shape.Columns.Length).Select(i => Oracle.Plain(hit.Computed[i])).ToList())];

    private async Task<List<Hit>> HitsOfAsync(params PipelineStep[] steps) =>
        (await QueryAsync(new Query(Samples.Visits) { Pipeline = [.. steps] })).Hits;

    private static async Task<(bool Agree, int? Rows)> PipelineAgreesAsync(IStoreSnapshot snapshot, Oracle oracle, Query query)
    {
        (List<Oracle.Answered> Rows, long Count) expected;
        try
        {
            expected = oracle.AnswerPipeline(query);
        }
        catch (Exception failure) when (failure is DivideByZeroException or OverflowException or ArgumentOutOfRangeException)
        {
            try
            {
                await QueryAsync(snapshot, query);
            }
            catch (EvaluationException)
            {
            }
            return (true, null);
        }
        var actual = await QueryAsync(snapshot, query);
        Assert.Equal(query.Count ? expected.Count : null, actual.Count);
        Assert.Equal(expected.Rows.Select(Named), actual.Hits.Select(Named));
        return (true, actual.Hits.Count);
    }

    internal static string Named(Oracle.Answered row) => $"{row.Id} {row.Row} {string.Join(", ", row.Columns.Select(column => $"{column.Name}={Oracle.Written(column.Value)}"))}";

    internal static string Named(Hit hit) => hit.Computed is not { } computed
        ? $"{hit.Record.Id} {hit.Row?.Key} "
        : $"{hit.Record?.Id} {hit.Row?.Key} {string.Join(", ", computed.Shape.Columns.Select((column, i) => (column, i)).Where(pair => pair.column is not null).Select(pair => $"{pair.column!.Name}={Oracle.Written(Oracle.Plain(computed[pair.i]))}"))}";
}
