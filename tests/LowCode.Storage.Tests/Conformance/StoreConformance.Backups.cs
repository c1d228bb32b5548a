using LowCode.Definitions.Values;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_backup_is_of_one_moment_while_writers_go_on_and_opens_as_a_store()
    {
        var site = Samples.NewSite("S");
        await CommitAsync(site.Write());
        var stop = false;
        var commits = 0;
        // Every batch raises two counters together: a backup that tears a batch apart would show them different.
        var (left, right) = (Samples.NewSite("L"), Samples.NewSite("R"));
        await CommitAsync(left.Write(), right.Write());
        var writer = Task.Run(async () =>
        {
            while (!Volatile.Read(ref stop))
            {
                (left, right) = (left.Next(row => row[2] = Value.Of((long)commits)), right.Next(row => row[2] = Value.Of((long)commits)));
                await CommitAsync(left.Write(), right.Write(), Samples.NewSite().Write());
                commits++;
            }
        }, Cancel);
        while (Volatile.Read(ref commits) < 20)
            await Task.Yield();
        var path = _home.NewBackupPath();
        var before = _store.Status.LastChange;
        var progress = new List<double>();
        await _store.BackupAsync(path, new Inline(progress.Add), Cancel);
        Volatile.Write(ref stop, true);
        await writer;

        await using var copy = await _home.OpenBackupAsync(path);
        await copy.DeclareAsync([Samples.Visit, Samples.Site], Cancel);
        var check = await copy.VerifyChangesAsync(cancel: Cancel);
        using var snapshot = copy.Snapshot();
        var (copiedLeft, copiedRight) = (
            await snapshot.FindAsync(left.Set, left.Id, Cancel), await snapshot.FindAsync(right.Set, right.Id, Cancel));
        Output.WriteLine($"backup at change {check.LastNumber} of {_store.Status.LastChange}, {commits} commits beside it");
        Assert.Null(check.Break);
        Assert.InRange(check.LastNumber, before, _store.Status.LastChange);
        Assert.Equal(check.LastNumber, copy.Status.LastChange);
        Assert.Equal(copiedLeft!.Data[2], copiedRight!.Data[2]);
        Assert.Equal(1, progress[^1]);
        Assert.Equal(0, (copy.Status.LastChange - 3) % 3);
    }

    private sealed class Inline(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
