using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Pipelines;

/// <summary>What a pipeline may keep, and that it is the same on several cores.</summary>
public sealed class PipelineLimitsTests
{
    private const int Many = 50_000;

    private static readonly Record[] Records = [.. Enumerable.Range(0, Many).Select(i => Samples.Of(Samples.Visit, Guid.NewGuid(), row =>
        (row[0], row[1], row[2]) = (Value.Of($"n{i % 7}"), Value.Of((long)i), Value.Of(i / 100m))))];

    private static Field Name => new(Samples.Ref("name"));

    private static Field Count => new(Samples.Ref("count"));

    [Fact]
    public async Task More_groups_than_may_be_are_an_error()
    {
        PipelineStep[] steps = [new GroupByStep([new("count", Count)], [])];
        Assert.Equal(StorageMessages.TooManyGroups, (await FailingAsync(new PipelineLimits(Groups: Many - 1), steps)).Problem);
        Assert.Equal(Many, (await RunAsync(new PipelineLimits(Groups: Many), steps)).Count);
    }

    [Fact]
    public async Task More_different_values_than_may_be_told_apart_are_an_error()
    {
        PipelineStep[] steps = [new AggregateStep([new("n", AggregateMethod.CountDistinct, Count)])];
        Assert.Equal(StorageMessages.TooManyDistinct, (await FailingAsync(new PipelineLimits(Distinct: Many - 1), steps)).Problem);
        Assert.Equal(Many, (await RunAsync(new PipelineLimits(Distinct: Many), steps))[0].Computed!["n"].AsInteger());
    }

    [Fact]
    public async Task What_must_be_collected_is_limited_and_what_is_passed_on_is_not()
    {
        var limits = new PipelineLimits(Rows: 10_000);
        Assert.Equal(StorageMessages.ResultTooLarge, (await FailingAsync(limits, new OrderByStep([new(Name)]))).Problem);
        Assert.Equal(StorageMessages.ResultTooLarge, (await FailingAsync(limits, new RankStep(RankMeasure.Percent, true, 1, Count))).Problem);
        Assert.Equal([Many - 1, Many - 2], (await RunAsync(limits, new OrderByStep([new(Count, true)]), new TopStep(2))).Select(hit => (int)hit.Record.Data[1].AsInteger()));
        Assert.Equal([Many - 3], (await RunAsync(limits, new RankStep(RankMeasure.Count, true, 3, Count), new OrderByStep([new(Count)]), new TopStep(1))).Select(hit => (int)hit.Record.Data[1].AsInteger()));
        Assert.Equal(7, (await RunAsync(limits, new GroupByStep([new("name", Name)], [new AggregateStep([new("s", AggregateMethod.Sum, Count)])]))).Count);
    }

    [Fact]
    public async Task Groups_made_on_several_cores_are_those_of_one()
    {
        PipelineStep[] steps =
        [
            new ComputeStep([new("twice", new Arithmetic(ArithmeticOperator.Multiply, Count, new Constant(Value.Of(2L))))]),
            new GroupByStep([new("name", Name)],
            [
                new AggregateStep([
                    new("s", AggregateMethod.Sum, new ComputedField(0, ValueKind.Integer)), new("a", AggregateMethod.Average, new Field(Samples.Ref("amount"))),
                    new("l", AggregateMethod.Min, Count), new("h", AggregateMethod.Max, Count), new("n", AggregateMethod.Count, null)]),
            ]),
        ];
        var groups = await RunAsync(new PipelineLimits(), steps);
        for (var name = 0; name < 7; name++)
        {
            var those = Enumerable.Range(0, Many).Where(i => i % 7 == name).ToList();
            var row = groups[name].Computed!;
            Assert.Equal($"n{name}", row["name"].AsText());
            Assert.Equal((those.Sum(i => 2L * i), those[0], those[^1], those.Count), (row["s"].AsInteger(), row["l"].AsInteger(), row["h"].AsInteger(), row["n"].AsInteger()));
            Assert.Equal(decimal.Round(those.Sum(i => i / 100m) / those.Count, 20), decimal.Round(row["a"].AsDecimal(), 20));
        }
    }

    [Fact]
    public async Task A_run_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(new PipelineLimits(), [new AggregateStep([new("n", AggregateMethod.Count, null)])], cancel.Token));
    }

    private static Task<List<Hit>> RunAsync(PipelineLimits limits, params PipelineStep[] steps) =>
        RunAsync(limits, [.. steps], TestContext.Current.CancellationToken);

    private static async Task<List<Hit>> RunAsync(PipelineLimits limits, ImmutableArray<PipelineStep> steps, CancellationToken cancel)
    {
        var query = PipelineQuery.Of(new Query(Samples.Visits) { Pipeline = steps });
        var runs = Records.Chunk(256).Select(chunk => (ReadOnlyMemory<Record>)chunk);
        var result = await PipelineRunner.RunAsync(query, new QueryCandidates(runs), null, limits, cancel);
        var hits = new List<Hit>();
        await foreach (var page in result.Pages)
            hits.AddRange(page.ToArray());
        return hits;
    }

    private static Task<EvaluationException> FailingAsync(PipelineLimits limits, params PipelineStep[] steps) =>
        Assert.ThrowsAsync<EvaluationException>(() => RunAsync(limits, steps));
}
