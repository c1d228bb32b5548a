namespace LowCode.Definitions.Messages;

/// <summary>What is wrong with names and with what they refer to: LC11xx up to LC1129.</summary>
public static class NameMessages
{
    /// <summary>Not letters and digits.</summary>
    public static readonly Message BadName = new("LC1101",
        "“{name}”不能作名称：要以英文字母开头，只用英文字母和数字，最长 64 个。",
        "'{name}' is no name: a letter, then letters and digits, 64 at most.");

    /// <summary>Not lower-case letters, digits, hyphens.</summary>
    public static readonly Message BadAppName = new("LC1102",
        "“{name}”不能作应用名称：要以小写英文字母开头，只用小写字母、数字和连字符（-），最长 64 个。",
        "'{name}' is no app name: a lower-case letter, then lower-case letters, digits and single hyphens, 64 at most.");

    /// <summary>A name that the engine or the rule language uses.</summary>
    public static readonly Message ReservedName = new("LC1103",
        "“{name}”是系统保留的名称，请换一个。",
        "The name '{name}' is reserved; choose another.");

    /// <summary>A name that something of the same kind has.</summary>
    public static readonly Message DuplicateName = new("LC1104",
        "名称“{name}”已经用过（{first}）。",
        "The name '{name}' is already used ({first}).");

    /// <summary>Two names that differ in capitals only.</summary>
    public static readonly Message NamesDifferInCase = new("LC1105",
        "名称“{name}”和“{other}”只差大小写，容易弄混，请换一个。",
        "The names '{name}' and '{other}' differ in capitals only; choose another.");

    /// <summary>Not a semantic version.</summary>
    public static readonly Message BadVersion = new("LC1106",
        "“{version}”不是版本号，请写成 1.2.0 的样子。",
        "'{version}' is no semantic version; write it like 1.2.0.");

    /// <summary>An option code that cannot be stored.</summary>
    public static readonly Message BadCode = new("LC1107",
        "“{code}”不能作选项代码：要以英文字母开头，只用英文字母、数字和下划线，最长 64 个。",
        "'{code}' is no option code: a letter, then letters, digits and underscores, 64 at most.");

    /// <summary>A role that app.json does not list.</summary>
    public static readonly Message UnknownRole = new("LC1108",
        "app.json 的 roles 里没有角色“{role}”。{suggestion}",
        "app.json lists no role '{role}'.{suggestion}");

    /// <summary>Not role or role@level.</summary>
    public static readonly Message BadRolePlace = new("LC1109",
        "“{text}”写法不对，应为“角色”或“角色@层级”，层级只能是：{levels}。",
        "'{text}' must be role or role@level, with one of the levels {levels}.");

    /// <summary>A role at a level where nobody holds it.</summary>
    public static readonly Message RoleElsewhere = new("LC1110",
        "角色“{role}”设在 {level} 一级，{wanted} 一级没有人担任。",
        "The role '{role}' is held at the level {level}; nobody holds it at {wanted}.");

    /// <summary>A form that does not exist.</summary>
    public static readonly Message UnknownForm = new("LC1111",
        "没有表单“{form}”。{suggestion}",
        "There is no form '{form}'.{suggestion}");

    /// <summary>An option list that does not exist.</summary>
    public static readonly Message UnknownOptionList = new("LC1112",
        "没有选项表“{options}”。{suggestion}",
        "There is no option list '{options}'.{suggestion}");

    /// <summary>A field that the form does not have.</summary>
    public static readonly Message UnknownField = new("LC1113",
        "表单“{form}”没有字段“{field}”。{suggestion}",
        "The form '{form}' has no field '{field}'.{suggestion}");

    /// <summary>A decision that does not exist.</summary>
    public static readonly Message UnknownDecision = new("LC1114",
        "没有决策“{decision}”。{suggestion}",
        "There is no decision '{decision}'.{suggestion}");

    /// <summary>A state that the workflow does not have.</summary>
    public static readonly Message UnknownState = new("LC1115",
        "流程没有状态“{state}”。{suggestion}",
        "The workflow has no state '{state}'.{suggestion}");

    /// <summary>A transition that the workflow does not have.</summary>
    public static readonly Message UnknownTransition = new("LC1116",
        "流程没有流转“{transition}”。{suggestion}",
        "The workflow has no transition '{transition}'.{suggestion}");

    /// <summary>Another app that is not under requires.</summary>
    public static readonly Message AppNotRequired = new("LC1117",
        "用到了应用“{app}”，请在 app.json 的 requires 里写上它和版本。",
        "The app '{app}' is used; name it with a version under requires in app.json.");

    /// <summary>A required app that is not there.</summary>
    public static readonly Message AppNotInstalled = new("LC1118",
        "需要的应用“{app}”还没有安装。{suggestion}",
        "The required app '{app}' is not installed.{suggestion}");

    /// <summary>A required app in an older version.</summary>
    public static readonly Message AppTooOld = new("LC1119",
        "需要应用“{app}”{wanted} 或更高版本，现在装的是 {installed}。",
        "The app '{app}' is needed in version {wanted} or later; {installed} is installed.");

    /// <summary>An app that requires itself.</summary>
    public static readonly Message RequiresItself = new("LC1120", "应用不能依赖自己。", "An app cannot require itself.");

    /// <summary>A list that must hold something.</summary>
    public static readonly Message Empty = new("LC1121",
        "“{property}”至少要有一项。",
        "'{property}' must have at least one element.");

    /// <summary>A decision over another form.</summary>
    public static readonly Message DecisionOfOtherForm = new("LC1122",
        "决策“{decision}”是针对表单“{other}”的，不是“{form}”。",
        "The decision '{decision}' decides over the form '{other}', not '{form}'.");

    /// <summary>Something of a workflow on a form that has none.</summary>
    public static readonly Message NoWorkflow = new("LC1123",
        "表单“{form}”没有流程。",
        "The form '{form}' has no workflow.");
}
