using CsCheck;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>
/// Conditions that all records fulfil, which a store may leave out, as a role's at the division above all records: only while
/// that is so, and only for the moment at which it is.
/// </summary>
public abstract partial class StoreConformance
{
    private static readonly Field Division = new(FieldRef.Of(SystemField.Division));

    [Fact]
    public async Task A_subtree_with_everything_in_it_holds_what_it_holds_at_each_moment()
    {
        var random = new Random(1);
        var records = RandomRecords.Make(random, 1, 400)[1..].ConvertAll(visit => visit with { Division = random.Pick(["3101", "31010", "310106"]) });
        await CommitAsync(records.Select(visit => visit.Write()));
        await SubtreesAgreeAsync(records);

        // Whatever comes in beside it is left out by who asks later, and only by them.
        foreach (var beside in (string[])["", "31", "310", "3100", "3102"])
        {
            using var before = _store.Snapshot();
            Assert.Equal(records.Count(visit => visit.Division != "310"), await CountAsync(before, new StartsWith(Division, "3101")));
            var stranger = RandomRecords.Make(random, 1, 1)[1] with { Division = beside };
            await CommitAsync(stranger.Write());
            await SubtreesAgreeAsync([.. records, stranger]);
            await SubtreesAgreeAsync(records, before);
            if (beside == "310")
            {
                // It moves in, and another one out.
                var moved = stranger with { Division = "310106", Revision = 2 };
                var left = records[^1] with { Division = "310", Revision = records[^1].Revision + 1 };
                await CommitAsync(moved.Write(), left.Write());
                records = [.. records[..^1], moved, left];
                await SubtreesAgreeAsync(records);
                continue;
            }
            await CommitAsync(stranger.Delete());
            await SubtreesAgreeAsync(records);
        }
    }

    [Fact]
    public async Task Random_queries_agree_where_all_records_are_alike()
    {
        var random = new Random(3);
        var records = RandomRecords.Make(random, 6, 150).ConvertAll(record => record.Set != Samples.Visits ? record : record with
        {
            Division = random.Pick(["310106", "310106001"]),
            State = "draft",
        });
        var one = records[^1].Data;
        records = records.ConvertAll(record => record.Set != Samples.Visits ? record : record with { Data = With(record.Data, one) });
        await CommitAsync(records.Select(record => record.Write()));
        using var snapshot = _store.Snapshot();
        var oracle = new Oracle(records, Samples.Now);
        await Gen.Int.SampleAsync(
            async number =>
            {
                var maker = new RandomQueries(new Random(number), [.. records[6..].Select(record => record.Id)], [.. records[..6].Select(record => record.Id)]);
                return number % 3 == 0
                    ? (await PipelineAgreesAsync(snapshot, oracle, maker.NextPipeline())).Agree
                    : (await AgreesAsync(snapshot, oracle, maker.Next())).Agree;
            },
            iter: QueriesPerSeed, threads: 2);

        // The same count, name and day in all.
        static Row With(Row data, Row from)
        {
            var row = data.Thaw();
            foreach (var path in (string[])["name", "count", "day"])
                row[Samples.VisitShape[path].Index] = from[Samples.VisitShape[path].Index];
            return row.Freeze();
        }
    }

    private async Task SubtreesAgreeAsync(List<Record> records, IStoreSnapshot? at = null)
    {
        using var now = at is null ? _store.Snapshot() : null;
        var snapshot = at ?? now!;
        var oracle = new Oracle(records, Samples.Now);
        var count = new OrderTerm(new Field(Samples.Ref("count")), true);
        var groups = new GroupByStep([new NamedExpression("d", Division)], [new AggregateStep([new Aggregate("n", AggregateMethod.Count, null)])]);
        foreach (var code in (string[])["3101", "31010", "310106", "3", "3102", "31\uffff"])
        {
            foreach (var filter in Conditions(Division, new Field(Samples.Ref("count")), code))
            {
                Assert.True((await AgreesAsync(snapshot, oracle, new Query(Samples.Visits) { Filter = filter, Top = 0, Count = true })).Agree, $"{code} {filter}");
                Assert.True((await AgreesAsync(snapshot, oracle, new Query(Samples.Visits) { Filter = filter, OrderBy = [count], Top = 5, Count = true })).Agree, $"{code} {filter}");
                Assert.True((await PipelineAgreesAsync(snapshot, oracle, new Query(Samples.Visits) { Filter = filter, Pipeline = [groups] })).Agree, $"{code} {filter}");
            }
            foreach (var filter in Conditions(new OwnerField(Division.Ref), new OwnerField(Samples.Ref("count")), code))
                Assert.True((await AgreesAsync(snapshot, oracle, new Query(Samples.Visits) { Filter = filter, Table = [11], Top = 20, Count = true })).Agree, $"{code} {filter}");
        }
    }

    private static Expression[] Conditions(Expression division, Expression count, string code)
    {
        var within = new StartsWith(division, code);
        var text = new Constant(Value.Of(code));
        var positive = new Compare(ComparisonOperator.Greater, count, new Constant(Value.Of(0L)));
        return
        [
            within, new And([positive, within]), new Or([within, new StartsWith(division, "3199")]), new Or([new StartsWith(division, "31010"), within, positive]),
            new Not(within), new Call(Function.StartsWith, [division, text]), new Compare(ComparisonOperator.GreaterOrEqual, division, text),
            new Not(new Compare(ComparisonOperator.Greater, division, text)), new Compare(ComparisonOperator.Equal, division, text),
        ];
    }

    private static async Task<long> CountAsync(IStoreSnapshot snapshot, Expression filter) =>
        (await QueryAsync(snapshot, new Query(Samples.Visits) { Filter = filter, Top = 0, Count = true })).Count!.Value;
}
