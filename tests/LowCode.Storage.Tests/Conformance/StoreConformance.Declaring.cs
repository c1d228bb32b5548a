using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_grown_shape_reads_old_records_and_keeps_new_fields()
    {
        var old = Samples.NewSite("S1");
        await CommitAsync(old.Write());
        var grown = Grown();

        await _store.DeclareAsync([grown], Cancel);

        AssertSame(old, await FindAsync(old.Set, old.Id));
        var young = Samples.Of(grown, Guid.CreateVersion7(), row => (row[1], row[3]) = (Value.Of("S2"), Value.Of(true)));
        var changed = old with { Data = Filled(old.Data.Thaw(grown.Shape)), Revision = 2 };
        Assert.IsType<Committed>(await CommitAsync(young.Write(), changed.Write()));
        await ReopenAsync(grown, Samples.Visit);
        AssertSame(young, await FindAsync(young.Set, young.Id));
        AssertSame(changed, await FindAsync(old.Set, old.Id));
        Assert.Equal("点位", (await HistoryAsync(old.Set, old.Id))[1].Record!.Data["name"].AsText());

        static Row Filled(Row row)
        {
            row[3] = Value.Of(false);
            return row.Freeze();
        }
    }

    [Fact]
    public async Task A_shape_that_loses_or_changes_slots_is_refused()
    {
        var lost = Samples.Site with { Shape = new Shape("site", [.. Samples.SiteShape.Slots[..2]]) };
        var changed = Samples.Site with { Shape = new Shape("site", [.. Samples.SiteShape.Slots[..2], new Slot(2, "level", ValueKind.Text, null)]) };
        await Assert.ThrowsAsync<ArgumentException>(() => _store.DeclareAsync([lost], Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.DeclareAsync([changed], Cancel));
    }

    [Fact]
    public async Task Indexes_come_and_go_with_declarations()
    {
        var (one, two) = (Samples.NewSite("S1", "x"), Samples.NewSite("S2", "x"));
        await CommitAsync(one.Write(), two.Write());
        var byTitle = new RecordIndex([FieldRef.Of(Samples.SiteShape["title"])]);

        await _store.DeclareAsync([Samples.Site with { Indexes = [byTitle] }], Cancel);

        Assert.Equal(2, (await QueryAsync(new Query(Samples.Sites)
        {
            Filter = new Compare(ComparisonOperator.Equal, new Field(byTitle.Fields[0]), new Constant(Value.Of("x"))),
        })).Hits.Count);
        // The unique index on code is gone.
        Assert.IsType<Committed>(await CommitAsync(Samples.NewSite("S1").Write()));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.DeclareAsync([Samples.Site], Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.DeclareAsync([Samples.Site with { Indexes = [byTitle with { Unique = true }] }], Cancel));
    }

    [Fact]
    public async Task A_set_can_be_declared_while_others_are_written()
    {
        var done = false;
        var writer = Task.Run(async () =>
        {
            var written = 0;
            while (!Volatile.Read(ref done))
            {
                Assert.IsType<Committed>(await CommitAsync(Samples.NewSite().Write()));
                written++;
            }
            return written;
        }, Cancel);
        for (var i = 0; i < 20; i++)
        {
            var set = new RecordSet($"tests/late{i}", Samples.SiteShape, []);
            await _store.DeclareAsync([set], Cancel);
            Assert.IsType<Committed>(await CommitAsync(Samples.Of(set, Guid.CreateVersion7()).Write()));
            await _store.DeclareAsync([Samples.Site with { Indexes = i % 2 == 0 ? [] : Samples.Site.Indexes }], Cancel);
        }
        Volatile.Write(ref done, true);
        var written = await writer;
        Output.WriteLine($"20 declarations beside {written} writes");
        Assert.Equal(written, (await QueryAsync(new Query(Samples.Sites) { Count = true })).Count);
    }

    [Fact]
    public async Task What_is_not_declared_is_a_bug_of_the_caller_and_stays_where_it_is()
    {
        var site = Samples.NewSite("S1");
        await CommitAsync(site.Write());
        await ReopenAsync(Samples.Visit);

        await Assert.ThrowsAsync<ArgumentException>(() => FindAsync(site.Set, site.Id));
        Assert.Null((await ChangesAsync(0)).Single().Record);
        await _store.DeclareAsync([Samples.Site], Cancel);
        AssertSame(site, await FindAsync(site.Set, site.Id));
        Assert.NotNull((await ChangesAsync(0)).Single().Record);
    }

    // "title" has become "name", and there is one more.
    private static RecordSet Grown() => Samples.Site with
    {
        Shape = new Shape("site",
        [
            new Slot(0, "name", ValueKind.Text, null) { FormerPaths = ["title"] },
            .. Samples.SiteShape.Slots[1..],
            new Slot(3, "open", ValueKind.Boolean, null),
        ]),
    };
}
