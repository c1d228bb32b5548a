using System.Collections.Immutable;

namespace LowCode.Definitions.Messages;

/// <summary>The names that messages about rules use for kinds of values.</summary>
public static class RuleTerms
{
    /// <summary>null or undefined.</summary>
    public static readonly LocalizedText Nothing = Term("空值", "nothing");

    /// <summary>true or false.</summary>
    public static readonly LocalizedText Boolean = Term("是/否", "true or false");

    /// <summary>A number.</summary>
    public static readonly LocalizedText Number = Term("数字", "a number");

    /// <summary>A whole number.</summary>
    public static readonly LocalizedText Integer = Term("整数", "a whole number");

    /// <summary>A text.</summary>
    public static readonly LocalizedText Text = Term("文字", "a text");

    /// <summary>A calendar date.</summary>
    public static readonly LocalizedText Date = Term("日期", "a date");

    /// <summary>A time of day.</summary>
    public static readonly LocalizedText Time = Term("时间", "a time");

    /// <summary>An instant.</summary>
    public static readonly LocalizedText Instant = Term("日期时间", "a date with time");

    /// <summary>An option code.</summary>
    public static readonly LocalizedText Choice = Term("选项", "an option");

    /// <summary>The id of a record.</summary>
    public static readonly LocalizedText Reference = Term("引用", "a reference");

    /// <summary>A list.</summary>
    public static readonly LocalizedText List = Term("列表", "a list");

    /// <summary>A list of numbers.</summary>
    public static readonly LocalizedText Numbers = Term("数字列表", "a list of numbers");

    /// <summary>A list of things with one order.</summary>
    public static readonly LocalizedText Ordered = Term("全是数字或全是文字的列表", "a list of numbers or a list of texts");

    /// <summary>A list of things that are no lists or objects.</summary>
    public static readonly LocalizedText Scalars = Term("由数字或文字组成的列表", "a list of numbers and texts");

    /// <summary>A number, text or true/false.</summary>
    public static readonly LocalizedText Scalar = Term("单个的值", "a single value");

    /// <summary>A point.</summary>
    public static readonly LocalizedText Location = Term("位置", "a location");

    /// <summary>An attached file.</summary>
    public static readonly LocalizedText File = Term("文件", "a file");

    /// <summary>Attached files.</summary>
    public static readonly LocalizedText Files = Term("文件列表", "a list of files");

    /// <summary>A row of a table.</summary>
    public static readonly LocalizedText Row = Term("表格的一行", "a row");

    /// <summary>A group.</summary>
    public static readonly LocalizedText Group = Term("分组", "a group");

    /// <summary>The person who acts.</summary>
    public static readonly LocalizedText Me = Term("me（当前用户）", "'me'");

    /// <summary>The record as a whole.</summary>
    public static readonly LocalizedText Record = Term("record（本记录）", "'record'");

    /// <summary>The option that a filter asks about.</summary>
    public static readonly LocalizedText Option = Term("option（选项）", "'option'");

    /// <summary>A record or object of mixed kinds.</summary>
    public static readonly LocalizedText Object = Term("对象", "an object");

    /// <summary>Two kinds: one or the other.</summary>
    public static LocalizedText Or(LocalizedText one, LocalizedText other) =>
        Term($"{one.Original}或{other.Original}", $"{one.In(Locales.English)} or {other.In(Locales.English)}");

    private static LocalizedText Term(string chinese, string english) =>
        new(chinese) { Translations = ImmutableDictionary<string, string>.Empty.Add(Locales.English, english) };
}
