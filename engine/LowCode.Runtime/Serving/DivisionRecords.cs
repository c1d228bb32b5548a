using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Serving;

/// <summary>The division tree between its records and its snapshot in memory.</summary>
internal static class DivisionRecords
{
    private const int BatchSize = 1000;

    public static async Task<DivisionTree> LoadAsync(IStoreSnapshot snapshot, CancellationToken cancel)
    {
        var result = await snapshot.QueryAsync(new Query(DivisionSet.Name), cancel);
        var divisions = new List<Division>();
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            foreach (var hit in page.Span)
                divisions.Add(Read(hit.Record.Data));
        }
        return divisions.Count == 0 ? DivisionTree.Empty : new DivisionTree(divisions);
    }

    /// <summary>
    /// Writes divisions that are new or differ, in batches; the others stay as they are. Stops at one that has been closed, or whose
    /// parent has, and returns that one's code; null when all are written.
    /// </summary>
    public static async Task<string?> ImportAsync(ServingState serving, Caller caller, IEnumerable<Division> divisions, CancellationToken cancel)
    {
        var at = serving.Now();
        string? closed = null;
        foreach (var part in divisions.Chunk(BatchSize))
        {
            await serving.Store.CommitAsync(caller, at, "divisions", async (snapshot, writes) =>
            {
                string[] codes = [.. part.SelectMany(division => new[] { division.Parent, division.Code }).Distinct()];
                var marks = await snapshot.FindAllAsync([.. codes.Select(ClosedDivisionSet.KeyOf)], cancel);
                closed = marks.OfType<Record>().FirstOrDefault()?.Data[ClosedDivisionSet.Code].AsText();
                if (closed is not null)
                    return;
                foreach (var division in part)
                {
                    var id = DivisionSet.IdOf(division.Code);
                    writes.AddWrite(await snapshot.FindAsync(DivisionSet.Name, id, cancel), DivisionSet.Name, id, Write(division), division.Code, caller, at);
                }
                if (writes.Count > 0)
                    writes.AddServed(await snapshot.FindAsync(InstallationSet.Name, InstallationSet.Id, cancel), InstallationSet.Divisions, caller, at);
            }, cancel);
            if (closed is not null)
                return closed;
        }
        return null;
    }

    /// <summary>A division as it is kept.</summary>
    public static Row Write(Division division) => new(DivisionSet.Shape)
    {
        [DivisionSet.Code.Index] = Value.Of(division.Code),
        [DivisionSet.Parent.Index] = Value.Of(division.Parent),
        [DivisionSet.Level.Index] = Value.Of(division.Level.ToString().ToLowerInvariant()),
        [DivisionSet.Title.Index] = Value.Of(division.Name),
        [DivisionSet.Closed.Index] = division.IsClosed ? Value.Of(true) : default,
        [DivisionSet.Former.Index] = division.IsFormer ? Value.Of(true) : default,
        [DivisionSet.Successor.Index] = Value.Of(division.Successor),
    };

    /// <summary>A division as it is.</summary>
    public static Division Read(Row row) => new(row[DivisionSet.Code].AsText(), row[DivisionSet.Parent].TextOrNull() ?? "",
        Enum.Parse<DivisionLevel>(row[DivisionSet.Level].AsText(), ignoreCase: true), row[DivisionSet.Title].AsText())
    {
        IsClosed = !row[DivisionSet.Closed].IsEmpty && row[DivisionSet.Closed].AsBoolean(),
        IsFormer = !row[DivisionSet.Former].IsEmpty && row[DivisionSet.Former].AsBoolean(),
        Successor = row[DivisionSet.Successor].TextOrNull(),
    };
}
