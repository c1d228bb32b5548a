using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>Parts of dates, times and instants; of an instant in UTC.</summary>
internal static class TimeSql
{
    public static Sql? Value(Function function, Sql argument)
    {
        var time = argument.Kind is ValueKind.Instant ? $"({argument.Text} AT TIME ZONE 'UTC')" : argument.Text;
        return function switch
        {
            Function.Year => Part("year", time),
            Function.Month => Part("month", time),
            Function.Day => Part("day", time),
            Function.Hour => Part("hour", time),
            Function.Minute => Part("minute", time),
            Function.Second => Part("second", time),
            Function.FractionalSeconds => new($"mod(extract(second FROM {time}), 1)", ValueKind.Decimal),
            Function.TotalOffsetMinutes => new($"(0 * extract(minute FROM {time}))::bigint", ValueKind.Integer),
            Function.Date => new($"{time}::date", ValueKind.Date),
            Function.Time => new($"date_trunc('second', {time})::time", ValueKind.Time),
            _ => null,
        };
    }

    private static Sql Part(string part, string time) => new($"floor(extract({part} FROM {time}))::bigint", ValueKind.Integer);
}
