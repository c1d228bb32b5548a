using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Postgres;
using LowCode.Storage.Postgres.Querying;
using LowCode.Storage.Queries;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Postgres;

/// <summary>What goes to the database, and that it means there what it means here where SQL tempts to something else.</summary>
public sealed class TranslationTests : IAsyncLifetime
{
    private static readonly Field Name = new(Samples.Ref("name"));
    private static readonly Field Count = new(Samples.Ref("count"));
    private static readonly Field Amount = new(Samples.Ref("amount"));
    private static readonly Field Site = new(Samples.Ref("site"));
    private static readonly Field Division = new(FieldRef.Of(SystemField.Division));

    private readonly PostgresHome? _home;
    private PostgresStore _store = null!;

    public TranslationTests(PostgresServer server)
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        _home = new PostgresHome(server.ConnectionString);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await PostgresStore.OpenAsync(_home!.Options with { MostCollected = 50 });
        await _store.DeclareAsync([Samples.Visit, Samples.Site]);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _home!.DisposeAsync();
    }

    public static TheoryData<string> Whole() => [.. WholeQueries.Keys];

    private static Dictionary<string, Query> WholeQueries { get; } = new Dictionary<string, Expression>
    {
        ["equal"] = Equal(Name, "a"),
        ["division subtree"] = new StartsWith(Division, "310106"),
        ["negated"] = new Not(new And([Equal(Name, "a"), new Compare(ComparisonOperator.Less, Count, Number(3))])),
        ["in, with empty"] = new In(Name, [Value.Of("a"), Value.Of("b"), default]),
        ["contains"] = new Call(Function.Contains, [Name, Text("积水")]),
        ["parts of texts"] = Equal(new Call(Function.Substring, [new Call(Function.Trim, [Name]), Number(1), Number(2)]), "b"),
        ["length and position"] = new Compare(ComparisonOperator.Greater, new Call(Function.Length, [Name]), new Call(Function.IndexOf, [Name, Text("b")])),
        ["rounded"] = new Compare(ComparisonOperator.GreaterOrEqual, new Call(Function.Round, [Amount]), Number(2)),
        ["parts of instants"] = new Compare(ComparisonOperator.Equal, new Call(Function.Year, [new Field(Samples.Ref("seen"))]), Number(2026)),
        ["within a box"] = new Compare(ComparisonOperator.Less, new Call(Function.Latitude, [new Field(Samples.Ref("place"))]), new Constant(Value.Of(31.5m))),
        ["any row"] = new Lambda(false, new Field(Samples.Ref("lines")), 1, new Compare(ComparisonOperator.Greater, new Field(FieldRef.Of(Samples.LineShape["quantity"]), 1), Number(1))),
        ["all codes"] = new Lambda(true, new Field(Samples.Ref("tags")), 1, new Compare(ComparisonOperator.NotEqual, new CodeVariable(1), Text("no"))),
        ["how many"] = new Compare(ComparisonOperator.Equal, new Call(Function.Count, [new Field(Samples.Ref("files"))]), Number(0)),
        ["any attachment"] = new Lambda(false, new Field(Samples.Ref("files")), 1, new Compare(ComparisonOperator.Greater, new FileField(FilePart.Size, 1), Number(1))),
        ["how many of them"] = new Compare(ComparisonOperator.Equal, new CountWhere(new Field(Samples.Ref("lines")), 1,
            new Compare(ComparisonOperator.Greater, new Field(FieldRef.Of(Samples.LineShape["quantity"]), 1), Number(1))), Number(2)),
        ["one or the other"] = Equal(new Case([new CaseBranch(new Compare(ComparisonOperator.Less, Count, Number(3)), Name), new CaseBranch(new Constant(Value.Of(true)), Division)]), "a"),
        ["those that refer"] = new Lambda(false, new Referring(Site, Samples.Visits, Samples.Ref("site"), new StartsWith(Division, "31")), 1,
            new Compare(ComparisonOperator.Greater, new Field(Samples.Ref("count"), 1), Count)),
        ["how many refer"] = new Compare(ComparisonOperator.Greater, new Call(Function.Count, [new Referring(Site, Samples.Visits, Samples.Ref("site"), null)]), Number(1)),
        ["of a related record"] = Equal(new Related(Site, Samples.Sites, new StartsWith(Division, "31"), new Field(FieldRef.Of(Samples.SiteShape["title"]))), "a"),
        ["a search for Chinese"] = new Search([SearchField.Of(Samples.Ref("name")), new SearchField(Samples.Ref("lines"), [SearchField.Of(FieldRef.Of(Samples.LineShape["item"]))])],
            new SearchAll([new SearchPhrase("积水"), new SearchNot(new SearchPhrase("车库"))])),
        ["before now"] = new Compare(ComparisonOperator.Less, new Field(Samples.Ref("seen")), new Call(Function.Now, [])),
    }.ToDictionary(pair => pair.Key, pair => new Query(Samples.Visits)
    {
        Filter = pair.Value,
        OrderBy = [new OrderTerm(Name, true), new OrderTerm(new Related(Site, Samples.Sites, null, new Field(FieldRef.Of(Samples.SiteShape["level"]))))],
        Top = 20,
    });

    [Theory, MemberData(nameof(Whole))]
    public void The_database_answers_it_whole(string query)
    {
        using var snapshot = (PostgresSnapshot)_store.Snapshot();
        var explained = snapshot.Explain(WholeQueries[query]);
        Assert.True(explained.IsWhole, $"{explained.Residual} is left");
        Assert.Contains("LIMIT 20", explained.Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void The_database_groups_and_aggregates_what_it_knows_exactly()
    {
        using var snapshot = (PostgresSnapshot)_store.Snapshot();
        var title = new Related(Site, Samples.Sites, null, new Field(FieldRef.Of(Samples.SiteShape["title"])));
        var sums = new AggregateStep([new("n", AggregateMethod.Count, null), new("s", AggregateMethod.Sum, Amount), new("h", AggregateMethod.Max, Name)]);
        var query = new Query(Samples.Visits) { Filter = Equal(Name, "a"), Pipeline = [new FilterStep(Equal(Division, "31")), new GroupByStep([new("title", title)], [sums]), new TopStep(3)] };
        var explained = snapshot.Explain(query);
        Assert.Equal((true, 2, null), (explained.IsFolded, explained.Pushed, explained.Residual));
        Assert.Contains(" GROUP BY 1", explained.Sql, StringComparison.Ordinal);

        var halved = new Arithmetic(ArithmeticOperator.Divide, Amount, Number(2));
        foreach (var pipeline in new PipelineStep[][]
        {
            [new AggregateStep([new("s", AggregateMethod.Sum, halved)])], [new FilterStep(new Compare(ComparisonOperator.Less, halved, Number(1))), sums],
            [new GroupByStep([new("name", new Call(Function.ToLower, [Name]))], [])], [new RankStep(RankMeasure.Count, true, 2, Count), sums],
        })
        {
            Assert.False(snapshot.Explain(query with { Pipeline = [.. pipeline] }).IsFolded);
        }
    }

    [Fact]
    public void What_people_wrote_is_never_in_the_statement()
    {
        using var snapshot = (PostgresSnapshot)_store.Snapshot();
        foreach (var filter in new Expression[] { Equal(Name, "geheim'; --"), new StartsWith(Name, "geheim"), new In(Name, [Value.Of("geheim")]), new Call(Function.Contains, [Name, Text("geheim")]) })
            Assert.DoesNotContain("geheim", snapshot.Explain(new Query(Samples.Visits) { Filter = filter }).Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_the_evaluator_can_test_is_left_and_the_rest_narrows_the_candidates_down()
    {
        using var snapshot = (PostgresSnapshot)_store.Snapshot();
        var arithmetic = new Compare(ComparisonOperator.Greater, new Arithmetic(ArithmeticOperator.Divide, Number(6), Count), Number(1));
        var explained = snapshot.Explain(new Query(Samples.Visits) { Filter = new And([Equal(Division, "31"), arithmetic]) });
        Assert.Equal((1, arithmetic, true), (explained.Pushed, explained.Residual, explained.InOrder));
        Assert.False(snapshot.Explain(new Query(Samples.Visits) { OrderBy = [new(new Call(Function.ToLower, [Name]))] }).InOrder);
        var search = new Search([SearchField.Of(Samples.Ref("name"))], new SearchPhrase("abc"));
        Assert.Equal(search, snapshot.Explain(new Query(Samples.Visits) { Filter = search }).Residual);
    }

    [Fact]
    public async Task A_condition_before_another_keeps_its_calculation_from_failing()
    {
        await WriteAsync(Visit(row => row[1] = Value.Of(0L)), Visit(row => row[1] = Value.Of(2L)));
        var divided = new Compare(ComparisonOperator.Greater, new Arithmetic(ArithmeticOperator.Divide, Number(6), Count), Number(1));
        Assert.Single(await HitsAsync(new Query(Samples.Visits) { Filter = new And([new Compare(ComparisonOperator.NotEqual, Count, Number(0)), divided]) }));
        var failure = await Assert.ThrowsAsync<EvaluationException>(() => HitsAsync(new Query(Samples.Visits) { Filter = divided }));
        Assert.Equal(StorageMessages.DivisionByZero, failure.Problem);
    }

    [Fact]
    public async Task Texts_sort_by_code_unit_whatever_characters_they_have()
    {
        // Surrogates (🌊, 𠮷) sort before U+E000 to U+FFFF (（, ，), which UTF-8 has the other way round.
        string[] texts = ["a", "（注）", "🌊", "𠮷野家", "\ue000", "\uffff", "豈", "\ud7ff", "甲，乙", "甲🌊", "\u0001", "z"];
        await WriteAsync([.. texts.Select(text => Visit(row => row[0] = Value.Of(text)))]);
        foreach (var descending in new[] { false, true })
        {
            var hits = await HitsAsync(new Query(Samples.Visits) { OrderBy = [new(Name, descending)] });
            var sorted = texts.Order(StringComparer.Ordinal).ToList();
            if (descending)
                sorted.Reverse();
            Assert.Equal(sorted, hits.Select(hit => hit.Record.Data[0].AsText()));
        }
        foreach (var bound in texts)
        {
            var below = await HitsAsync(new Query(Samples.Visits) { Filter = new Compare(ComparisonOperator.Less, Name, Text(bound)) });
            Assert.Equal(texts.Count(text => string.CompareOrdinal(text, bound) < 0), below.Count);
        }
        // A half is found where it stands in its pair.
        Assert.Single(await HitsAsync(new Query(Samples.Visits) { Filter = new Compare(ComparisonOperator.Equal, new Call(Function.IndexOf, [Name, Text("\udf0a")]), Number(2)) }));
        Assert.Equal(texts.Count(text => text.Length == 2), (await HitsAsync(new Query(Samples.Visits) { Filter = new Compare(ComparisonOperator.Equal, new Call(Function.Length, [Name]), Number(2)) })).Count);
    }

    [Fact]
    public async Task The_farthest_values_are_kept_and_compared()
    {
        var far = Visit(row =>
        {
            row[0] = Value.Of(new string('文', 5000) + "尾");
            row[2] = Value.Of(decimal.MinValue);
            row[4] = Value.Of(DateOnly.MaxValue);
            row[6] = Value.Of(DateTimeOffset.MinValue);
        });
        var other = Visit(row =>
        {
            row[0] = Value.Of(new string('文', 5000) + "首");
            row[2] = Value.Of(0.0000000000000000000000000001m);
            row[4] = Value.Of(DateOnly.MinValue);
            row[6] = Value.Of(DateTimeOffset.MaxValue);
        });
        await WriteAsync(far, other);
        using var snapshot = _store.Snapshot();
        Assert.Equal(far.Data, (await snapshot.FindAsync(Samples.Visits, far.Id, Cancel))!.Data);
        Assert.Equal(other.Data, (await snapshot.FindAsync(Samples.Visits, other.Id, Cancel))!.Data);
        foreach (var (filter, expected) in new (Expression, Record)[]
        {
            (new Compare(ComparisonOperator.Equal, new Call(Function.Year, [new Field(Samples.Ref("day"))]), Number(9999)), far),
            (new Compare(ComparisonOperator.Equal, new Call(Function.Year, [new Field(Samples.Ref("seen"))]), Number(9999)), other),
            (Equal(Name, far.Data[0].AsText()), far),
            (new StartsWith(Name, other.Data[0].AsText()), other),
            (new Compare(ComparisonOperator.Less, Name, Text(far.Data[0].AsText() + "尾")), far),
            (new In(Name, [other.Data[0]]), other),
        })
        {
            Assert.Contains(expected.Id, (await HitsAsync(new Query(Samples.Visits) { Filter = filter })).Select(hit => hit.Record.Id));
        }
        Assert.Equal([far.Id, other.Id], (await HitsAsync(new Query(Samples.Visits) { OrderBy = [new(Name)] })).Select(hit => hit.Record.Id));
    }

    [Fact]
    public async Task A_null_character_is_refused_in_records_and_found_nowhere()
    {
        await WriteAsync(Visit(row => row[0] = Value.Of("\\u0000")));
        var refused = await Assert.ThrowsAsync<StorageException>(() => WriteAsync(Visit(row => row[0] = Value.Of("a\0b"))));
        Assert.Equal(StorageMessages.TextUnkeepable, refused.Problem);
        foreach (var filter in new Expression[] { Equal(Name, "a\0"), new StartsWith(Name, "\0"), new In(Name, [Value.Of("\0")]), new Call(Function.Contains, [Name, Text("\0")]) })
            Assert.Empty(await HitsAsync(new Query(Samples.Visits) { Filter = filter }));
        Assert.Single(await HitsAsync(new Query(Samples.Visits) { Filter = new Compare(ComparisonOperator.Greater, Name, Text("\0")) }));
    }

    [Fact]
    public async Task What_must_be_collected_is_limited_and_what_can_be_streamed_is_not()
    {
        await WriteAsync([.. Enumerable.Range(0, 2500).Select(i => Visit(row => (row[0], row[1]) = (Value.Of($"N{i:0000}"), Value.Of((long)i))))]);
        var lower = new Call(Function.ToLower, [Name]);
        var rest = new Call(Function.StartsWith, [lower, Text("n")]);
        Assert.Equal(2500, (await HitsAsync(new Query(Samples.Visits) { Filter = rest, OrderBy = [new(Count)] })).Count);
        Assert.Equal(["N0010", "N0011"], (await HitsAsync(new Query(Samples.Visits) { OrderBy = [new(lower)], Skip = 10, Top = 2 })).Select(hit => hit.Record.Data[0].AsText()));
        foreach (var query in new[] { new Query(Samples.Visits) { OrderBy = [new(lower)] }, new Query(Samples.Visits) { Filter = rest, Count = true } })
            Assert.Equal(StorageMessages.ResultTooLarge, (await Assert.ThrowsAsync<EvaluationException>(() => HitsAsync(query))).Problem);
    }

    [Fact]
    public async Task Random_queries_agree_at_a_moment_that_is_over()
    {
        var random = new Random(5);
        var records = RandomRecords.Make(random, 12, 300);
        await WriteAsync([.. records]);
        using var snapshot = _store.Snapshot();
        Assert.Equal(records.Count, snapshot.LastChange);
        // Half of it changes, a quarter goes, as much again comes.
        var visits = records[12..];
        await _store.CommitAsync(Samples.Batch(visits[..150].Select(visit => (visits[random.Next(visits.Count)] with { Id = visit.Id, Revision = 2 }).Write())), Cancel);
        await _store.CommitAsync(Samples.Batch(visits[225..].Select(visit => visit.Delete())), Cancel);
        await WriteAsync([.. RandomRecords.Make(random, 12, 150).Where(record => record.Set == Samples.Visits)]);
        var oracle = new Oracle(records, Samples.Now);
        var agreed = 0;
        for (var seed = 0; seed < 600; seed++)
        {
            var query = new RandomQueries(new Random(seed), [.. visits.Select(visit => visit.Id)], [.. records[..12].Select(site => site.Id)]).Next();
            try
            {
                var expected = oracle.Answer(query).Hits.Select(hit => (hit.Record.Id, hit.Record.Revision, hit.Row?.Key)).ToList();
                var hits = await HitsAsync(snapshot, query with { Top = query.Top ?? 50, Count = false });
                Assert.Equal(expected.Take((int)(query.Top ?? 50)), hits.Select(hit => (hit.Record.Id, hit.Record.Revision, hit.Row?.Key)));
                agreed++;
            }
            catch (Exception failure) when (failure is DivideByZeroException or OverflowException or ArgumentOutOfRangeException or EvaluationException)
            {
                // A calculation without a result: nothing to compare.
            }
        }
        Assert.True(agreed > 450, $"{agreed}");
    }

    [Fact]
    public async Task Random_pipelines_agree_at_a_moment_that_is_over()
    {
        var records = RandomRecords.Make(new Random(6), 12, 200);
        await WriteAsync([.. records]);
        using var snapshot = _store.Snapshot();
        Assert.Equal(records.Count, snapshot.LastChange);
        var visits = records[12..];
        await _store.CommitAsync(Samples.Batch(visits[..100].Select(visit => (visits[150] with { Id = visit.Id, Revision = 2 }).Write())), Cancel);
        await _store.CommitAsync(Samples.Batch(visits[160..].Select(visit => visit.Delete())), Cancel);
        var oracle = new Oracle(records, Samples.Now);
        var agreed = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var query = new RandomQueries(new Random(seed), [.. visits.Select(visit => visit.Id)], [.. records[..12].Select(site => site.Id)]).NextPipeline() with { Top = 20 };
            try
            {
                var expected = oracle.AnswerPipeline(query).Rows.Select(StoreConformance.Named).ToList();
                Assert.Equal(expected, (await HitsAsync(snapshot, query)).Select(StoreConformance.Named));
                agreed++;
            }
            catch (Exception failure) when (failure is DivideByZeroException or OverflowException or ArgumentOutOfRangeException or EvaluationException)
            {
                // A calculation without a result, or more than this store may collect: nothing to compare.
            }
        }
        Assert.True(agreed > 200, $"{agreed}");
    }

    private static Compare Equal(Expression left, string text) => new(ComparisonOperator.Equal, left, Text(text));

    private static Constant Text(string text) => new(Value.Of(text));

    private static Constant Number(long number) => new(Value.Of(number));

    private static Record Visit(Action<Row> fill) => Samples.Of(Samples.Visit, Guid.CreateVersion7(), fill);

    private async Task WriteAsync(params Record[] records) =>
        Assert.IsType<Committed>(await _store.CommitAsync(Samples.Batch(records.Select(record => record.Write())), Cancel));

    private async Task<List<Hit>> HitsAsync(Query query)
    {
        using var snapshot = _store.Snapshot();
        return await HitsAsync(snapshot, query);
    }

    private static async Task<List<Hit>> HitsAsync(IStoreSnapshot snapshot, Query query)
    {
        var hits = new List<Hit>();
        await foreach (var page in (await snapshot.QueryAsync(query, Cancel)).Pages.WithCancellation(Cancel))
            hits.AddRange(page.ToArray());
        return hits;
    }
}
