namespace LowCode.Definitions.Messages;

/// <summary>What is said of the erasure of personal data.</summary>
public static class ErasureMessages
{
    /// <summary>Nothing is erased without a reason.</summary>
    public static readonly Message ReasonNeeded = new("LC9200",
        "请写明清除数据的理由，最多 {max} 字。",
        "Say why data is erased, in {max} characters at most.");

    /// <summary>An order is about some records.</summary>
    public static readonly Message RecordsWrong = new("LC9201",
        "请指明要清除的记录，一次最多 {max} 条。",
        "Name the records to be erased, {max} at most at once.");

    /// <summary>The form has no such field.</summary>
    public static readonly Message NoSuchField = new("LC9202",
        "表单中没有字段“{field}”。",
        "The form has no field '{field}'.");

    /// <summary>There is nothing to erase by default.</summary>
    public static readonly Message NothingSensitive = new("LC9203",
        "表单没有标为敏感的字段，请指明要清除的字段，或清除整条记录。",
        "The form has no sensitive fields: name the fields to be erased, or erase the whole record.");

    /// <summary>There is no such form.</summary>
    public static readonly Message NoSuchForm = new("LC9204",
        "没有表单“{form}”。",
        "There is no form '{form}'.");

    /// <summary>What becomes of a record: its fields are emptied.</summary>
    public static readonly Message Emptied = new("LC9210", "清空字段", "fields emptied");

    /// <summary>What becomes of a record: it is deleted.</summary>
    public static readonly Message Deleted = new("LC9211", "删除记录", "deleted");

    /// <summary>What becomes of a record: it had been deleted, its past goes.</summary>
    public static readonly Message PastErased = new("LC9212", "已删除的记录，清除其历史内容", "deleted before, its past is erased");

    /// <summary>What becomes of a record: there never was one.</summary>
    public static readonly Message Unknown = new("LC9213", "没有这条记录", "there is no such record");

    /// <summary>What becomes of a record: others refer to it.</summary>
    public static readonly Message Referred = new("LC9214", "仍被其他记录引用，未处理", "others refer to it, left alone");

    /// <summary>What becomes of a record: it is not any more as it was when it was due.</summary>
    public static readonly Message Changed = new("LC9216", "已有变动，未处理", "changed meanwhile, left alone");
}
