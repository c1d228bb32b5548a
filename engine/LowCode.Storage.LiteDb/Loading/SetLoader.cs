using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Storage.LiteDb.Commits;
using LowCode.Storage.LiteDb.Engine;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Loading;

/// <summary>
/// Brings sets from the file into memory. The owning thread reads slice after slice, with commits of other sets in
/// between; slices are decoded on other threads meanwhile.
/// </summary>
/// <param name="owner">The owning thread.</param>
/// <param name="progress">Told what has been loaded.</param>
/// <param name="columnsFrom">Sets of fewer records are searched without columns.</param>
internal sealed class SetLoader(StoreOwner owner, IProgress<LoadProgress>? progress, int columnsFrom)
{
    private const int Slice = 2048;

    private long _loaded;

    /// <summary>Loads sets, given with their numbers. Nobody writes to them yet.</summary>
    public async Task<IReadOnlyList<SetImage>> LoadAsync(
        IReadOnlyCollection<(RecordSet Set, int Number)> sets, CancellationToken cancel)
    {
        var decoders = sets.ToDictionary(set => set.Number, set => new SetDecoder(set.Set, set.Number));
        foreach (var collection in sets.Select(set => Documents.CollectionOf(set.Number)).Distinct())
            await ReadAsync(collection, decoders, cancel).ConfigureAwait(false);
        // Two flat rounds: parallel work within parallel work would wait for threads that the pool adds but twice a second.
        Parallel.ForEach(decoders.Values, decoder => decoder.Sort());
        Parallel.ForEach(
            decoders.Values.SelectMany(decoder => Enumerable.Range(0, decoder.Set.Indexes.Length), (decoder, index) => (decoder, index)),
            work => work.decoder.SortIndex(work.index));
        return [.. decoders.Values.Select(decoder => decoder.ToImage(new SetColumns(columnsFrom)))];
    }

    private async Task ReadAsync(string collection, Dictionary<int, SetDecoder> decoders, CancellationToken cancel)
    {
        var after = 0L;
        var decoding = Task.CompletedTask;
        while (true)
        {
            var from = after;
            var rows = await owner.RunAsync(engine => engine.ReadRecords(collection, from, Slice), cancel).ConfigureAwait(false);
            await decoding.ConfigureAwait(false);
            if (rows.Count == 0)
                return;
            after = rows[^1].Row;
            decoding = Task.Run(() => Decode(rows, decoders), cancel);
            if (rows.Count < Slice)
            {
                await decoding.ConfigureAwait(false);
                return;
            }
        }
    }

    private void Decode(List<RecordRow> rows, Dictionary<int, SetDecoder> decoders)
    {
        SetDecoder? last = null;
        foreach (var row in rows)
        {
            if (!decoders.TryGetValue(row.Set, out var decoder))
                continue;
            last = decoder;
            decoder.Add(row);
            _loaded++;
        }
        if (last is not null)
            progress?.Report(new LoadProgress(last.Set.Name, _loaded));
    }

    private sealed class SetDecoder(RecordSet set, int number)
    {
        private readonly List<Record> _records = [];
        private readonly List<RowRef> _rows = [];
        private readonly ImmutableDictionary<Guid, RowRef>.Builder _deleted = ImmutableDictionary.CreateBuilder<Guid, RowRef>();
        private readonly RecordTree[] _indexes = new RecordTree[set.Indexes.Length];
        private Record[] _byId = [];
        private RowRef[] _places = [];
        private long _bytes;

        public RecordSet Set => set;

        public void Add(in RecordRow row)
        {
            var place = new RowRef(row.Row, row.LastChange);
            if (row.Body is null)
            {
                _deleted.Add(row.Id, place);
                return;
            }
            var record = Read(row.Body);
            _records.Add(record);
            _rows.Add(place);
            _bytes += RecordSize.Of(record);
        }

        public void Sort()
        {
            (_byId, _places) = ([.. _records], [.. _rows]);
            Array.Sort(_byId, _places, RecordOrder.ById);
        }

        public void SortIndex(int index) => _indexes[index] = IndexSort.Tree(set.Indexes[index].Fields, _byId);

        public SetImage ToImage(SetColumns columns) =>
            SetImage.Of(set, number, _byId, _places, _indexes, _deleted.ToImmutable(), _bytes, columns);

        private Record Read(byte[] body)
        {
            try
            {
                return RecordJson.Read(body, set.Name, set.Shape);
            }
            catch (FormatException failure)
            {
                throw new StorageException(
                    StorageMessages.RecordUnreadable, [("set", set.Name), ("reason", failure.Message)], failure);
            }
        }
    }
}
