using System.Collections.Immutable;

namespace LowCode.Runtime.Rescoring;

/// <summary>Counts what a run came to. Thread-safe; which records it keeps as examples does not depend on who came first.</summary>
internal sealed class RescoreTally(long total, IProgress<RescoreProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string? From, string? To), (long Count, FirstOf<RescoreExample> Examples)> _moves = [];
    private readonly FirstOf<RescoreFailure> _failures = new(RescoreReport.MostFailures);
    private long _undecided;
    private long _unchanged;
    private long _changed;
    private long _failed;

    /// <summary>Counts records that are done with.</summary>
    public void Add(IEnumerable<RecordRescore> records)
    {
        RescoreProgress now;
        lock (_lock)
        {
            foreach (var record in records)
                Count(record);
            now = new RescoreProgress(total, _undecided + _unchanged + _changed + _failed, _changed, _failed);
        }
        progress?.Report(now);
    }

    /// <summary>What was counted so far.</summary>
    public RescoreReport ToReport(string app, string decision, int version, bool isDryRun)
    {
        lock (_lock)
        {
            return new RescoreReport(app, decision, version, isDryRun)
            {
                Total = total,
                Undecided = _undecided,
                Unchanged = _unchanged,
                Changed = _changed,
                Failed = _failed,
                Moves =
                [
                    .. _moves.OrderBy(move => move.Key.From, StringComparer.Ordinal).ThenBy(move => move.Key.To, StringComparer.Ordinal)
                        .Select(move => new RescoreMove(move.Key.From, move.Key.To, move.Value.Count, move.Value.Examples.ToArray())),
                ],
                Failures = _failures.ToArray(),
            };
        }
    }

    private void Count(in RecordRescore record)
    {
        switch (record.Result)
        {
            case RescoreResult.Undecided:
                _undecided++;
                break;
            case RescoreResult.Unchanged:
                _unchanged++;
                break;
            case RescoreResult.Failed:
                _failed++;
                _failures.Add(record.Id, new RescoreFailure(record.Id, record.Why!));
                break;
            case RescoreResult.Changed:
                _changed++;
                var key = (record.Before.Outcome, record.After.Outcome);
                if (!_moves.TryGetValue(key, out var move))
                    move.Examples = new FirstOf<RescoreExample>(RescoreReport.MostExamples);
                move.Examples.Add(record.Id, new RescoreExample(record.Id, record.Before, record.After));
                _moves[key] = (move.Count + 1, move.Examples);
                break;
        }
    }

    // The entries with the lowest ids.
    private sealed class FirstOf<T>(int limit)
    {
        private readonly SortedList<Guid, T> _entries = [];

        public void Add(Guid id, T entry)
        {
            if (_entries.Count == limit)
            {
                if (id.CompareTo(_entries.Keys[limit - 1]) > 0)
                    return;
                _entries.RemoveAt(limit - 1);
            }
            _entries[id] = entry;
        }

        public ImmutableArray<T> ToArray() => [.. _entries.Values];
    }
}
