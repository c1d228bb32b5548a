using CsCheck;
using LowCode.Workflows.Deadlines;

namespace LowCode.Workflows.Tests.Workflows;

/// <summary>Deadlines over years, against counting day by day and hour by hour.</summary>
public class DeadlinePropertyTests
{
    static readonly string[] Zones = ["Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];

    static readonly DateTimeOffset FirstInstant = new(Listed.First.ToDateTime(default), TimeSpan.Zero);

    static readonly Gen<(WorkTime Time, DateTimeOffset Start)> GenStart =
        from zone in Gen.OneOf(Zones)
        from minutes in Gen.Int[0, 6 * 366 * 24 * 60]
        from holidays in Gen.Int[0, 6 * 366].HashSet[0, 60]
        select (new WorkTime(TimeZoneInfo.FindSystemTimeZoneById(zone), new Listed(holidays)), FirstInstant.AddMinutes(minutes));

    [Fact]
    public void Working_days_are_those_that_one_counts() => Gen.Select(GenStart, Gen.Int[0, 40]).Sample((start, count) =>
    {
        var due = start.Time.After(start.Start, new IsoDuration(0, count, TimeSpan.Zero), workdays: true);
        var local = Local(start.Time, start.Start);
        var day = DateOnly.FromDateTime(local);
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            if (start.Time.Calendar.IsWorkday(day))
                left--;
        }
        Assert.Equal(day, DateOnly.FromDateTime(Local(start.Time, due)));
        AssertSameTimeOfDay(start.Time, local, day, due);
    });

    [Fact]
    public void Days_keep_the_time_of_day() => Gen.Select(GenStart, Gen.Int[0, 900], Gen.Int[0, 60]).Sample((start, days, weeks) =>
    {
        var due = start.Time.After(start.Start, new IsoDuration(weeks, days, TimeSpan.Zero), workdays: false);
        var local = Local(start.Time, start.Start);
        AssertSameTimeOfDay(start.Time, local, DateOnly.FromDateTime(local).AddDays(days + (7 * weeks)), due);
    });

    [Fact]
    public void Hours_always_run() => Gen.Select(GenStart, Gen.Int[1, 100_000]).Sample((start, minutes) =>
        Assert.Equal(
            start.Start.AddMinutes(minutes),
            start.Time.After(start.Start, new IsoDuration(0, 0, TimeSpan.FromMinutes(minutes)), workdays: true)));

    [Fact]
    public void A_longer_time_never_ends_earlier() => Gen.Select(GenStart, Gen.Int[0, 30], Gen.Bool).Sample((start, days, workdays) => Assert.True(
        start.Time.After(start.Start, new IsoDuration(0, days, TimeSpan.FromHours(1)), workdays)
        <= start.Time.After(start.Start, new IsoDuration(0, days + 1, TimeSpan.FromHours(1)), workdays)));

    [Fact]
    public void A_calendar_without_working_days_is_an_error_and_no_endless_loop() =>
        Assert.Throws<InvalidOperationException>(() => new WorkTime(TimeZoneInfo.Utc, new Never())
            .After(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new IsoDuration(0, 1, TimeSpan.Zero), workdays: true));

    // A time of day that the zone skips moves on by the gap; one that it has twice is one of the two.
    static void AssertSameTimeOfDay(WorkTime time, DateTime start, DateOnly day, DateTimeOffset due)
    {
        var wanted = day.ToDateTime(TimeOnly.FromDateTime(start));
        var actual = Local(time, due);
        if (time.Zone.IsInvalidTime(wanted))
            Assert.InRange(actual - wanted, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        else
            Assert.Equal(wanted, actual);
    }

    static DateTime Local(WorkTime time, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, time.Zone).DateTime;

    sealed class Listed(HashSet<int> days) : IWorkCalendar
    {
        public static readonly DateOnly First = new(2024, 1, 1);

        // Weekdays in the list are free, weekend days in it are worked.
        public bool IsWorkday(DateOnly day)
        {
            var listed = days.Contains(day.DayNumber - First.DayNumber);
            return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? listed : !listed;
        }
    }

    sealed class Never : IWorkCalendar
    {
        public bool IsWorkday(DateOnly day) => false;
    }
}
