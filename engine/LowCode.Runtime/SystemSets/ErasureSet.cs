using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>Orders to erase personal data that were carried out: what and why. They stand in the audit.</summary>
public static class ErasureSet
{
    /// <summary>The form's name.</summary>
    public const string Form = "erasure";

    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/{Form}";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of(Form, "数据清除", "Erasure", null,
        SystemForm.Field("set", "text", "对象", "Set"),
        SystemForm.Field("records", "integer", "记录数", "Records"),
        SystemForm.Field("fields", "text", "字段", "Fields"),
        SystemForm.Field("reason", "text", "理由", "Reason"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, []);
}
