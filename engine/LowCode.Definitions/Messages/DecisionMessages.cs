namespace LowCode.Definitions.Messages;

/// <summary>What can be wrong with a decision: LC45xx.</summary>
public static class DecisionMessages
{
    /// <summary>A decision without rules.</summary>
    public static readonly Message NoRules = new("LC4501",
        "判定“{decision}”没有任何规则,请至少添加一条。",
        "The decision '{decision}' has no rules; add at least one.");

    /// <summary>Two rules with one name.</summary>
    public static readonly Message DuplicateRule = new("LC4502",
        "判定中有两条规则都叫“{rule}”,规则名称不能重复。",
        "Two rules of the decision are called '{rule}'; names must be unique in it.");

    /// <summary>A rule that has neither a condition nor nested rules.</summary>
    public static readonly Message NothingToAsk = new("LC4503",
        "规则“{rule}”既没有条件(when)也没有下级规则(rules),请补上其中之一。",
        "The rule '{rule}' has neither a condition ('when') nor nested 'rules'; give it one of them.");

    /// <summary>A rule of mode first, or a gate, that leads nowhere.</summary>
    public static readonly Message OutcomeMissing = new("LC4504",
        "规则“{rule}”没有写结论(outcome)。",
        "The rule '{rule}' has no 'outcome'.");

    /// <summary>An outcome where none is looked at.</summary>
    public static readonly Message OutcomeUnused = new("LC4505",
        "规则“{rule}”的结论(outcome)不起作用:只有 first 模式的顶层规则和一票否决项(gate)才有结论。",
        "The 'outcome' of the rule '{rule}' has no effect: only top rules in mode first and gates have one.");

    /// <summary>Something that belongs to scores, in mode first.</summary>
    public static readonly Message ScoreOnly = new("LC4506",
        "“{property}”只能用于打分(mode 为 score)的判定。",
        "'{property}' belongs to decisions with mode score only.");

    /// <summary>A gate among nested rules.</summary>
    public static readonly Message NestedGate = new("LC4507",
        "规则“{rule}”是下级规则,不能设为一票否决项(gate);请把它移到最上层。",
        "The nested rule '{rule}' cannot be a gate; move it to the top.");

    /// <summary>A gate that gives points.</summary>
    public static readonly Message GateWithPoints = new("LC4508",
        "一票否决项“{rule}”不参与打分,不能写分值(points、max、sum)。",
        "The gate '{rule}' is not scored; it cannot have 'points', 'max' or 'sum'.");

    /// <summary>Two grades from the same points.</summary>
    public static readonly Message DuplicateGrade = new("LC4509",
        "有两个等级都从 {from} 分开始。",
        "Two grades begin at {from} points.");

    /// <summary>An outcome that the field which shows it does not offer.</summary>
    public static readonly Message OutcomeNotOffered = new("LC4510",
        "结论“{outcome}”不在选项表“{options}”中,字段“{field}”无法显示它。",
        "The outcome '{outcome}' is not in the option list '{options}', so the field '{field}' cannot show it.");

    /// <summary>A limit below zero.</summary>
    public static readonly Message NegativeMax = new("LC4511",
        "规则“{rule}”的最高分(max)不能小于 0。",
        "The 'max' of the rule '{rule}' cannot be below 0.");

    /// <summary>A combination of nested rules that are not there.</summary>
    public static readonly Message OperatorUnused = new("LC4512",
        "规则“{rule}”没有下级规则,“{property}”不起作用。",
        "The rule '{rule}' has no nested rules, so '{property}' has no effect.");
}
