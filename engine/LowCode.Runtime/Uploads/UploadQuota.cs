using System.Collections.Concurrent;

namespace LowCode.Runtime.Uploads;

/// <summary>
/// How many bytes of attachments each user may send in a day (of UTC). Each node counts its own, and begins anew with each
/// day and each start. Thread-safe.
/// </summary>
/// <param name="perDay">The bytes; 0 for any number.</param>
/// <param name="clock">The clock.</param>
public sealed class UploadQuota(long perDay, TimeProvider clock)
{
    private Day _day = new(default);

    /// <summary>The bytes of a day; 0 for any number.</summary>
    public long PerDay => perDay;

    /// <summary>How long it is until the next day.</summary>
    public TimeSpan UntilTomorrow => clock.GetUtcNow().UtcDateTime is var now ? now.Date.AddDays(1) - now : default;

    /// <summary>Takes what is about to be sent; what does not come is to be given back. False when the day allows no more.</summary>
    public bool TryTake(string user, long bytes)
    {
        if (perDay <= 0)
            return true;
        if (Today().Sent.AddOrUpdate(user, bytes, (_, sent) => sent + bytes) <= perDay)
            return true;
        GiveBack(user, bytes);
        return false;
    }

    /// <summary>Gives back what was taken and has not come.</summary>
    public void GiveBack(string user, long bytes)
    {
        if (perDay > 0 && bytes > 0)
            Today().Sent.AddOrUpdate(user, 0, (_, sent) => Math.Max(0, sent - bytes));
    }

    private Day Today()
    {
        var date = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var day = Volatile.Read(ref _day);
        if (day.Date == date)
            return day;
        var next = new Day(date);
        return Interlocked.CompareExchange(ref _day, next, day) == day ? next : Volatile.Read(ref _day);
    }

    private sealed class Day(DateOnly date)
    {
        public DateOnly Date { get; } = date;

        public ConcurrentDictionary<string, long> Sent { get; } = new(StringComparer.Ordinal);
    }
}
