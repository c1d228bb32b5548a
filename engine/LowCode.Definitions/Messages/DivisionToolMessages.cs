namespace LowCode.Definitions.Messages;

/// <summary>What <c>lowcode division</c> says: LC8203 to LC8219.</summary>
public static class DivisionToolMessages
{
    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Changing = new("LC8203", "调整区划", "Changing divisions");

    /// <summary>What a dry run found.</summary>
    public static readonly Message Would = new("LC8204",
        "试算（未写入），{kind}：涉及区划 {divisions} 个、待办 {tasks} 条、有角色的用户 {users} 人、邀请 {invitations} 个。",
        "Dry run, nothing was written. {kind}: {divisions} division(s), {tasks} task(s), {users} user(s) with roles, {invitations} invitation(s).");

    /// <summary>What was done.</summary>
    public static readonly Message Did = new("LC8205",
        "{kind}完成：区划 {divisions} 个、待办 {tasks} 条、有角色的用户 {users} 人、邀请 {invitations} 个。",
        "Done. {kind}: {divisions} division(s), {tasks} task(s), {users} user(s) with roles, {invitations} invitation(s).");

    /// <summary>A code that becomes another.</summary>
    public static readonly Message Code = new("LC8206", "  {from} 改为 {to}", "  {from} becomes {to}");

    /// <summary>Records of one set.</summary>
    public static readonly Message Records = new("LC8207", "  {set}：{count} 条记录", "  {set}: {count} record(s)");

    /// <summary>It was stopped.</summary>
    public static readonly Message Incomplete = new("LC8208",
        "没有全部完成；运行 lowcode division resume 即可继续，已完成的不会重做。",
        "It did not come to its end; go on with it by 'lowcode division resume'. What is done is not done twice.");

    /// <summary>A division is as it was to be.</summary>
    public static readonly Message Saved = new("LC8209", "已保存：{name}（{code}）。", "Saved: {name} ({code}).");

    /// <summary>What a file would do.</summary>
    public static readonly Message ImportWould = new("LC8210",
        "试算（未写入）：新增 {added} 个，改名 {renamed} 个；文件中没有的 {missing} 个，不作处理。",
        "Dry run, nothing was written: {added} new, {renamed} renamed; {missing} are not in the file and stay as they are.");

    /// <summary>What a file did.</summary>
    public static readonly Message ImportDid = new("LC8211",
        "已导入：新增 {added} 个，改名 {renamed} 个；文件中没有的 {missing} 个，未作处理。",
        "Imported: {added} new, {renamed} renamed; {missing} are not in the file and stay as they are.");

    /// <summary>A new division.</summary>
    public static readonly Message Added = new("LC8212", "  新增 {code} {name}", "  new {code} {name}");

    /// <summary>A renamed one.</summary>
    public static readonly Message Renamed = new("LC8213", "  改名 {code} {name}", "  renamed {code} {name}");

    /// <summary>One that is not in the file.</summary>
    public static readonly Message Missing = new("LC8214", "  文件中没有 {code} {name}", "  not in the file {code} {name}");

    /// <summary>More of them.</summary>
    public static readonly Message More = new("LC8215", "    另有 {count} 个，未一一列出。", "    and {count} more.");

    /// <summary>A move, within a sentence.</summary>
    public static readonly Message Move = new("LC8216", "移动", "Move");

    /// <summary>A merge, within a sentence.</summary>
    public static readonly Message Merge = new("LC8217", "合并", "Merge");

    /// <summary>A split, within a sentence.</summary>
    public static readonly Message Split = new("LC8218", "拆分", "Split");

    /// <summary>A filter without a set to which it belongs.</summary>
    public static readonly Message RecordsNeeded = new("LC8219",
        "--filter 和 --id 须与 --records 应用/表单 一起使用。", "--filter and --id go with --records APP/FORM.");
}
