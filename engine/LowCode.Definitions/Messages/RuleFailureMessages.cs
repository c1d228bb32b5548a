namespace LowCode.Definitions.Messages;

/// <summary>Why a rule failed on a record: LC29xx.</summary>
public static class RuleFailureMessages
{
    /// <summary>A property of nothing was read.</summary>
    public static readonly Message NothingThere =
        new("LC2901", "规则用到了还没有填写的内容，无法计算。", "The rule needs something that is not filled in.");

    /// <summary>Too many steps.</summary>
    public static readonly Message Steps =
        new("LC2902", "规则计算量太大（超过 {max} 步），已停止。", "The rule took more than {max} steps and was stopped.");

    /// <summary>Too long.</summary>
    public static readonly Message Time =
        new("LC2903", "规则计算时间太长（超过 {max} 毫秒），已停止。", "The rule took more than {max} ms and was stopped.");

    /// <summary>Too much memory.</summary>
    public static readonly Message Memory =
        new("LC2904", "规则占用内存太多（超过 {max} 字节），已停止。", "The rule used more than {max} bytes and was stopped.");

    /// <summary>A text that is too long.</summary>
    public static readonly Message TextLength =
        new("LC2905", "规则产生的文字太长（超过 {max} 个字符）。", "The rule made a text of more than {max} characters.");

    /// <summary>A list that is too long.</summary>
    public static readonly Message ListLength =
        new("LC2906", "规则产生的列表太长（超过 {max} 项）。", "The rule made a list of more than {max} items.");

    /// <summary>A fraction for a whole number.</summary>
    public static readonly Message NotIntegral =
        new("LC2907", "计算结果 {value} 不是整数，请在规则中取整（例如 Math.round）。", "The result {value} is not a whole number; round it in the rule (Math.round).");

    /// <summary>A number that cannot be stored.</summary>
    public static readonly Message OutOfRange =
        new("LC2908", "计算结果 {value} 超出可以保存的范围。", "The result {value} is out of range.");

    /// <summary>A value of the wrong kind.</summary>
    public static readonly Message WrongKind =
        new("LC2909", "计算结果“{value}”不能保存为{expected}。", "The result '{value}' cannot be stored as {expected}.");

    /// <summary>A date function left the calendar.</summary>
    public static readonly Message DateRange =
        new("LC2910", "日期计算超出范围（0001 年到 9999 年）。", "The date lies outside the years 0001 to 9999.");

    /// <summary>A text that is no date.</summary>
    public static readonly Message NotADate =
        new("LC2911", "“{value}”不是正确的日期。", "'{value}' is not a date.");

    /// <summary>Failed otherwise.</summary>
    public static readonly Message Failed = new("LC2912", "规则计算失败：{detail}", "The rule failed: {detail}");
}
