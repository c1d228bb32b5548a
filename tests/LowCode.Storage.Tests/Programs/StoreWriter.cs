using System.Globalization;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Postgres;
using LowCode.Storage.Queries;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Programs;

/// <summary>
/// The process that the kill test kills. It writes and reads as fast as it can and says on its output what it tries
/// (<c>T left right marker</c>) and what was acknowledged (<c>A left marker</c>); a marker of 0 is a deletion.
/// </summary>
internal static class StoreWriter
{
    public const string Name = "store-writer";
    public const string LiteDb = "litedb";
    public const string Postgres = "postgres";
    private const int Writers = 6;
    private const int Readers = 2;

    /// <param name="kind">Which store.</param>
    /// <param name="place">Its folder; or its connection string, schema and attachments folder, between line breaks.</param>
    /// <param name="seed">What it will write.</param>
    public static async Task<int> RunAsync(string kind, string place, string seed)
    {
        var random = new Random(int.Parse(seed, CultureInfo.InvariantCulture));
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        output.WriteLine("opening");
        await using var store = await OpenAsync(kind, place);
        await store.DeclareAsync([Samples.Site]);
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(store)));
        var writers = Enumerable.Range(0, Writers).Select(_ => random.Next()).ToList()
            .Select(start => Task.Run(() => WriteAsync(store, output, new Random(start))));
        await Task.WhenAll(readers.Concat(writers));
        return 0;
    }

    private static async Task<IRecordStore> OpenAsync(string kind, string place) => kind is LiteDb
        ? await LiteDbStore.OpenAsync(new LiteDbStoreOptions(place) { CheckpointBytes = 2_000_000 })
        : place.Split('\n') is [var connection, var schema, var attachments]
            ? await PostgresStore.OpenAsync(new PostgresStoreOptions(connection, attachments) { Schema = schema })
            : throw new ArgumentException(place, nameof(place));

    private static async Task WriteAsync(IRecordStore store, StreamWriter output, Random random)
    {
        var pairs = new List<(Record Left, Record Right)>();
        while (true)
        {
            var marker = random.Next(1, int.MaxValue);
            if (pairs.Count < 3 || random.Next(3) == 0)
            {
                var pair = (New(random, marker), New(random, marker));
                await CommitAsync(store, output, random, pair, marker, pair.Item1.Write(), pair.Item2.Write());
                pairs.Add(pair);
                continue;
            }
            var at = random.Next(pairs.Count);
            var (left, right) = pairs[at];
            if (random.Next(6) == 0)
            {
                await CommitAsync(store, output, random, pairs[at], 0, left.Delete(), right.Delete());
                pairs.RemoveAt(at);
                continue;
            }
            pairs[at] = (left.Next(row => row[2] = Value.Of((long)marker)), right.Next(row => row[2] = Value.Of((long)marker)));
            await CommitAsync(store, output, random, pairs[at], marker, pairs[at].Left.Write(), pairs[at].Right.Write());
        }
    }

    private static async Task CommitAsync(
        IRecordStore store, StreamWriter output, Random random, (Record Left, Record Right) pair, int marker, params RecordWrite[] writes)
    {
        lock (output)
            output.WriteLine($"T {pair.Left.Id} {pair.Right.Id} {marker}");
        if (await store.CommitAsync(Samples.Batch(writes) with { Command = Samples.AnyCommand(random) }) is not Committed)
            throw new InvalidOperationException("A write of one's own was refused.");
        lock (output)
            output.WriteLine($"A {pair.Left.Id} {marker}");
    }

    private static async Task ReadAsync(IRecordStore store)
    {
        while (true)
        {
            using var snapshot = store.Snapshot();
            var result = await snapshot.QueryAsync(new Query(Samples.Sites)
            {
                Filter = new Compare(ComparisonOperator.Greater, new Field(FieldRef.Of(Samples.SiteShape["level"])), new Constant(Value.Of(1000L))),
                OrderBy = [new OrderTerm(new Field(FieldRef.Of(Samples.SiteShape["level"])))],
                Top = 20,
                Count = true,
            });
            await foreach (var _ in result.Pages)
            {
            }
            await foreach (var _ in store.ChangesAsync(Math.Max(0, snapshot.LastChange - 50)))
            {
            }
        }
    }

    private static Record New(Random random, int marker) => Samples.Of(Samples.Site, Guid.CreateVersion7(), row =>
    {
        row[0] = Value.Of(new string('文', random.Next(1, 2000)));
        row[2] = Value.Of((long)marker);
    });
}
