namespace LowCode.Definitions.Messages;

/// <summary>What is wrong with who may do what.</summary>
public static class AccessMessages
{
    /// <summary>An access entry that creates records, but does not hold in the state in which they begin.</summary>
    public static readonly Message CreatesElsewhere = new("LC1124",
        "新记录从“{state}”状态开始，可以创建（create）的权限必须包括这个状态。",
        "A new record begins in the state '{state}': what permits to create must hold in it.");

    /// <summary>Reach referenced without the field that refers, or such a field without the reach.</summary>
    public static readonly Message ReferencedAndBy = new("LC1125",
        "“reach”为 referenced 时要用“by”写明引用它的字段（表单.字段），其他情况下不写“by”。",
        "The reach 'referenced' needs 'by', the field that refers to the records (form.field); no other reach has it.");

    /// <summary>Creating or deleting with reach referenced.</summary>
    public static readonly Message ReferencedOnly = new("LC1126",
        "被引用的记录只能读取和修改：新记录还没有被引用，被引用的记录不能删除。",
        "Records that are referred to can be read and updated: a new one is not referred to yet, and one that is cannot be deleted.");

    /// <summary>A field that does not refer to the form.</summary>
    public static readonly Message NotReferring = new("LC1127",
        "“{field}”不是引用表单“{form}”的字段（不能在表格里）。",
        "'{field}' is not a field that refers to the form '{form}' (and it must not be in a table).");

    /// <summary>A field of an app that is not there.</summary>
    public static readonly Message ReferringAppMissing = new("LC1128",
        "应用“{app}”还没有安装，在此之前这条权限不起作用。",
        "The app '{app}' is not installed: until it is, this entry permits nothing.");

    /// <summary>Revealing what is not sensitive.</summary>
    public static readonly Message RevealsNothing = new("LC1129",
        "“{field}”不是敏感字段（sensitive），本来就不打码。",
        "'{field}' is not sensitive, so it is not masked anyway.");

    /// <summary>Revealing what the same entry hides.</summary>
    public static readonly Message RevealsHidden = new("LC1139",
        "“{field}”在同一条权限里又隐藏（hides）又显示（reveals）。",
        "'{field}' is both hidden and revealed by the same entry.");
}
