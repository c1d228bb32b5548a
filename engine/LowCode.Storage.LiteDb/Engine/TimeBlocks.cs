using LowCode.Storage.Changes;

namespace LowCode.Storage.LiteDb.Engine;

/// <summary>
/// Of each block of the change log its earliest and its latest time, so that who asks for a time reads only the blocks that can
/// hold it. Times need not follow the numbers: imports are dated as they like. Only the owning thread uses it.
/// </summary>
internal sealed class TimeBlocks
{
    /// <summary>Entries of a block: those of block n are numbered from n · Size + 1.</summary>
    public const int Size = 1024;

    private readonly List<TimeBlock> _blocks = [];

    /// <summary>The number behind the last block that is whole and known.</summary>
    public long Known => (long)_blocks.Count(block => block.IsWhole) * Size;

    /// <summary>Takes a block as it was stored.</summary>
    public void Add(TimeBlock block) => _blocks.Add(block);

    /// <summary>Takes the next entry; the block that it completes, or null.</summary>
    public TimeBlock? Add(ChangeRow change)
    {
        var number = (change.Number - 1) / Size;
        var isLast = change.Number % Size == 0;
        if (number == _blocks.Count)
            _blocks.Add(new TimeBlock(number, change.At, change.At, isLast));
        var block = _blocks[^1];
        _blocks[^1] = block = new TimeBlock(number, Math.Min(block.Earliest, change.At), Math.Max(block.Latest, change.At), isLast);
        return isLast ? block : null;
    }

    /// <summary>The parts of the log that can hold something of a range: after a number, up to another.</summary>
    public List<(long After, long Last)> SpansOf(ChangeRange range, long last)
    {
        var spans = new List<(long After, long Last)>();
        var (from, until) = (range.From?.ToUnixTimeMilliseconds() ?? long.MinValue, range.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        foreach (var block in _blocks)
        {
            var after = Math.Max(range.After, block.Number * Size);
            var end = Math.Min(Math.Min(last, (block.Number + 1) * Size), range.Before - 1);
            if (after < end && block.Latest >= from && block.Earliest <= until)
                spans.Add((after, end));
        }
        return spans;
    }
}

/// <summary>The times of one block.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Earliest">Earliest time, in milliseconds since 1970.</param>
/// <param name="Latest">Latest time.</param>
/// <param name="IsWhole">False while entries are still added to it.</param>
internal readonly record struct TimeBlock(long Number, long Earliest, long Latest, bool IsWhole);
