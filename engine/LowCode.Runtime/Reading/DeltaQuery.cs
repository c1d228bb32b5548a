using System.Collections.Immutable;
using LowCode.Runtime.Access;
using LowCode.Storage;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Reading;

/// <summary>
/// Finds what has changed in a set for a caller. A record that is not among theirs now is told as removed only when it was
/// at some moment from which they hold something: whoever never could see it does not learn that it exists. Not thread-safe.
/// </summary>
/// <param name="store">Where histories are read.</param>
/// <param name="snapshot">The moment up to which changes are told.</param>
/// <param name="access">What the caller may see.</param>
/// <param name="filter">What the caller wants of it; neither asks the time nor follows references.</param>
internal sealed class DeltaQuery(IRecordStore store, IStoreSnapshot snapshot, ReadAccess access, Expression? filter)
{
    private const int BatchSize = 512;

    // Changes that are none of the caller's are passed over, so many for one page.
    private const int MostExamined = 10_000;

    private readonly CompiledFilter _filter = CompiledFilter.Compile(filter);
    private readonly EvaluationFrame _frame = new();

    /// <summary>The next changes, at most so many.</summary>
    public async ValueTask<DeltaPage> ReadAsync(DeltaWindow window, int top, CancellationToken cancel)
    {
        var changes = ImmutableArray.CreateBuilder<DeltaChange>();
        var after = window.After;
        for (var examined = 0; examined < MostExamined;)
        {
            var batch = await snapshot.ChangedAsync(access.Form.SetName, after, BatchSize, cancel);
            foreach (var (number, id, record) in batch)
            {
                if (changes.Count == top)
                    return new DeltaPage(changes.ToImmutable(), Ahead(window, after), IsLast: false);
                if (record is not null && Shows(record))
                    changes.Add(new DeltaChange(id, access.Mask(record), false));
                else if (await RemovedAsync(id, record is null, window, cancel) is { } removed)
                    changes.Add(removed);
                after = number;
            }
            if (batch.Count < BatchSize)
                return new DeltaPage(changes.ToImmutable(), DeltaWindow.At(snapshot.LastChange), IsLast: true);
            examined += batch.Count;
        }
        return new DeltaPage(changes.ToImmutable(), Ahead(window, after), IsLast: false);
    }

    // What was told is as of this snapshot, what was not as of before: what they hold spans both.
    private DeltaWindow Ahead(DeltaWindow window, long after) =>
        window with { After = after, Ceiling = Math.Max(window.Ceiling, snapshot.LastChange) };

    private bool Shows(Record record)
    {
        if (!access.Sees(record))
            return false;
        _frame.Over(record);
        return _filter.Matches(_frame);
    }

    // Its states from the ceiling down to the one that it had at the floor.
    private async ValueTask<DeltaChange?> RemovedAsync(Guid id, bool isDeleted, DeltaWindow window, CancellationToken cancel)
    {
        bool? wasShownLast = null;
        await foreach (var entry in store.HistoryAsync(access.Form.SetName, id, cancel))
        {
            if (entry.Number > snapshot.LastChange)
                continue;
            // Whether they held what has been erased is not known any more: who may have is told, and learns an id at most.
            var shows = (entry.IsErased && access.MaySee(entry.Head.Division)) || (entry.Record is { } then && Shows(then));
            if (entry.IsErased)
                wasShownLast ??= false;
            else if (entry.Record is not null)
                wasShownLast ??= shows;
            if (entry.Number > window.Ceiling)
                continue;
            // That it is deleted learns only who would still see it otherwise.
            if (shows)
                return new DeltaChange(id, null, isDeleted && wasShownLast is true);
            if (entry.Number <= window.Floor)
                break;
        }
        return null;
    }
}
