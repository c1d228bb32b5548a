using System.Globalization;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Documents.Content;

/// <summary>Values as people read them, in one language and time zone. Thread-safe as far as the texts behind it are.</summary>
/// <param name="locale">The language.</param>
/// <param name="zone">The time zone of instants.</param>
/// <param name="texts">Names of what values point to.</param>
/// <param name="optionList">The option list of a name, or null.</param>
public sealed class DisplayText(string? locale, TimeZoneInfo zone, IDisplayTexts texts, Func<string, OptionListDefinition?> optionList)
{
    /// <summary>The value of a field; null when it is empty, and for tables, which have no text.</summary>
    public string? Of(FieldDefinition field, in Value value) => value.Kind switch
    {
        ValueKind.Empty or ValueKind.Rows => null,
        ValueKind.Boolean => (value.AsBoolean() ? DocumentMessages.Yes : DocumentMessages.No).Format(locale),
        ValueKind.Integer => WithUnit(field, value.AsInteger().ToString(CultureInfo.InvariantCulture)),
        ValueKind.Decimal => WithUnit(field, Number(value.AsDecimal())),
        ValueKind.Text => Text(field, value.AsText()),
        ValueKind.Codes => List(value.AsCodes().Select(code => Option(field, code))),
        ValueKind.Date => Date(value.AsDate()),
        ValueKind.Time => value.AsTime().ToString("HH:mm", CultureInfo.InvariantCulture),
        ValueKind.Instant => Instant(value.AsInstant()),
        ValueKind.Id => field.To is { } form ? texts.Reference(form, value.AsId()) : value.AsId().ToString(),
        ValueKind.Location => string.Create(CultureInfo.InvariantCulture, $"{value.AsLocation().Latitude:0.#####}, {value.AsLocation().Longitude:0.#####}"),
        ValueKind.Files => List(value.AsFiles().ToArray().Select(file => file.Name)),
        _ => value.ToString(),
    };

    /// <summary>A date: 2026年6月1日.</summary>
    public string Date(DateOnly date) => DocumentMessages.Date.Format(locale, ("year", date.Year), ("month", Part(date.Month)), ("day", Part(date.Day)));

    /// <summary>An instant in the time zone, to the minute: 2026年6月1日 09:05.</summary>
    public string Instant(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return DocumentMessages.DateTime.Format(
            locale, ("year", local.Year), ("month", Part(local.Month)), ("day", Part(local.Day)),
            ("time", local.ToString("HH:mm", CultureInfo.InvariantCulture)));
    }

    /// <summary>A number without needless zeros.</summary>
    public static string Number(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);

    private string Part(int number) => number.ToString(Locales.IsEnglish(locale) ? "00" : "0", CultureInfo.InvariantCulture);

    private string Text(FieldDefinition field, string text)
    {
        if (field.Options is not null)
            return Option(field, text);
        return field.Type.Name switch
        {
            "user" => texts.User(text) ?? text,
            "division" => texts.Division(text) ?? text,
            _ => text,
        };
    }

    private string Option(FieldDefinition field, string code) =>
        (field.Options is { } name ? optionList(name)?.Find(code)?.Title.In(locale) : null) ?? code;

    private string WithUnit(FieldDefinition field, string number) => field.Unit is { } unit ? $"{number} {unit.In(locale)}" : number;

    private string List(IEnumerable<string> parts) => string.Join(Locales.IsEnglish(locale) ? ", " : "、", parts);
}
