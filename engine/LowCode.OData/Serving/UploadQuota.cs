using System.Collections.Concurrent;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Serving;

/// <summary>
/// How many bytes of attachments each user may send in a day (of UTC). Each node counts its own, and begins anew with each
/// day and each start. Thread-safe.
/// </summary>
internal sealed class UploadQuota(long perDay, TimeProvider clock)
{
    private Day _day = new(default);

    /// <summary>Takes what is about to be sent; what does not come is to be given back.</summary>
    /// <exception cref="Refusal">The day allows no more.</exception>
    public void Take(string user, long bytes)
    {
        if (perDay <= 0)
            return;
        var now = clock.GetUtcNow();
        var day = Today(now);
        if (day.Sent.AddOrUpdate(user, bytes, (_, sent) => sent + bytes) <= perDay)
            return;
        GiveBack(user, bytes);
        throw new Refusal(StatusCodes.Status429TooManyRequests, Finding.Of(LimitMessages.UploadQuota, "", ("limit", perDay)))
        {
            RetryAfter = now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime,
        };
    }

    /// <summary>Gives back what was taken and has not come.</summary>
    public void GiveBack(string user, long bytes)
    {
        if (perDay > 0 && bytes > 0)
            Today(clock.GetUtcNow()).Sent.AddOrUpdate(user, 0, (_, sent) => Math.Max(0, sent - bytes));
    }

    private Day Today(DateTimeOffset now)
    {
        var date = DateOnly.FromDateTime(now.UtcDateTime);
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
