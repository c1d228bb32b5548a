namespace LowCode.Definitions.Messages;

/// <summary>What a form says of a record beside the constraints of field types. LC31xx.</summary>
public static class FormRuleMessages
{
    /// <summary>Nothing was entered in a required field.</summary>
    public static readonly Message Required = new("LC3101",
        "请填写“{label}”。",
        "Fill in “{label}”.");

    /// <summary>The field is locked or read-only.</summary>
    public static readonly Message CannotChange = new("LC3102",
        "现在不能修改“{label}”。",
        "“{label}” cannot be changed now.");

    /// <summary>No such option.</summary>
    public static readonly Message NoSuchOption = new("LC3103",
        "“{label}”没有选项 {code}。",
        "“{label}” has no option {code}.");

    /// <summary>The option is not offered now.</summary>
    public static readonly Message OptionNotOffered = new("LC3104",
        "“{label}”现在不能选“{option}”。",
        "“{option}” cannot be chosen in “{label}” now.");

    /// <summary>The option is out of use.</summary>
    public static readonly Message OptionRetired = new("LC3105",
        "“{label}”的选项“{option}”已停用，请选其他选项。",
        "The option “{option}” of “{label}” is no longer in use; choose another.");

    /// <summary>A check failed whose author gave the words; this code goes with them.</summary>
    public static readonly Message CheckFailed = new("LC3106",
        "“{label}”不符合要求。",
        "“{label}” is not as it should be.");

    /// <summary>Rules depend on each other.</summary>
    public static readonly Message Cycle = new("LC3107",
        "规则互相依赖，无法计算：{path}。",
        "These rules depend on each other and cannot be calculated: {path}.");
}
