using System.Collections.Immutable;
using LowCode.Runtime.Serving;
using LowCode.Storage.Changes;

namespace LowCode.Runtime.Retention;

/// <summary>
/// Records that people deleted and whose past is kept no longer. No store lists what is deleted, so the change log is gone through
/// once, a day of it after another, as far as it is old enough; how far is kept in the store.
/// </summary>
internal sealed class DeletedDue
{
    // Days of the log are few entries or many; after so many the rest waits for the next round.
    private const int MostEntries = 20_000;

    private static readonly TimeSpan Step = TimeSpan.FromDays(1);

    private readonly ServingState _serving;
    private readonly RetentionRule _rule;
    private readonly DateTimeOffset _due;
    private readonly DateTimeOffset? _from;

    private DeletedDue(ServingState serving, RetentionRule rule, DateTimeOffset due, DateTimeOffset? from)
    {
        (_serving, _rule, _due, _from) = (serving, rule, due, from);
        Until = from ?? DateTimeOffset.MinValue;
    }

    /// <summary>The records.</summary>
    public ImmutableArray<Guid> Records { get; private set; } = [];

    /// <summary>How far the log has been gone through.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>True when that is as far as it is old enough.</summary>
    public bool IsLast => Until == _due;

    private string Chore => "retention of deleted " + _rule.Form.SetName;

    /// <summary>What is due next; null when nothing is before a day has passed.</summary>
    public static async Task<DeletedDue?> FindAsync(ServingState serving, RetentionRule rule, DateTimeOffset now, CancellationToken cancel)
    {
        var found = new DeletedDue(serving, rule, now.AddDays(-rule.Definition.Days), null);
        var from = await Chores.UntilAsync(serving, found.Chore, cancel);
        found = new DeletedDue(serving, rule, found._due, from);
        return await found.ReadAsync(cancel) ? found : null;
    }

    /// <summary>Of some records those that are deleted and still have a past that is due.</summary>
    public async Task<ImmutableArray<Guid>> LeftAsync(IEnumerable<Guid> records, CancellationToken cancel)
    {
        var left = ImmutableArray.CreateBuilder<Guid>();
        foreach (var id in records)
        {
            // Who created it anew, or deleted it later, is found by that.
            if (await _serving.Store.HistoryAsync(_rule.Form.SetName, id, cancel).FirstOrDefaultAsync(cancel) is { } last && IsDue(last))
                left.Add(id);
        }
        return left.ToImmutable();
    }

    /// <summary>Keeps how far the log has been gone through.</summary>
    public Task KeepAsync(CancellationToken cancel) => Chores.NoteAsync(_serving, Chore, _from, Until, cancel);

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (_from is { } done && _due - done < Step)
            return false;
        if (_from is null)
        {
            // The first entry need not be the oldest: what was imported may be older.
            var first = await _serving.Store.ChangesAsync(new ChangeRange { Until = _due }, cancel).FirstOrDefaultAsync(cancel);
            if (first is null)
                return false;
            Until = first.At;
        }
        var (records, entries, from) = (new HashSet<Guid>(), 0, _from);
        while (Until < _due && entries < MostEntries)
        {
            Until = _due - Until < Step ? _due : Until + Step;
            await foreach (var entry in _serving.Store.ChangesAsync(new ChangeRange { From = from, Until = Until }, cancel))
            {
                entries++;
                if (entry.Set == _rule.Form.SetName && IsDue(entry))
                    records.Add(entry.Id);
            }
            from = Until;
        }
        Records = await LeftAsync(records, cancel);
        return true;
    }

    private bool IsDue(ChangeEntry entry) => entry.IsDeletion && !entry.Head.Erases && entry.At < _due;
}
