namespace LowCode.Definitions.Messages;

/// <summary>What is wrong with the definition of a decision: LC13xx.</summary>
public static class DecisionDefinitionMessages
{
    /// <summary>A property of the other mode.</summary>
    public static readonly Message NotInMode = new("LC1301",
        "“{property}”不能用在 \"mode\": \"{mode}\" 的决策里。",
        "'{property}' has no place in a decision of the mode '{mode}'.");

    /// <summary>A gate without its outcome.</summary>
    public static readonly Message GateWithoutOutcome = new("LC1302",
        "前提（gate）要写不满足时的结果 outcome。",
        "A gate needs the outcome that it gives when it fails.");

    /// <summary>A rule of the mode first that gives nothing.</summary>
    public static readonly Message RuleWithoutOutcome = new("LC1303",
        "这条规则没有写结果 outcome。",
        "The rule gives no outcome.");

    /// <summary>A rule of the mode score that adds nothing.</summary>
    public static readonly Message RuleWithoutPoints = new("LC1304",
        "这条规则和它的下级规则都没有分值 points，不起作用。",
        "Neither the rule nor its nested rules give points; it has no effect.");

    /// <summary>Grades out of order.</summary>
    public static readonly Message GradesUnsorted = new("LC1305",
        "等级要按分数 from 从高到低或从低到高排列，分数不能重复。",
        "Grades must be sorted by 'from', each different.");

    /// <summary>A rule behind one that always holds.</summary>
    public static readonly Message RuleUnreachable = new("LC1306",
        "前面的规则“{rule}”总是成立，这条规则永远轮不到。",
        "The rule '{rule}' before it always holds; this one is never reached.");

    /// <summary>An otherwise behind a rule that always holds.</summary>
    public static readonly Message OtherwiseUnreachable = new("LC1307",
        "规则“{rule}”总是成立，otherwise 永远用不到。",
        "The rule '{rule}' always holds; 'otherwise' is never reached.");

    /// <summary>A grade above all points.</summary>
    public static readonly Message GradeUnreachable = new("LC1308",
        "最多只能得 {most} 分，达不到“{outcome}”要求的 {from} 分。",
        "At most {most} points can be reached; '{outcome}' needs {from}.");

    /// <summary>Points below the lowest grade.</summary>
    public static readonly Message NoLowestOutcome = new("LC1309",
        "低于 {from} 分时没有结果：请加一个从 0 分开始的等级，或写 otherwise。",
        "Below {from} points there is no outcome; add a grade from 0, or 'otherwise'.");

    /// <summary>A property that nested rules do not have.</summary>
    public static readonly Message OnlyOnTop = new("LC1310",
        "“{property}”只能写在最上一级的规则里。",
        "Only top-level rules have '{property}'.");

    /// <summary>An operator without nested rules.</summary>
    public static readonly Message NothingNested = new("LC1311",
        "没有下级规则时不用写 operator。",
        "'operator' means nothing without nested rules.");
}
