using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// Moves, merges and splits of divisions, with all that is needed to go on with one after a stop. At most one is under
/// way: of two that begin at once, one finds that the other was faster. No reader shows these records to anybody.
/// </summary>
public static class DivisionChangeSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/division-change";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("division-change", "区划调整", "Change of divisions", null,
        SystemForm.Field("kind", "text", "方式", "Kind"),
        SystemForm.Field("finished", "boolean", "已完成", "Finished"),
        SystemForm.Table("moves", "代码变更", "Moves",
            SystemForm.Field("from", "text", "原代码", "From"),
            SystemForm.Field("to", "text", "新代码", "To"),
            SystemForm.Field("parent", "text", "新上级", "New parent"),
            SystemForm.Field("whole", "boolean", "含下级", "With all below")),
        SystemForm.Table("chosen", "指定的记录", "Chosen records",
            SystemForm.Field("set", "text", "表单", "Set"),
            SystemForm.RecordId("recordId", "记录", "Record")),
        SystemForm.Field("from", "text", "指定记录的原区划", "Division of the chosen records"),
        SystemForm.Field("to", "text", "指定记录的新区划", "New division of the chosen records"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, [new RecordIndex([FieldRef.Of(Finished)])]);

    /// <summary>What kind of change it is.</summary>
    public static Slot Kind => Shape["kind"];

    /// <summary>True once nothing is left to do.</summary>
    public static Slot Finished => Shape["finished"];

    /// <summary>Which codes become which: rows of from, to, parent, whole.</summary>
    public static Slot Moves => Shape["moves"];

    /// <summary>The records that a split takes along: rows of set and recordId.</summary>
    public static Slot Chosen => Shape["chosen"];

    /// <summary>Where the chosen records are.</summary>
    public static Slot From => Shape["from"];

    /// <summary>Where they go.</summary>
    public static Slot To => Shape["to"];
}
