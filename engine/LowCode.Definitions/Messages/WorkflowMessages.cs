namespace LowCode.Definitions.Messages;

/// <summary>What can be wrong with a workflow (LC40xx, LC41xx), and why a transition is refused (LC42xx).</summary>
public static class WorkflowMessages
{
    /// <summary>A workflow without states.</summary>
    public static readonly Message NoStates = new("LC4001",
        "流程“{workflow}”没有任何状态,请至少添加一个。",
        "The workflow '{workflow}' has no states; add at least one.");

    /// <summary>Two states with one name.</summary>
    public static readonly Message DuplicateState = new("LC4002",
        "有两个状态都叫“{state}”,状态名称不能重复。",
        "Two states are called '{state}'; names must be unique.");

    /// <summary>Two transitions with one name.</summary>
    public static readonly Message DuplicateTransition = new("LC4003",
        "有两个操作都叫“{transition}”,操作名称不能重复。",
        "Two transitions are called '{transition}'; names must be unique.");

    /// <summary>A state that is not there.</summary>
    public static readonly Message UnknownState = new("LC4004",
        "操作“{transition}”用到的状态“{state}”不存在。",
        "The transition '{transition}' names the state '{state}', which does not exist.");

    /// <summary>A transition that leaves no state.</summary>
    public static readonly Message NoFrom = new("LC4005",
        "操作“{transition}”没有写明从哪个状态出发(from)。",
        "The transition '{transition}' leaves no state; name one in 'from'.");

    /// <summary>A transition that nobody may take.</summary>
    public static readonly Message NobodyMay = new("LC4006",
        "操作“{transition}”没有写明由谁办理(by)。",
        "The transition '{transition}' can be taken by nobody; name a role in 'by'.");

    /// <summary>A field that is not there.</summary>
    public static readonly Message UnknownField = new("LC4007",
        "“{property}”中的字段“{field}”不存在。",
        "'{property}' names the field '{field}', which does not exist.");

    /// <summary>An address that cannot be read.</summary>
    public static readonly Message BadAddress = new("LC4008",
        "“{address}”不是有效的办理人:请写角色名,或“角色@层级”,层级为 {levels} 之一。",
        "'{address}' is no address: write a role, or role@level with one of {levels}.");

    /// <summary>A role that the app does not declare.</summary>
    public static readonly Message UnknownRole = new("LC4009",
        "角色“{role}”没有在 app.json 的 roles 中声明。",
        "The role '{role}' is not declared in 'roles' of app.json.");

    /// <summary>A duration that cannot be read.</summary>
    public static readonly Message BadDuration = new("LC4010",
        "“{duration}”不是有效的期限,请写成 P3D(3 天)或 PT4H(4 小时)这样的形式。",
        "'{duration}' is no duration; write it as P3D (3 days) or PT4H (4 hours).");

    /// <summary>Working weeks or months.</summary>
    public static readonly Message WorkdaysOnlyDays = new("LC4011",
        "按工作日计算的期限只能用天和小时,“{duration}”中有周、月或年。",
        "A deadline in working days is made of days and hours; '{duration}' has weeks, months or years.");

    /// <summary>A deadline that leads to a transition that is not there.</summary>
    public static readonly Message UnknownThen = new("LC4012",
        "到期处理(then)“{then}”既不是 escalate,也不是流程中的操作。",
        "'{then}' in 'then' is neither 'escalate' nor a transition of the workflow.");

    /// <summary>A deadline that leads to a transition that cannot be taken there.</summary>
    public static readonly Message ThenNotFromHere = new("LC4013",
        "状态“{state}”到期后要执行的操作“{then}”不能从这个状态出发(from)。",
        "The transition '{then}' is to be taken when the time in state '{state}' is over, but it does not leave that state.");

    /// <summary>A deadline that leads to a transition that the system may not take.</summary>
    public static readonly Message ThenNotBySystem = new("LC4014",
        "到期后自动执行的操作“{then}”须在 by 中写上 system。",
        "The transition '{then}' is taken by a deadline: name 'system' in its 'by'.");

    /// <summary>An addressee of an escalation that does not happen.</summary>
    public static readonly Message ToWithoutEscalate = new("LC4015",
        "只有到期处理(then)为 escalate 时才能写催办对象(to)。",
        "'to' is for deadlines whose 'then' is 'escalate'.");

    /// <summary>Exceptions to a rule that does not apply.</summary>
    public static readonly Message LockWithoutEffect = new("LC4016",
        "状态“{state}”中的“{property}”不起作用:整体锁定(locked)的状态用 open 列出例外,未锁定的状态用 lock 列出例外。",
        "'{property}' of the state '{state}' has no effect: a locked state lists exceptions in 'open', an open one in 'lock'.");

    /// <summary>A state that no record can come to.</summary>
    public static readonly Message Unreachable = new("LC4017",
        "没有任何操作能到达状态“{state}”。",
        "No transition leads to the state '{state}'.");

    /// <summary>A signed transition whose <c>by</c> and <c>signers</c> disagree.</summary>
    public static readonly Message ByNotSigner = new("LC4018",
        "操作“{transition}”需要会签,by 中的“{address}”却不在会签角色(signers.roles)里。",
        "The transition '{transition}' is signed, but '{address}' in 'by' is not among the roles of 'signers'.");

    /// <summary>Signers without roles.</summary>
    public static readonly Message NoSigners = new("LC4019",
        "操作“{transition}”的会签没有写会签角色。",
        "The signers of the transition '{transition}' name no roles.");

    /// <summary>Signatures on content that may still change.</summary>
    public static readonly Message SignedWhileOpen = new("LC4020",
        "操作“{transition}”需要会签,但状态“{state}”没有锁定(locked):有人签过之后内容还可能被修改。",
        "The transition '{transition}' is signed, but the state '{state}' is not locked: what was signed could still be changed.");

    /// <summary>A field that cannot be set by a transition.</summary>
    public static readonly Message CannotSet = new("LC4021",
        "操作不能设置字段“{field}”:它是计算得出的,或者是分组、表格或表格中的列。",
        "A transition cannot set '{field}': it is calculated, or a group, a table or a column of one.");

    /// <summary>A group where a field is needed.</summary>
    public static readonly Message CannotNeed = new("LC4022",
        "“{field}”是分组,请写明必须填写的具体字段。",
        "'{field}' is a group; name the fields that must be filled in.");

    /// <summary>A decision that is not there, or is about another form.</summary>
    public static readonly Message UnknownDecision = new("LC4023",
        "操作“{transition}”用到的判定“{decision}”不存在,或者不是针对表单“{form}”的。",
        "The transition '{transition}' takes the decision '{decision}', which does not exist or is not about the form '{form}'.");

    /// <summary>A transition called like something that states do by themselves.</summary>
    public static readonly Message ReservedName = new("LC4024",
        "操作不能叫“{transition}”,这个名称有专门的含义。",
        "A transition cannot be called '{transition}'; the name has a meaning of its own.");

    /// <summary>There is no such transition.</summary>
    public static readonly Message NoSuchTransition = new("LC4201",
        "没有“{transition}”这个操作。",
        "There is no transition '{transition}'.");

    /// <summary>The record is in another state.</summary>
    public static readonly Message NotInThisState = new("LC4202",
        "当前状态是“{state}”,不能执行“{transition}”。",
        "'{transition}' cannot be done in the state '{state}'.");

    /// <summary>The person does not hold a role that may.</summary>
    public static readonly Message NotYourRole = new("LC4203",
        "您没有办理“{transition}”的权限。",
        "You may not do '{transition}'.");

    /// <summary>The guard is false and its author gave no words.</summary>
    public static readonly Message ConditionNotMet = new("LC4204",
        "暂不满足办理“{transition}”的条件。",
        "The condition for '{transition}' is not met.");

    /// <summary>A field must be filled in first.</summary>
    public static readonly Message NeededHere = new("LC4205",
        "办理“{transition}”前请填写“{field}”。",
        "Fill in '{field}' before '{transition}'.");

    /// <summary>The person has signed already.</summary>
    public static readonly Message AlreadySigned = new("LC4206",
        "您已经对“{transition}”签过字,同一个人不能代表两个角色签字。",
        "You have signed '{transition}' already; one person cannot sign for two roles.");

    /// <summary>Everyone whose role the person holds has been signed for.</summary>
    public static readonly Message SignatureNotNeeded = new("LC4207",
        "您的角色在“{transition}”中已有人签字,无需再签。",
        "Your role has been signed for in '{transition}'; no further signature is needed.");

    /// <summary>The state keeps a field as it is.</summary>
    public static readonly Message FieldLocked = new("LC4208",
        "在“{state}”状态下不能修改“{field}”。",
        "'{field}' cannot be changed in the state '{state}'.");

    /// <summary>The state keeps a table's rows as they are.</summary>
    public static readonly Message RowsLocked = new("LC4209",
        "在“{state}”状态下不能增加、删除或移动“{field}”中的行。",
        "Rows of '{field}' cannot be added, removed or moved in the state '{state}'.");
}
