using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LowCode.Definitions.Checks;

/// <summary>Which names may be given.</summary>
internal static partial class NameRules
{
    private const int MaxLength = 64;

    /// <summary>Words of JavaScript, and names that have a meaning in every rule.</summary>
    private static readonly FrozenSet<string> RuleWords = new[]
    {
        "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do",
        "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in",
        "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return", "static",
        "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield",
        "me", "record", "option", "today", "now", "undefined", "NaN", "Infinity", "Math", "Number", "String", "Boolean",
        "Object", "Array", "Date", "JSON", "RegExp", "Symbol", "Function", "Intl", "Reflect", "Proxy", "globalThis", "window",
        "constructor", "prototype", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Properties that every record has beside its fields.</summary>
    private static readonly FrozenSet<string> RecordNames = new[]
    {
        "id", "division", "state", "createdBy", "createdAt", "modifiedBy", "modifiedAt", "revision", "appVersion", "decisions",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Properties that every row of a table has beside its fields.</summary>
    private static readonly FrozenSet<string> RowNames =
        new[] { "rowId", "recordId", "parentRowId" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A letter, then letters and digits.</summary>
    public static bool IsName(string name) => name.Length <= MaxLength && Name().IsMatch(name);

    /// <summary>A lower-case letter, then lower-case letters, digits and single hyphens.</summary>
    public static bool IsAppName(string name) => name.Length <= MaxLength && AppName().IsMatch(name);

    /// <summary>A letter, then letters, digits and underscores.</summary>
    public static bool IsCode(string code) => code.Length <= MaxLength && Code().IsMatch(code);

    /// <summary>A language and its variants, <c>zh-TW</c>.</summary>
    public static bool IsLocale(string locale) => Locale().IsMatch(locale);

    /// <summary>True for a name that a field may not have.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="ofRecord">True for a field directly in a form, not in a group or table.</param>
    /// <param name="ofRow">True for a field directly in a table.</param>
    public static bool IsReserved(string name, bool ofRecord, bool ofRow) =>
        RuleWords.Contains(name) || (ofRecord && RecordNames.Contains(name)) || (ofRow && RowNames.Contains(name));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex AppName();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Locale();
}
