using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>The division tree as records; a division's own code is the division of its record.</summary>
public static class DivisionSet
{
    /// <summary>The form's name.</summary>
    public const string Form = "division";

    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/{Form}";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of(Form, "区划", "Division", "name",
        SystemForm.Field("code", "text", "代码", "Code"),
        SystemForm.Field("parent", "text", "上级", "Parent"),
        SystemForm.Field("level", "text", "层级", "Level"),
        SystemForm.Field("name", "text", "名称", "Name"),
        SystemForm.Field("closed", "boolean", "已撤销", "Closed"),
        SystemForm.Field("former", "boolean", "原代码", "Code of before"),
        SystemForm.Field("successor", "text", "承接区划", "Successor"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape,
    [
        new RecordIndex([FieldRef.Of(Code)], Unique: true),
        new RecordIndex([FieldRef.Of(Parent)]),
    ]);

    /// <summary>The code.</summary>
    public static Slot Code => Shape["code"];

    /// <summary>The parent's code; empty for the root.</summary>
    public static Slot Parent => Shape["parent"];

    /// <summary>The level in camel case: <c>street</c>.</summary>
    public static Slot Level => Shape["level"];

    /// <summary>What people call it.</summary>
    public static Slot Title => Shape["name"];

    /// <summary>True for one that takes no new records.</summary>
    public static Slot Closed => Shape["closed"];

    /// <summary>True for a code of before, whose records have gone to the successor.</summary>
    public static Slot Former => Shape["former"];

    /// <summary>Code of the division to turn to in place of a closed one.</summary>
    public static Slot Successor => Shape["successor"];

    /// <summary>The id of a division's record.</summary>
    public static Guid IdOf(string code) => NamedId.Of(Name, code);
}
