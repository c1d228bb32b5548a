namespace LowCode.Workflows.Deadlines;

/// <summary>How an installation counts time. Immutable.</summary>
/// <param name="Zone">Its time zone: days begin at midnight there.</param>
/// <param name="Calendar">Its working days.</param>
public sealed record WorkTime(TimeZoneInfo Zone, IWorkCalendar Calendar)
{
    private const int LongestHoliday = 3660;

    /// <summary>
    /// The instant that lies a duration after another. Weeks and days keep the time of day in the zone; working days count from the day after, so one working day after Friday
    /// 17:00, Saturday or Sunday is Monday, at the same time of day. Hours, minutes and seconds are added last and
    /// always run. A time of day that the zone skips moves on by the gap.
    /// </summary>
    /// <exception cref="InvalidOperationException">The calendar has no working day for ten years.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The result lies after the year 9999.</exception>
    public DateTimeOffset After(DateTimeOffset start, IsoDuration duration, bool workdays)
    {
        var local = TimeZoneInfo.ConvertTime(start, Zone).DateTime;
        var moved = local.AddDays(duration.Weeks * 7);
        moved = workdays ? AddWorkdays(moved, duration.Days) : moved.AddDays(duration.Days);
        var instant = moved == local ? start : ToInstant(moved);
        return (instant + duration.Time).ToUniversalTime();
    }

    private DateTime AddWorkdays(DateTime local, int count)
    {
        var day = DateOnly.FromDateTime(local);
        for (var free = 0; count > 0;)
        {
            day = day.AddDays(1);
            if (Calendar.IsWorkday(day))
            {
                count--;
                free = 0;
            }
            else if (++free > LongestHoliday)
            {
                throw new InvalidOperationException("The calendar has no working day for ten years.");
            }
        }
        return day.ToDateTime(TimeOnly.FromDateTime(local));
    }

    private DateTimeOffset ToInstant(DateTime local)
    {
        if (Zone.IsInvalidTime(local))
        {
            var before = Zone.GetUtcOffset(local.AddDays(-1));
            return new DateTimeOffset(local - before, TimeSpan.Zero);
        }
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }
}
