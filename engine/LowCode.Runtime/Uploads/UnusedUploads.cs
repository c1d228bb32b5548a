using System.Collections.Immutable;
using LowCode.Runtime.Erasing;
using LowCode.Runtime.Serving;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Uploads;

/// <summary>
/// Removes uploads that nothing refers to, in two steps a week apart: what no record and no earlier revision of one names is set
/// aside, so that nobody can name it any more, and at the next round is deleted unless something does after all: a record that was
/// being written when it was set aside has long been written then. One node does it at a time.
/// </summary>
internal sealed class UnusedUploads
{
    /// <summary>Between two rounds.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromDays(7);

    private const string Chore = "unused uploads";

    // The store is not asked each time whether it is time.
    private DateTimeOffset _rest;

    /// <summary>Does a round when it is time, and returns how many were deleted for good.</summary>
    public async Task<int> RunAsync(ServingState serving, CancellationToken cancel)
    {
        var (now, kept) = (serving.Now(), serving.Options.UnusedUploads);
        if (kept <= TimeSpan.Zero || now < _rest)
            return 0;
        var before = await Chores.UntilAsync(serving, Chore, cancel);
        if (before is { } last && now < last + Pause)
        {
            _rest = last + Pause;
            return 0;
        }
        return await Chores.NoteAsync(serving, Chore, before, now, cancel) ? await SweepAsync(serving, now - kept, cancel) : 0;
    }

    private static async Task<int> SweepAsync(ServingState serving, DateTimeOffset savedBefore, CancellationToken cancel)
    {
        var attachments = serving.Attachments;
        var (aside, old) = (attachments.Aside(), attachments.SavedBefore(savedBefore));
        var unused = aside.Concat(old).ToHashSet(StringComparer.Ordinal);
        await LeaveUsedAsync(unused, serving, cancel);
        foreach (var hash in aside)
            attachments.EndAside(hash, isUsed: !unused.Contains(hash));
        foreach (var hash in old.Where(unused.Contains))
            attachments.SetAside(hash);
        attachments.DeleteUnfinished(savedBefore);
        return aside.Count(unused.Contains);
    }

    // Most are named by records as they are; for the rest the past is gone through, which tells what was attached when.
    private static async Task LeaveUsedAsync(HashSet<string> unused, ServingState serving, CancellationToken cancel)
    {
        using (var snapshot = serving.Store.Snapshot())
            await FileHashes.LeaveUsedAsync(unused, serving, snapshot, ImmutableDictionary<RecordKey, Record?>.Empty, cancel);
        if (unused.Count == 0)
            return;
        await foreach (var entry in serving.Store.ChangesAsync(new ChangeRange(), cancel))
        {
            if (entry.Record is { } record)
                unused.ExceptWith(FileHashes.Of(record.Data));
            if (unused.Count == 0)
                return;
        }
    }
}
