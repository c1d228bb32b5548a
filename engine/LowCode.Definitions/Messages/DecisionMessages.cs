namespace LowCode.Definitions.Messages;

/// <summary>
/// What only the compilation of a decision finds: LC45xx. What can be seen in its definition is in
/// <see cref="DecisionDefinitionMessages"/>.
/// </summary>
public static class DecisionMessages
{
    /// <summary>A gate that cannot fail.</summary>
    public static readonly Message GateWithoutCondition = new("LC4503",
        "一票否决项“{rule}”既没有条件（when）也没有下级规则（rules），请补上其中之一。",
        "The gate '{rule}' has neither a condition ('when') nor nested 'rules'; give it one of them.");

    /// <summary>A gate that gives points.</summary>
    public static readonly Message GateWithPoints = new("LC4508",
        "一票否决项“{rule}”不参与打分，不能写分值（points、max、sum）。",
        "The gate '{rule}' is not scored; it cannot have 'points', 'max' or 'sum'.");

    /// <summary>A limit below zero.</summary>
    public static readonly Message NegativeMax = new("LC4511",
        "规则“{rule}”的最高分（max）不能小于 0。",
        "The 'max' of the rule '{rule}' cannot be below 0.");
}
