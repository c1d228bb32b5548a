using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// How far the engine has come with what it does by itself now and then: a record for each such chore. Of two nodes that do the
/// same at once one finds that the other was faster.
/// </summary>
public static class ChoreSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/chore";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("chore", "例行工作", "Chore", null,
        SystemForm.Field("what", "text", "工作", "What"),
        SystemForm.Field("until", "datetime", "已处理至", "Done until"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, []);

    /// <summary>What is done.</summary>
    public static Slot What => Shape["what"];

    /// <summary>Up to which instant it has been done.</summary>
    public static Slot Until => Shape["until"];

    /// <summary>The id of a chore.</summary>
    public static Guid IdOf(string what) => NamedId.Of(Name, what);
}
