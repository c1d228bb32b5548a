using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Nodes;

namespace LowCode.Workflows.Deadlines;

/// <summary>
/// A working-day calendar from data: Monday to Friday, less the holidays, plus the weekend days that are worked instead
/// (调休). A year for which nothing was published has weekends only, see <see cref="Covers"/>. Immutable and thread-safe.
/// </summary>
public sealed class WorkCalendar : IWorkCalendar
{
    private readonly FrozenDictionary<DateOnly, bool> _exceptions;

    private WorkCalendar(ImmutableArray<CalendarYear> years)
    {
        Years = years;
        _exceptions = years.SelectMany(year => year.Holidays.Select(day => (day, works: false)).Concat(year.Workdays.Select(day => (day, works: true))))
            .ToFrozenDictionary(pair => pair.day, pair => pair.works);
    }

    /// <summary>Weekends only.</summary>
    public static WorkCalendar Weekends { get; } = new([]);

    /// <summary>China's public holidays, for the years that this version of the product knows.</summary>
    public static WorkCalendar China { get; } = ReadShipped("china.json");

    /// <summary>The years that were published, each with its source.</summary>
    public ImmutableArray<CalendarYear> Years { get; }

    /// <summary>Whether the arrangement of the day's year is known; otherwise the answer for a day rests on weekends only.</summary>
    public bool Covers(DateOnly day) => Years.Any(year => year.Year == day.Year);

    /// <inheritdoc/>
    public bool IsWorkday(DateOnly day) =>
        _exceptions.TryGetValue(day, out var works) ? works : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>
    /// Reads a calendar file: <c>{ "years": [ { "year": 2026, "evidence": { "grade": "V2", "source": "…" },
    /// "holidays": ["2026-01-01/2026-01-03", …], "workdays": ["2026-01-04", …] } ] }</c>. A holiday is a day or a range
    /// with both ends; several files (the shipped one and the installation's own) are put together by <see cref="With"/>.
    /// </summary>
    /// <exception cref="FormatException">The file does not say what a calendar says.</exception>
    public static WorkCalendar Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new WorkCalendar([.. document.RootElement.GetProperty("years").EnumerateArray().Select(ReadYear)]);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException(problem.Message, problem);
        }
    }

    /// <summary>This calendar with the years of another, which replace years that both have.</summary>
    public WorkCalendar With(WorkCalendar newer) =>
        new([.. Years.Where(year => newer.Years.All(other => other.Year != year.Year)), .. newer.Years]);

    private static CalendarYear ReadYear(JsonElement json)
    {
        var evidence = json.GetProperty("evidence");
        var year = new CalendarYear(
            json.GetProperty("year").GetInt32(),
            [.. json.GetProperty("holidays").EnumerateArray().SelectMany(days => Days(days.GetString()!))],
            [.. json.GetProperty("workdays").EnumerateArray().SelectMany(days => Days(days.GetString()!))],
            new Evidence
            {
                Grade = Enum.Parse<EvidenceGrade>(evidence.GetProperty("grade").GetString()!),
                Source = evidence.GetProperty("source").GetString(),
            });
        if (year.Holidays.Concat(year.Workdays).Any(day => day.Year != year.Year) || year.Holidays.Overlaps(year.Workdays))
            throw new FormatException($"The calendar of {year.Year} has a day of another year, or a day that is both free and worked.");
        return year;
    }

    private static IEnumerable<DateOnly> Days(string text)
    {
        var ends = text.Split('/');
        var first = Day(ends[0]);
        var last = Day(ends[^1]);
        if (ends.Length > 2 || last < first)
            throw new FormatException($"'{text}' is neither a day nor a range of days.");
        for (var day = first; day <= last; day = day.AddDays(1))
            yield return day;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static WorkCalendar ReadShipped(string name)
    {
        using var stream = typeof(WorkCalendar).Assembly.GetManifestResourceStream("LowCode.Workflows.Deadlines." + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes);
    }
}

/// <summary>The published arrangement of one year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Holidays">Days off, weekends among them included or not.</param>
/// <param name="Workdays">Weekend days that are worked.</param>
/// <param name="Evidence">Where it was published.</param>
public sealed record CalendarYear(int Year, ImmutableSortedSet<DateOnly> Holidays, ImmutableSortedSet<DateOnly> Workdays, Evidence Evidence);
