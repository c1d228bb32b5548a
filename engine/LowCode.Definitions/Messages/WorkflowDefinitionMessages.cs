namespace LowCode.Definitions.Messages;

/// <summary>What is wrong with the definition of a workflow: LC12xx.</summary>
public static class WorkflowDefinitionMessages
{
    /// <summary>A second workflow for one form.</summary>
    public static readonly Message SecondWorkflow = new("LC1201",
        "表单“{form}”已经有流程“{other}”。",
        "The form '{form}' follows the workflow '{other}' already.");

    /// <summary>A state that no record comes to.</summary>
    public static readonly Message StateUnreachable = new("LC1202",
        "没有流转能到达状态“{state}”。",
        "No transition leads to the state '{state}'.");

    /// <summary>An open state that nothing leads out of.</summary>
    public static readonly Message DeadEnd = new("LC1203",
        "没有流转能离开状态“{state}”；如果是终点，请写 \"locked\": true。",
        "No transition leads out of the state '{state}'; if it is an end, write 'locked': true.");

    /// <summary>A deadline's transition that does not leave its state.</summary>
    public static readonly Message DueTransitionElsewhere = new("LC1204",
        "流转“{transition}”不从状态“{state}”出发，期限到了无法执行。",
        "The transition '{transition}' does not leave the state '{state}', so the deadline cannot take it.");

    /// <summary>An escalation target without escalation.</summary>
    public static readonly Message DueToUnused = new("LC1205",
        "只有 \"then\": \"escalate\" 时才能写 to。",
        "'to' stands only with 'then': 'escalate'.");

    /// <summary>A transition for deadlines that no deadline takes.</summary>
    public static readonly Message SystemUnused = new("LC1206",
        "流转“{transition}”只由系统执行，但没有哪个期限会用到它。",
        "Only the system takes the transition '{transition}', but no deadline names it.");

    /// <summary>A deadline's transition that the system may not take.</summary>
    public static readonly Message DueNotBySystem = new("LC1207",
        "期限到了由系统执行流转“{transition}”，它的 by 里要有 system。",
        "A deadline takes the transition '{transition}': its 'by' must include system.");

    /// <summary>A field that a transition cannot set.</summary>
    public static readonly Message CannotSet = new("LC1208",
        "流转不能给字段“{field}”赋值：分组、表格、文件、位置、表格里的字段和自动计算的字段都不行。",
        "A transition cannot set '{field}': no groups, tables, files, locations, fields of tables, or calculated fields.");

    /// <summary>Fields that stay open in a state that is open anyway.</summary>
    public static readonly Message OpenWithoutLocked = new("LC1209",
        "open 只在 \"locked\": true 的状态里有用。",
        "'open' only means something with 'locked': true.");

    /// <summary>Fields that are locked in a state that is locked anyway.</summary>
    public static readonly Message LockInLocked = new("LC1210",
        "状态已经全部锁定，不用再写 lock。",
        "'lock' means nothing in a locked state.");

    /// <summary>Words for a condition that is not there.</summary>
    public static readonly Message MessageWithoutWhen = new("LC1211",
        "message 是条件 when 不满足时的提示，要和 when 一起写。",
        "'message' tells why 'when' is false; there is no 'when'.");

    /// <summary>A signer who signs twice.</summary>
    public static readonly Message SignersTwice = new("LC1212",
        "“{role}”在会签人里写了两次。",
        "'{role}' stands twice among the signers.");

    /// <summary>A needed field that cannot be filled in.</summary>
    public static readonly Message NeedsUnfillable = new("LC1213",
        "needs 里的“{field}”不能由人填写：它是分组或由系统计算。",
        "'{field}' under 'needs' is a group or calculated; nobody can fill it in.");
}
