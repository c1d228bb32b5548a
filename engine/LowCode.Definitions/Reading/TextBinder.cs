using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>Text. An empty one says nothing and is refused.</summary>
internal class TextBinder : ValueBinder
{
    public override Phrase Expected { get; } = new(Words.Text);

    public override object? Placeholder => "";

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (value.Kind != JsonKind.String)
        {
            scope.WrongType(value, path, Expected);
            return null;
        }
        if (value.Text.Length == 0)
        {
            scope.Error(ReadingMessages.EmptyText, value.At, path, ("property", ReadScope.LastName(path)));
            return null;
        }
        return value.Text;
    }
}

/// <summary>Text in the pack's own language.</summary>
internal sealed class LocalizedTextBinder : TextBinder
{
    public override object? Placeholder { get; } = new LocalizedText("");

    public override object? Bind(JsonValue value, ReadScope scope, string path) =>
        base.Bind(value, scope, path) is string text ? new LocalizedText(text) : null;
}

/// <summary>Text or a number, kept as it was written.</summary>
internal sealed class NumberOrTextBinder : TextBinder
{
    public override Phrase Expected { get; } = new(Words.NumberOrText);

    public override object? Bind(JsonValue value, ReadScope scope, string path) =>
        value.Kind == JsonKind.Number ? value.Text : base.Bind(value, scope, path);
}

/// <summary>An ISO 8601 duration of weeks, or of days and a time; months and years have no fixed length.</summary>
internal sealed class DurationBinder : TextBinder
{
    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (base.Bind(value, scope, path) is not string text)
            return null;
        if (!Durations.IsDuration(text))
            scope.Error(ReadingMessages.BadDuration, value.At, path, ("value", text));
        return text;
    }
}

/// <summary>A date, <c>2026-06-01</c>.</summary>
internal sealed class DateBinder : TextBinder
{
    public override object? Placeholder => default(DateOnly);

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (base.Bind(value, scope, path) is not string text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        scope.Error(ReadingMessages.BadDate, value.At, path, ("value", text));
        return null;
    }
}
