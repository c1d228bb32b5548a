using System.Collections.Concurrent;
using System.Globalization;

namespace LowCode.Definitions.Patterns;

/// <summary>The named sets of characters that patterns know, with JavaScript's meaning. Thread-safe.</summary>
internal static class CharacterClasses
{
    private static readonly CodePoints Digits = CodePoints.Of(('0', '9'));
    private static readonly CodePoints Words = CodePoints.Of(('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_'));

    private static readonly CodePoints Spaces = CodePoints.Of(
        ('\t', '\r'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
        (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    private static readonly CodePoints Han = CodePoints.Of(
        (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029),
        (0x3038, 0x303B), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFA6D), (0xFA70, 0xFAD9), (0x16FE2, 0x16FE3),
        (0x16FF0, 0x16FF1), (0x20000, 0x2A6DF), (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1),
        (0x2CEB0, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x2F800, 0x2FA1D), (0x30000, 0x3134A), (0x31350, 0x323AF));

    private static readonly Dictionary<string, UnicodeCategory[]> Categories = new(StringComparer.Ordinal)
    {
        ["L"] = [UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter, UnicodeCategory.ModifierLetter, UnicodeCategory.OtherLetter],
        ["Lu"] = [UnicodeCategory.UppercaseLetter],
        ["Ll"] = [UnicodeCategory.LowercaseLetter],
        ["N"] = [UnicodeCategory.DecimalDigitNumber, UnicodeCategory.LetterNumber, UnicodeCategory.OtherNumber],
        ["Nd"] = [UnicodeCategory.DecimalDigitNumber],
        ["P"] =
        [
            UnicodeCategory.ConnectorPunctuation, UnicodeCategory.DashPunctuation, UnicodeCategory.OpenPunctuation,
            UnicodeCategory.ClosePunctuation, UnicodeCategory.InitialQuotePunctuation, UnicodeCategory.FinalQuotePunctuation,
            UnicodeCategory.OtherPunctuation,
        ],
    };

    private static readonly ConcurrentDictionary<string, CodePoints> Computed = new(StringComparer.Ordinal);

    /// <summary>What <c>.</c> matches: everything but the ends of lines.</summary>
    public static CodePoints Dot { get; } = CodePoints.Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Complement();

    /// <summary><c>d w s</c>, in capitals what is not in them; null for another letter.</summary>
    public static CodePoints? Escape(char letter) => letter switch
    {
        'd' => Digits,
        'w' => Words,
        's' => Spaces,
        'D' or 'W' or 'S' => Escape(char.ToLowerInvariant(letter))!.Complement(),
        _ => null,
    };

    /// <summary>What <c>\p{…}</c> matches: <c>L Lu Ll N Nd P</c> and <c>Script=Han</c>; null for another property.</summary>
    public static CodePoints? Property(string name) => name switch
    {
        "Script=Han" or "sc=Han" => Han,
        _ when Categories.TryGetValue(name, out var categories) =>
            Computed.GetOrAdd(name, _ => CodePoints.Where(category => Array.IndexOf(categories, category) >= 0)),
        _ => null,
    };
}
