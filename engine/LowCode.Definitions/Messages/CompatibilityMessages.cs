namespace LowCode.Definitions.Messages;

/// <summary>What a new version of an app breaks of the one before: LC15xx.</summary>
public static class CompatibilityMessages
{
    /// <summary>A field that would store something else.</summary>
    public static readonly Message KindChanged = new("LC1501",
        "字段“{field}”原来是 {before}，不能改成 {after}：请用新名称另建字段。",
        "The field '{field}' held {before} and cannot hold {after}; add a field of another name.");

    /// <summary>A former name that the version before does not have.</summary>
    public static readonly Message RenamedFromNothing = new("LC1502",
        "上一版没有字段“{name}”。{suggestion}",
        "The version before has no field '{name}'.{suggestion}");

    /// <summary>An option that is gone.</summary>
    public static readonly Message OptionRemoved = new("LC1503",
        "选项“{code}”被删掉了，老记录里可能还有：请保留它并写 \"retired\": true。",
        "The option '{code}' is gone, but records may hold it; keep it with 'retired': true.");

    /// <summary>A state that is gone.</summary>
    public static readonly Message StateRemoved = new("LC1504",
        "状态“{state}”被删掉了，可能还有记录停在这个状态。",
        "The state '{state}' is gone, but records may be in it.");

    /// <summary>A form that is gone.</summary>
    public static readonly Message FormRemoved = new("LC1505",
        "表单“{form}”被删掉了，它的记录不再能打开。",
        "The form '{form}' is gone; its records can no longer be opened.");
}
