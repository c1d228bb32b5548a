namespace LowCode.Definitions.Messages;

/// <summary>What is wrong with fields, forms and option lists: LC113x to LC115x.</summary>
public static class FieldMessages
{
    /// <summary>A property that the field's type does not have.</summary>
    public static readonly Message PropertyNotForType = new("LC1130",
        "{type} 类型的字段没有“{property}”这个属性。",
        "A field of the type {type} has no property '{property}'.");

    /// <summary>A property that the field's type needs.</summary>
    public static readonly Message PropertyMissing = new("LC1131",
        "{type} 类型的字段要写“{property}”。",
        "A field of the type {type} needs the property '{property}'.");

    /// <summary>A computed field with no source, or two.</summary>
    public static readonly Message ComputedSource = new("LC1132",
        "computed 字段要写 value（规则）或 decision（决策），二者只写一个。",
        "A computed field has either a value (a rule) or a decision.");

    /// <summary>A computed field that holds what it cannot.</summary>
    public static readonly Message ComputedAs = new("LC1133",
        "computed 字段的 as 不能是“{type}”，只能是：{allowed}。",
        "A computed field cannot hold '{type}'; 'as' is one of {allowed}.");

    /// <summary>A min or max that is no value of the type.</summary>
    public static readonly Message BadBound = new("LC1134",
        "“{property}”的值“{value}”不适合 {type} 字段，应该像 {example}。",
        "'{value}' is no '{property}' for a field of the type {type}; write it like {example}.");

    /// <summary>A smallest above the largest.</summary>
    public static readonly Message BoundsCross = new("LC1135",
        "{min} 不能大于 {max}。",
        "'{min}' must not be more than '{max}'.");

    /// <summary>A pattern that cannot be used.</summary>
    public static readonly Message BadPattern = new("LC1136",
        "正则表达式第 {position} 个字符处有问题：{problem}。",
        "The pattern is wrong at character {position}: {problem}.");

    /// <summary>A number that makes no sense for its property.</summary>
    public static readonly Message NumberOutOfRange = new("LC1137",
        "“{property}”须在 {min} 到 {max} 之间。",
        "'{property}' must lie between {min} and {max}.");

    /// <summary>Not a media type.</summary>
    public static readonly Message BadMediaType = new("LC1138",
        "“{value}”不是文件类型，请写成 image/jpeg 或 image/* 的样子。",
        "'{value}' is no media type; write it like image/jpeg or image/*.");

    /// <summary>Groups and tables too deep in one another.</summary>
    public static readonly Message FieldsTooDeep = new("LC1140",
        "分组和表格嵌套太深：最多 {max} 层。",
        "Groups and tables are nested too deeply; {max} levels are allowed.");

    /// <summary>Two properties of which one has no effect.</summary>
    public static readonly Message NotTogether = new("LC1141",
        "“{first}”和“{second}”不能一起写。",
        "'{first}' and '{second}' cannot stand together.");

    /// <summary>A display field that is no text of the record.</summary>
    public static readonly Message DisplayUnfit = new("LC1142",
        "“{field}”不能代表一条记录：要用表格以外的文字、编号、选项或日期字段。",
        "'{field}' cannot stand for a record; use a field of text, number, choice or date outside of tables.");

    /// <summary>A former name that a field still has.</summary>
    public static readonly Message RenamedFromKept = new("LC1143",
        "renamedFrom 写的“{name}”仍是现有字段的名称。",
        "'renamedFrom' names '{name}', which a field still has.");

    /// <summary>A former name that two fields claim.</summary>
    public static readonly Message RenamedFromTwice = new("LC1144",
        "已有另一个字段（{other}）说自己原来叫“{name}”。",
        "Another field ({other}) was renamed from '{name}' too.");

    /// <summary>A parent that is no option of the list.</summary>
    public static readonly Message UnknownParent = new("LC1145",
        "选项表里没有上级选项“{parent}”。{suggestion}",
        "The list has no option '{parent}' to be a parent.{suggestion}");

    /// <summary>An option that is its own ancestor.</summary>
    public static readonly Message ParentCycle = new("LC1146",
        "选项“{code}”的上级绕了一圈又回到它自己。",
        "The option '{code}' is its own ancestor.");

    /// <summary>A computed field that cannot hold what a decision gives.</summary>
    public static readonly Message DecisionKind = new("LC1147",
        "“{decision}”的结果不能放进 as 为“{type}”的字段，应为：{allowed}。",
        "What '{decision}' gives does not fit 'as': '{type}'; use {allowed}.");

    /// <summary>An outcome that is no option of the field's list.</summary>
    public static readonly Message OutcomeNoOption = new("LC1148",
        "决策结果“{outcome}”不在选项表“{options}”里。",
        "The outcome '{outcome}' is no option of '{options}'.");

    /// <summary>A former name that is the present one.</summary>
    public static readonly Message RenamedFromSelf = new("LC1149",
        "renamedFrom 和现在的名称一样。",
        "'renamedFrom' is the field's present name.");
}
