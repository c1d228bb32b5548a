using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// One record a closed division, there as long as it is closed. Whatever puts a record into a division is written only
/// while this one does not exist: so nothing comes into a closed division, not even by a node that has not heard of it yet.
/// </summary>
public static class ClosedDivisionSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/closed-division";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("closed-division", "已撤销区划", "Closed division", null,
        SystemForm.Field("code", "text", "代码", "Code"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, []);

    /// <summary>The code.</summary>
    public static Slot Code => Shape["code"];

    /// <summary>The record that must not exist while something comes into a division.</summary>
    public static RecordKey KeyOf(string code) => new(Name, NamedId.Of(Name, code));
}
