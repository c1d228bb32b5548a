using System.Runtime.CompilerServices;
using LowCode.Storage.Attachments;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Backups;
using LowCode.Storage.LiteDb.Commits;
using LowCode.Storage.LiteDb.Disk;
using LowCode.Storage.LiteDb.Engine;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.LiteDb.Loading;
using LowCode.Storage.LiteDb.Planning;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb;

/// <summary>
/// The embedded store: one process, one folder, current records in memory, everything durable in a LiteDB file that one
/// thread owns. Thread-safe. See the README beside it for what it promises and what it does not.
/// </summary>
public sealed class LiteDbStore : IRecordStore
{
    private const int ChangeSlice = 256;

    private readonly LiteDbStoreOptions _options;
    private readonly StoreOwner _owner;
    private readonly Dictionary<string, int> _numbers;
    private readonly Claims _claims;
    private readonly SemaphoreSlim _declaring = new(1, 1);

    private LiteDbStore(LiteDbStoreOptions options, StoreOwner owner, Dictionary<string, int> numbers)
    {
        _options = options;
        _owner = owner;
        _numbers = numbers;
        _claims = new Claims(options.Time);
        Attachments = new AttachmentFolder(AttachmentsPath(options), options.Time);
    }

    /// <summary>The attachments that lie beside the database; backups take them along.</summary>
    public IAttachmentStore Attachments { get; }

    /// <inheritdoc/>
    public int MostFields => int.MaxValue;

    /// <inheritdoc/>
    public StoreStatus Status
    {
        get
        {
            var image = _owner.Image;
            return new StoreStatus(
                "litedb", image.Records, image.LastChange, _owner.FileBytes, image.Bytes, _options.MemoryLimitBytes, _owner.Failure?.Message);
        }
    }

    /// <summary>Opens the store in a folder, which is made when it is missing. No set is loaded before it is declared.</summary>
    /// <exception cref="StorageException">
    /// Another process has the folder; the file is damaged, torn, or of another version; the engine fails its self-test.
    /// </exception>
    public static Task<LiteDbStore> OpenAsync(LiteDbStoreOptions options, CancellationToken cancel = default) =>
        Task.Run(() => Open(options, static options => FolderDisk.Open(options.Folder)), cancel);

    internal static Task<LiteDbStore> OpenAsync(LiteDbStoreOptions options, IStoreDisk disk) =>
        Task.Run(() => Open(options, _ => disk));

    /// <inheritdoc/>
    public async Task DeclareAsync(IReadOnlyCollection<RecordSet> sets, CancellationToken cancel = default)
    {
        await _declaring.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var image = _owner.Image;
            foreach (var set in sets)
                Declaration.Check(set, image.Sets.GetValueOrDefault(set.Name)?.Set);
            await LoadAsync([.. sets.Where(set => !image.Sets.ContainsKey(set.Name))], cancel).ConfigureAwait(false);
            foreach (var set in sets)
            {
                if (image.Sets.TryGetValue(set.Name, out var known) && !Declaration.IsSame(set, known.Set))
                    await _owner.ChangeImageAsync(image => Redeclare(image, set), cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            _declaring.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<CommitResult> CommitAsync(WriteBatch batch, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        if (batch.Writes.IsDefaultOrEmpty)
            return new Committed(_owner.Image.LastChange);
        return await _owner.CommitAsync(PreparedBatch.Of(batch, _owner.Image), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IStoreSnapshot Snapshot() => new ImageSnapshot(_owner.Image);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Record>> ClaimAsync(Query query, TimeSpan lease, CancellationToken cancel = default)
    {
        query.CheckClaims();
        _claims.Trim();
        var claimed = new List<Record>();
        // Most of the first are free: more are found only when they are not.
        for (var top = query.Top; ; top *= 8)
        {
            long found = 0;
            var result = QueryPlanner.Run(query with { Top = top }, _owner.Image, cancel);
            await foreach (var page in result.Pages.WithCancellation(cancel).ConfigureAwait(false))
            {
                found += page.Length;
                foreach (var hit in page.Span)
                {
                    if (claimed.Count >= (query.Top ?? long.MaxValue))
                        return claimed;
                    if (_claims.TryTake(hit.Record, lease))
                        claimed.Add(hit.Record);
                }
            }
            if (top is null || found < top || claimed.Count >= query.Top)
                return claimed;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChangeEntry> HistoryAsync(
        string set, Guid id, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var image = _owner.Image;
        var records = image[set];
        var next = records.ById.Find(id, out var position)
            ? records.ById.RowAt(position).LastChange
            : records.Deleted.GetValueOrDefault(id).LastChange;
        while (next > 0)
        {
            var from = next;
            var rows = await _owner.RunAsync(engine => ReadBackwards(engine, from), cancel).ConfigureAwait(false);
            foreach (var row in rows)
                yield return ChangeEntry.Read(row.ToStored(), ShapeOf);
            next = rows[^1].Previous;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChangeEntry> ChangesAsync(ChangeRange range, CancellationToken cancel = default) =>
        StoredChangesAsync(range, cancel).Select(change => ChangeEntry.Read(change, ShapeOf));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredChange> StoredChangesAsync(
        ChangeRange range, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var spans = await _owner.RunAsync(engine => engine.SpansOf(range), cancel).ConfigureAwait(false);
        var slices = spans.SelectMany(Slices).ToList();
        if (range.NewestFirst)
            slices.Reverse();
        foreach (var (after, last) in slices)
        {
            var rows = await _owner.RunAsync(engine => engine.ReadChanges(after, (int)(last - after)), cancel).ConfigureAwait(false);
            if (range.NewestFirst)
                rows.Reverse();
            foreach (var row in rows)
            {
                if (range is { From: null, Until: null } || range.Holds(ChangeHead.Read(row.Head).At))
                    yield return row.ToStored();
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<long> WatchAsync(CancellationToken cancel = default) => _owner.Changes.WatchAsync(cancel);

    /// <inheritdoc/>
    public async Task<ChangeLogCheck> VerifyChangesAsync(IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var last = _owner.Image.LastChange;
        var verifier = new ChangeLogVerifier();
        while (verifier.Break is null)
        {
            // What was erased meanwhile has its reason further on.
            if (verifier.LastNumber >= last && verifier.IsMissing)
                last = _owner.Image.LastChange;
            if (verifier.LastNumber >= last)
                break;
            var from = verifier.LastNumber;
            var limit = (int)Math.Min(ChangeSlice, last - from);
            var rows = await _owner.RunAsync(engine => engine.ReadChanges(from, limit), cancel).ConfigureAwait(false);
            if (rows.Count == 0)
                return verifier.Result with { Break = new ChangeLogBreak(from + 1, "the entry is missing") };
            foreach (var row in rows)
                verifier.Add(row.ToStored());
            progress?.Report((double)verifier.LastNumber / last);
        }
        return verifier.Result;
    }

    /// <inheritdoc/>
    public Task BackupAsync(string path, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        BackupWriter.WriteAsync(_owner, AttachmentsPath(_options), path, share => progress?.Report(share), cancel);

    /// <summary>Finishes what waits, moves the log into the data file, and lets the folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(_owner.Dispose).ConfigureAwait(false);
        _declaring.Dispose();
    }

    private static string AttachmentsPath(LiteDbStoreOptions options) => Path.Combine(options.Folder, FolderDisk.AttachmentsName);

    private static LiteDbStore Open(LiteDbStoreOptions options, Func<LiteDbStoreOptions, IStoreDisk> open)
    {
        EngineCheck.Run();
        var disk = open(options);
        try
        {
            var opened = StoreOpening.Open(disk);
            var numbers = opened.Engine.ReadSets();
            var limits = new OwnerLimits(options.QueueCapacity, options.CheckpointBytes, options.MemoryLimitBytes);
            return new LiteDbStore(options, new StoreOwner(disk, opened, limits), numbers);
        }
        catch
        {
            disk.Dispose();
            throw;
        }
    }

    private async Task LoadAsync(List<RecordSet> sets, CancellationToken cancel)
    {
        if (sets.Count == 0)
            return;
        var added = sets.Where(set => !_numbers.ContainsKey(set.Name))
            .Select((set, i) => (Number: _numbers.Count + i + 1, set.Name)).ToList();
        if (added.Count > 0)
        {
            await _owner.RunAsync(
                engine =>
                {
                    engine.AddSets(added);
                    return true;
                },
                cancel).ConfigureAwait(false);
            foreach (var (number, name) in added)
                _numbers.Add(name, number);
        }
        var loader = new SetLoader(_owner, _options.Loading, _options.ColumnsFrom);
        var images = await loader.LoadAsync([.. sets.Select(set => (set, _numbers[set.Name]))], cancel).ConfigureAwait(false);
        await _owner.ChangeImageAsync(
            image => new StoreImage(image.Sets.SetItems(images.Select(set => KeyValuePair.Create(set.Set.Name, set))), image.LastChange),
            cancel).ConfigureAwait(false);
    }

    private static StoreImage Redeclare(StoreImage image, RecordSet set)
    {
        var redeclared = image[set.Name].Redeclared(set);
        if (redeclared.FindDuplicate() is var (_, one, other))
            throw new ArgumentException($"A unique index of '{set.Name}' cannot be made: {one} and {other} have the same values.", nameof(set));
        return new StoreImage(image.Sets.SetItem(set.Name, redeclared), image.LastChange);
    }

    // What is read between two groups.
    private static IEnumerable<(long After, long Last)> Slices((long After, long Last) span)
    {
        for (var after = span.After; after < span.Last; after += ChangeSlice)
            yield return (after, Math.Min(after + ChangeSlice, span.Last));
    }

    private static List<ChangeRow> ReadBackwards(StoreEngine engine, long number)
    {
        var rows = new List<ChangeRow>();
        while (number > 0 && rows.Count < ChangeSlice)
        {
            var row = engine.ReadChange(number);
            rows.Add(row);
            number = row.Previous;
        }
        return rows;
    }

    private Definitions.Values.Shape? ShapeOf(string set) => _owner.Image.Sets.GetValueOrDefault(set)?.Set.Shape;
}
