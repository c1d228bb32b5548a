namespace LowCode.Workflows.Deadlines;

/// <summary>Which days people work. Thread-safe.</summary>
public interface IWorkCalendar
{
    /// <summary>Whether a day is a working day.</summary>
    bool IsWorkday(DateOnly day);
}
