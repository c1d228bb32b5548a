using System.Text;
using LowCode.Definitions.Nodes;
using LowCode.Workflows.Deadlines;

namespace LowCode.Workflows.Tests.Workflows;

public class DeadlineTests
{
    [Theory]
    [InlineData("P3D", 0, 3, "00:00:00")]
    [InlineData("P2W", 2, 0, "00:00:00")]
    [InlineData("PT4H", 0, 0, "04:00:00")]
    [InlineData("P1DT2H30M5S", 0, 1, "02:30:05")]
    [InlineData("PT90000S", 0, 0, "1.01:00:00")]
    [InlineData("P0D", 0, 0, "00:00:00")]
    public void A_duration_is_read(string text, int weeks, int days, string time)
    {
        Assert.True(IsoDuration.TryParse(text, out var read));
        Assert.Equal(new IsoDuration(weeks, days, TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), read);
    }

    [Theory]
    [InlineData(""), InlineData("P"), InlineData("PT"), InlineData("P1DT"), InlineData("3D"), InlineData("p3d"), InlineData("P-3D")]
    [InlineData("P1M"), InlineData("P1Y"), InlineData("P1W2D"), InlineData("P1.5D"), InlineData("P3D\n"), InlineData("P12345D"), InlineData("PT1H1H")]
    public void What_is_no_duration_is_not_read(string text) => Assert.False(IsoDuration.TryParse(text, out _));

    [Theory]
    [InlineData("2026-01-02", false)] // 元旦
    [InlineData("2026-01-04", true)] // 调休
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-23", false)] // 春节
    [InlineData("2026-02-24", true)]
    [InlineData("2026-06-06", false)] // a Saturday
    [InlineData("2026-10-07", false)]
    [InlineData("2026-10-10", true)]
    [InlineData("2031-10-01", true)] // not known: weekends only
    public void The_shipped_calendar_follows_what_was_published(string day, bool works) =>
        Assert.Equal(works, WorkCalendar.China.IsWorkday(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Each_known_year_names_its_source_and_unknown_years_are_not_claimed()
    {
        Assert.All(WorkCalendar.China.Years, year => Assert.False(string.IsNullOrEmpty(year.Evidence.Source)));
        Assert.True(WorkCalendar.China.Covers(new DateOnly(2026, 5, 1)));
        Assert.False(WorkCalendar.China.Covers(new DateOnly(2031, 5, 1)));
        Assert.False(WorkCalendar.Weekends.Covers(new DateOnly(2026, 5, 1)));
    }

    [Fact]
    public void An_installation_adds_years_and_replaces_them()
    {
        var added = WorkCalendar.China.With(Read("""
            { "years": [ { "year": 2026, "evidence": { "grade": "M", "source": "x" }, "holidays": ["2026-03-02"], "workdays": ["2026-03-07"] } ] }
            """));
        Assert.False(added.IsWorkday(new DateOnly(2026, 3, 2)));
        Assert.True(added.IsWorkday(new DateOnly(2026, 3, 7)));
        Assert.True(added.IsWorkday(new DateOnly(2026, 1, 2)));
        Assert.Equal(EvidenceGrade.M, Assert.Single(added.Years).Evidence.Grade);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{ "years": 1 }""")]
    [InlineData("""{ "years": [ { "year": 2026, "evidence": { "grade": "V2", "source": "x" }, "holidays": ["2025-01-01"], "workdays": [] } ] }""")]
    [InlineData("""{ "years": [ { "year": 2026, "evidence": { "grade": "V2", "source": "x" }, "holidays": ["2026-01-03/2026-01-01"], "workdays": [] } ] }""")]
    [InlineData("""{ "years": [ { "year": 2026, "evidence": { "grade": "V2", "source": "x" }, "holidays": ["2026-01-01"], "workdays": ["2026-01-01"] } ] }""")]
    [InlineData("""{ "years": [ { "year": 2026, "evidence": { "grade": "V9", "source": "x" }, "holidays": [], "workdays": [] } ] }""")]
    public void A_calendar_that_makes_no_sense_is_refused(string json) => Assert.Throws<FormatException>(() => Read(json));

    static WorkCalendar Read(string json) => WorkCalendar.Read(Encoding.UTF8.GetBytes(json));
}
