using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using Writes = System.Collections.Immutable.ImmutableArray<LowCode.Storage.Changes.RecordWrite>.Builder;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>
/// Writes divisions. Whatever changes the tree follows from the tree as it is stored and counts as a change of what all
/// nodes keep in memory: of two such changes at once one is made again over what the other has left.
/// </summary>
internal sealed class DivisionWriter(ServingState serving, Caller by)
{
    private const string Command = "division:move";

    // A division that moves is three records.
    private const int BatchSize = 500;

    /// <summary>Changes the tree; the change is made again when another was faster.</summary>
    public Task ChangeAsync(string command, Func<IStoreSnapshot, DivisionTree, Writes, Task> change, CancellationToken cancel)
    {
        var at = serving.Now();
        return serving.Store.CommitAsync(by, at, command, async (snapshot, writes) =>
        {
            await change(snapshot, await DivisionRecords.LoadAsync(snapshot, cancel), writes);
            if (writes.Count > 0)
                writes.AddServed(await snapshot.FindAsync(InstallationSet.Name, InstallationSet.Id, cancel), InstallationSet.Divisions, by, at);
        }, cancel);
    }

    /// <summary>Adds what a division becomes, closed or not.</summary>
    public async Task PutAsync(IStoreSnapshot snapshot, Writes writes, Division division, CancellationToken cancel)
    {
        var at = serving.Now();
        var (id, closed) = (DivisionSet.IdOf(division.Code), ClosedDivisionSet.KeyOf(division.Code));
        var found = await snapshot.FindAllAsync([new(DivisionSet.Name, id), closed], cancel);
        writes.AddWrite(found[0], DivisionSet.Name, id, DivisionRecords.Write(division), division.Code, by, at);
        if (division.IsClosed && found[1] is null)
            writes.AddWrite(null, closed.Set, closed.Id, new Row(ClosedDivisionSet.Shape) { [ClosedDivisionSet.Code.Index] = Value.Of(division.Code) }, division.Code, by, at);
        else if (!division.IsClosed && found[1] is { } open)
            writes.AddDelete(open);
    }

    /// <summary>
    /// Gives divisions their new codes and closes the old ones, from the top down, some at a time: nothing new comes into a
    /// code of before from then on. Returns how many; none when all has been done.
    /// </summary>
    public async Task<int> MoveSomeAsync(DivisionChange change, CancellationToken cancel)
    {
        var moved = 0;
        await ChangeAsync(Command, async (snapshot, tree, writes) =>
        {
            moved = 0;
            foreach (var division in MovingIn(tree, change).Take(BatchSize))
            {
                var move = change.Moves.First(move => move.Target(division.Code) is not null);
                var code = move.Target(division.Code)!;
                if (move.Whole)
                {
                    await PutAsync(snapshot, writes, division with
                    {
                        Code = code,
                        Parent = division.Code == move.From ? move.Parent : move.Target(division.Parent)!,
                        Successor = division.Successor is { } successor ? change.Target(successor) ?? successor : null,
                    }, cancel);
                }
                await PutAsync(snapshot, writes, division with { IsClosed = true, IsFormer = true, Successor = code }, cancel);
                moved++;
            }
        }, cancel);
        return moved;
    }

    /// <summary>The divisions that a change still has to give another code, from the top down.</summary>
    public static IEnumerable<Division> MovingIn(DivisionTree tree, DivisionChange change) => tree.All
        .Where(division => !division.IsFormer && change.Target(division.Code) is not null)
        .OrderBy(division => division.Code.Length).ThenBy(division => division.Code, StringComparer.Ordinal);
}
