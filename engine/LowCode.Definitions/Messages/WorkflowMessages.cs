namespace LowCode.Definitions.Messages;

/// <summary>
/// What only the compilation of a workflow finds (LC40xx; what can be seen in its definition is in
/// <see cref="WorkflowDefinitionMessages"/>), and why a transition is refused (LC42xx).
/// </summary>
public static class WorkflowMessages
{
    /// <summary>A deadline that is over at once.</summary>
    public static readonly Message NoTime = new("LC4010",
        "期限“{duration}”等于零，请写成 P3D（3 天）或 PT4H（4 小时）这样的形式。",
        "The deadline '{duration}' is over at once; write it as P3D (3 days) or PT4H (4 hours).");

    /// <summary>Working weeks.</summary>
    public static readonly Message WorkdaysOnlyDays = new("LC4011",
        "按工作日计算的期限只能用天和小时，“{duration}”中有周。",
        "A deadline in working days is made of days and hours; '{duration}' has weeks.");

    /// <summary>A signed transition whose <c>by</c> and <c>signers</c> disagree.</summary>
    public static readonly Message ByNotSigner = new("LC4018",
        "操作“{transition}”需要会签，by 中的“{address}”却不在会签角色（signers.roles）里。",
        "The transition '{transition}' is signed, but '{address}' in 'by' is not among the roles of 'signers'.");

    /// <summary>Signatures on content that may still change.</summary>
    public static readonly Message SignedWhileOpen = new("LC4020",
        "操作“{transition}”需要会签，但状态“{state}”没有锁定（locked）：有人签过之后内容还可能被修改。",
        "The transition '{transition}' is signed, but the state '{state}' is not locked: what was signed could still be changed.");

    /// <summary>There is no such transition.</summary>
    public static readonly Message NoSuchTransition = new("LC4201",
        "没有“{transition}”这个操作。",
        "There is no transition '{transition}'.");

    /// <summary>The record is in another state.</summary>
    public static readonly Message NotInThisState = new("LC4202",
        "当前状态是“{state}”，不能执行“{transition}”。",
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
        "您已经对“{transition}”签过字，同一个人不能代表两个角色签字。",
        "You have signed '{transition}' already; one person cannot sign for two roles.");

    /// <summary>Everyone whose role the person holds has been signed for.</summary>
    public static readonly Message SignatureNotNeeded = new("LC4207",
        "您的角色在“{transition}”中已有人签字，无需再签。",
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
