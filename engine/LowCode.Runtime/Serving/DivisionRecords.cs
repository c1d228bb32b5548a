using System.Collections.Immutable;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Serving;

/// <summary>The division tree between its records and its snapshot in memory.</summary>
internal static class DivisionRecords
{
    private const int BatchSize = 1000;

    public static async Task<DivisionTree> LoadAsync(IRecordStore store, CancellationToken cancel)
    {
        using var snapshot = store.Snapshot();
        var result = await snapshot.QueryAsync(new Query(DivisionSet.Name), cancel);
        var divisions = new List<Division>();
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            foreach (var hit in page.Span)
                divisions.Add(Read(hit.Record.Data));
        }
        return divisions.Count == 0 ? DivisionTree.Empty : new DivisionTree(divisions);
    }

    /// <summary>Writes divisions that are new or differ, in batches; the others stay as they are.</summary>
    public static async Task ImportAsync(
        IRecordStore store, Caller caller, DateTimeOffset at, IEnumerable<Division> divisions, CancellationToken cancel)
    {
        foreach (var part in divisions.Chunk(BatchSize))
        {
            using var snapshot = store.Snapshot();
            var writes = ImmutableArray.CreateBuilder<RecordWrite>();
            foreach (var division in part)
            {
                var id = DivisionSet.IdOf(division.Code);
                var existing = await snapshot.FindAsync(DivisionSet.Name, id, cancel);
                writes.AddWrite(existing, DivisionSet.Name, id, Write(division), division.Code, caller, at);
            }
            if (writes.Count == 0)
                continue;
            var result = await store.CommitAsync(new WriteBatch(caller.Name, at, "divisions", writes.ToImmutable()), cancel);
            if (result is not Committed)
                throw new InvalidOperationException($"Divisions were changed by somebody else at the same time: {result}");
        }
    }

    private static Row Write(Division division) => new(DivisionSet.Shape)
    {
        [DivisionSet.Code.Index] = Value.Of(division.Code),
        [DivisionSet.Parent.Index] = Value.Of(division.Parent),
        [DivisionSet.Level.Index] = Value.Of(division.Level.ToString().ToLowerInvariant()),
        [DivisionSet.Title.Index] = Value.Of(division.Name),
    };

    private static Division Read(Row row)
    {
        var parent = row[DivisionSet.Parent];
        return new Division(row[DivisionSet.Code].AsText(), parent.IsEmpty ? "" : parent.AsText(),
            Enum.Parse<DivisionLevel>(row[DivisionSet.Level].AsText(), ignoreCase: true), row[DivisionSet.Title].AsText());
    }
}
