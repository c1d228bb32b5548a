namespace LowCode.Definitions.Messages;

/// <summary>Parts of sentences that fill placeholders of other messages: LC19xx.</summary>
public static class Words
{
    /// <summary>Another name that may have been meant.</summary>
    public static readonly Message DidYouMean = new("LC1901", "是不是想写“{name}”？", " Did you mean '{name}'?");

    /// <summary>A JSON object.</summary>
    public static readonly Message Object = new("LC1902", "对象 {…}", "an object {…}");

    /// <summary>A JSON list.</summary>
    public static readonly Message List = new("LC1903", "列表 […]", "a list […]");

    /// <summary>A JSON string.</summary>
    public static readonly Message Text = new("LC1904", "文字", "text");

    /// <summary>A JSON number.</summary>
    public static readonly Message Number = new("LC1905", "数字", "a number");

    /// <summary>A JSON number without a fraction.</summary>
    public static readonly Message WholeNumber = new("LC1906", "整数", "a whole number");

    /// <summary>true or false.</summary>
    public static readonly Message Boolean = new("LC1907", "true（是）或 false（否）", "true or false");

    /// <summary>null.</summary>
    public static readonly Message Null = new("LC1908", "null（空；不用的属性请删掉）", "null (leave out what is not used)");

    /// <summary>A rule.</summary>
    public static readonly Message Rule = new("LC1909", "规则（文字、true、false 或数字）", "a rule (text, true, false or a number)");

    /// <summary>A number or text.</summary>
    public static readonly Message NumberOrText = new("LC1910", "数字或文字", "a number or text");

    /// <summary>A bracket in a pattern without its other.</summary>
    public static readonly Message PatternBracket = new("LC1912", "“{bracket}”没有配对，要表示它本身请在前面加反斜杠", "'{bracket}' has no other half; write a backslash before it to mean the sign itself");

    /// <summary>A part of regular expressions that patterns do not have.</summary>
    public static readonly Message PatternGroup =
        new("LC1913", "不支持“{found}”（前后断言、引用、命名分组、单词边界都不行）", "'{found}' is not supported (no look-around, references, named groups or word boundaries)");

    /// <summary>An escape that patterns do not have.</summary>
    public static readonly Message PatternEscape = new("LC1914", "不认识“{found}”", "'{found}' is not known");

    /// <summary>A repetition of nothing, or of a number that is none.</summary>
    public static readonly Message PatternQuantifier = new("LC1915", "重复次数“{found}”写法不对，或前面没有可以重复的内容", "'{found}' is no repetition, or there is nothing before it to repeat");

    /// <summary>A range from a later to an earlier character.</summary>
    public static readonly Message PatternRange = new("LC1916", "字符范围“{found}”写法不对", "'{found}' is no range of characters");

    /// <summary>A pattern that would take too much.</summary>
    public static readonly Message PatternTooLarge = new("LC1917", "太长、嵌套太深或重复次数太多", "it is too long, nested too deeply, or repeats too often");

    /// <summary>One thing or a list of them.</summary>
    public static readonly Message OneOrMany = new("LC1911", "{one}，或者由它们组成的列表", "{one}, or a list of such");
}
