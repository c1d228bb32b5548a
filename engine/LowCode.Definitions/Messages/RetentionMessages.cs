namespace LowCode.Definitions.Messages;

/// <summary>What is said of how long records are kept.</summary>
public static class RetentionMessages
{
    /// <summary>Days that are none, or too many.</summary>
    public static readonly Message DaysWrong = new("LC1150",
        "保存期限（days）应为 1 到 {max} 天。",
        "Records are kept for 1 to {max} days.");

    /// <summary>Sensitive fields are to be erased, and the form has none.</summary>
    public static readonly Message NothingSensitive = new("LC1151",
        "表单没有标为敏感的字段，期满无可清空；请标明敏感字段（sensitive），或写 \"erase\": \"record\" 清除整条记录。",
        "The form has no sensitive fields that could be emptied: mark them as 'sensitive', or erase the whole 'record'.");

    /// <summary>A workflow that never ends.</summary>
    public static readonly Message NoEnd = new("LC1152",
        "流程“{workflow}”没有终点状态，请用“states”写明哪些状态下开始计算保存期限。",
        "The workflow '{workflow}' has no state in which it ends: name the 'states' in which the time runs.");

    /// <summary>Why a record was erased; it stands in the audit.</summary>
    public static readonly Message Reason = new("LC9215",
        "保存期限已满：{days} 天未变动。",
        "Kept for as long as the form says: {days} days without a change.");

    /// <summary>A form with how many of its records are due.</summary>
    public static readonly Message Due = new("LC9217",
        "{form}：保存 {days} 天，现有 {due} 条期满待清除。",
        "{form}: kept for {days} days; {due} record(s) are due to be erased.");

    /// <summary>No form says how long its records are kept.</summary>
    public static readonly Message NoneSaid = new("LC9218",
        "没有表单规定保存期限（retention）。",
        "No form says how long its records are kept (retention).");
}
