namespace LowCode.Definitions.Messages;

/// <summary>What commands, publishing and deadlines say: LC9xxx.</summary>
public static class RuntimeMessages
{
    /// <summary>No role permits the action.</summary>
    public static readonly Message ActionForbidden = new("LC9001",
        "您没有权限对“{form}”执行“{action}”。", "You may not {action} records of '{form}'.");

    /// <summary>A role permits the action, but not for this record.</summary>
    public static readonly Message OutOfReach = new("LC9002",
        "这条记录不在您的管辖范围内（{division}）。", "The record ({division}) is not within your reach.");

    /// <summary>A role permits the action, but not in this state.</summary>
    public static readonly Message StateForbids = new("LC9003",
        "记录在“{state}”状态下，您不能这样做。", "You may not do this to a record in the state '{state}'.");

    /// <summary>A field that the caller may not set.</summary>
    public static readonly Message FieldForbidden = new("LC9004",
        "您没有权限填写这一项。", "You may not set this field.");

    /// <summary>Only administrators may.</summary>
    public static readonly Message AdministratorsOnly = new("LC9005",
        "只有管理员可以执行此操作。", "Only administrators may do this.");

    /// <summary>The division of a new record cannot be told.</summary>
    public static readonly Message DivisionNeeded = new("LC9010",
        "请选择这条记录属于哪个区划。", "Say which division the record belongs to.");

    /// <summary>A division code that does not exist.</summary>
    public static readonly Message DivisionUnknown = new("LC9011",
        "没有代码为“{division}”的区划。", "There is no division '{division}'.");

    /// <summary>A division of another level than the field asks for.</summary>
    public static readonly Message DivisionLevelWrong = new("LC9012",
        "“{division}”的层级不对，这里要选{level}。", "'{division}' is of the wrong level; {level} is asked for.");

    /// <summary>A division outside the caller's reach.</summary>
    public static readonly Message DivisionOutOfReach = new("LC9013",
        "您没有权限在区划“{division}”登记。", "You may not register anything at the division '{division}'.");

    /// <summary>A reference to a record that does not exist or may not be seen.</summary>
    public static readonly Message ReferenceUnknown = new("LC9014",
        "所选的“{form}”不存在，或者您无权查看。", "The chosen '{form}' does not exist, or you may not see it.");

    /// <summary>A user who does not exist.</summary>
    public static readonly Message UserUnknown = new("LC9015",
        "没有用户“{user}”。", "There is no user '{user}'.");

    /// <summary>A user without the role that a field asks for.</summary>
    public static readonly Message UserWithoutRole = new("LC9016",
        "用户“{user}”没有“{role}”角色。", "The user '{user}' does not hold the role '{role}'.");

    /// <summary>An attachment that was not uploaded.</summary>
    public static readonly Message AttachmentUnknown = new("LC9017",
        "附件“{file}”尚未上传，请先上传再保存。", "The attachment '{file}' has not been uploaded.");

    /// <summary>A field that the record's version does not have.</summary>
    public static readonly Message FieldNotInVersion = new("LC9018",
        "这条记录按第 {version} 版填写，当时没有这一项。", "The record follows version {version} of the form, which does not have this field.");

    /// <summary>A version of an app that there is not, or in which the form is not.</summary>
    public static readonly Message NoSuchVersion = new("LC9220",
        "“{form}”没有第 {version} 版。", "'{form}' has no version {version}.");

    /// <summary>A table row's key stands twice.</summary>
    public static readonly Message RowKeyTwice = new("LC9020",
        "同一行出现了两次。", "The same row is there twice.");

    /// <summary>Too many rows in a table.</summary>
    public static readonly Message TooManyRows = new("LC9021",
        "行数太多，最多 {max} 行。", "There are too many rows; at most {max} are allowed.");

    /// <summary>Too long a text.</summary>
    public static readonly Message TextTooLong = new("LC9022",
        "文字太长，最多 {max} 个字符。", "The text is too long; at most {max} characters are allowed.");

    /// <summary>An id that another record has.</summary>
    public static readonly Message IdTaken = new("LC9023",
        "编号 {id} 已被另一条记录使用。", "The id {id} is taken by another record.");

    /// <summary>The record is in a state that does not allow deleting it.</summary>
    public static readonly Message LockedState = new("LC9024",
        "“{state}”状态下不能删除。", "A record in the state '{state}' cannot be deleted.");

    /// <summary>Other records refer to the record.</summary>
    public static readonly Message StillReferred = new("LC9025",
        "还有“{form}”引用这条记录，不能删除。", "'{form}' still refers to this record, so it cannot be deleted.");

    /// <summary>Records of which the caller knows nothing refer to the record.</summary>
    public static readonly Message StillReferredElsewhere = new("LC9026",
        "还有别处引用这条记录，不能删除。", "Something else still refers to this record, so it cannot be deleted.");

    /// <summary>Others changed the record again and again meanwhile.</summary>
    public static readonly Message Contended = new("LC9029",
        "这条记录正被多人同时修改，请稍后再试。", "Others keep changing the record; try again shortly.");

    /// <summary>A system set cannot be written.</summary>
    public static readonly Message SystemSet = new("LC9030",
        "系统数据不能直接修改。", "System records cannot be changed directly.");

    /// <summary>To create, within a sentence.</summary>
    public static readonly Message ActionCreate = new("LC9042", "新建", "create");

    /// <summary>To change, within a sentence.</summary>
    public static readonly Message ActionUpdate = new("LC9043", "修改", "change");

    /// <summary>To delete, within a sentence.</summary>
    public static readonly Message ActionDelete = new("LC9044", "删除", "delete");

    /// <summary>The author uses a name that belongs to the engine.</summary>
    public static readonly Message ReservedApp = new("LC9101",
        "应用不能叫“{app}”，这个名称由系统使用。", "An app cannot be called '{app}'; the name belongs to the engine.");

    /// <summary>An app that is required is too old.</summary>
    public static readonly Message RequiredAppTooOld = new("LC9103",
        "应用“{app}”需要 {version} 或更高版本，已安装的是 {installed}。", "'{app}' {version} or later is needed; {installed} is installed.");

    /// <summary>The version is lower than the running one.</summary>
    public static readonly Message VersionTooLow = new("LC9104",
        "版本 {version} 低于正在运行的 {installed}。", "The version {version} is lower than {installed}, which is running.");

    /// <summary>A field would hold another kind of value than before.</summary>
    public static readonly Message KindChanged = new("LC9105",
        "字段“{field}”原来存放 {before}，不能改为 {now}；请新建一个字段。", "The field '{field}' held {before} and cannot hold {now}; add a new field instead.");

    /// <summary>An app that builds on this one would no longer work.</summary>
    public static readonly Message DependentBroken = new("LC9106",
        "应用“{app}”依赖本应用，新版本会使它无法运行：{problem}", "'{app}' builds on this app and would no longer work: {problem}");

    /// <summary>A stored version can no longer be compiled.</summary>
    public static readonly Message StoredVersionBroken = new("LC9107",
        "已发布的应用“{app}”第 {version} 版无法加载：{problem}", "The published app '{app}', version {version}, cannot be loaded: {problem}");

    /// <summary>An app that is not installed.</summary>
    public static readonly Message NoSuchApp = new("LC9108",
        "没有应用“{app}”。{suggestion}", "There is no app '{app}'.{suggestion}");

    /// <summary>A decision that the app does not have.</summary>
    public static readonly Message NoSuchDecision = new("LC9109",
        "应用“{app}”没有判定“{decision}”。{suggestion}", "The app '{app}' has no decision '{decision}'.{suggestion}");

    /// <summary>A record could not be decided again, because others kept changing it.</summary>
    public static readonly Message ChangedMeanwhile = new("LC9300",
        "重新判定期间一直有人在修改这条记录，请再运行一次。", "Others kept changing the record meanwhile; run it again.");

    /// <summary>A form has more fields than the store can keep.</summary>
    public static readonly Message TooManyFields = new("LC9060",
        "表单“{form}”历来共有 {count} 个字段（含已删除的），当前的数据存储最多支持 {max} 个。请拆分表单，或把一部分改为表格。",
        "The form '{form}' has had {count} fields, removed ones included; this store keeps at most {max}. Split the form, or turn some of it into a table.");

    /// <summary>A file of divisions has a wrong line.</summary>
    public static readonly Message DivisionLineWrong = new("LC9120",
        "区划文件格式不对，每行应为“代码,上级,层级,名称”：{line}", "Wrong line in the file of divisions, expected 'code,parent,level,name': {line}");

    /// <summary>A division whose parent is missing or is no prefix of its code.</summary>
    public static readonly Message DivisionParentWrong = new("LC9121",
        "区划“{division}”的上级“{parent}”不存在，或代码不以上级代码开头。", "The parent '{parent}' of the division '{division}' does not exist, or the code does not start with it.");
}
