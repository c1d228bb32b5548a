using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>Notes of what was read that somebody has to answer for. They stand in the change log only: there are no records.</summary>
public static class ReadingSet
{
    /// <summary>The form's name.</summary>
    public const string Form = "reading";

    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/{Form}";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of(Form, "查看记录", "Reading", null,
        SystemForm.Field("set", "text", "对象", "Set"),
        SystemForm.RecordId("recordId", "记录", "Record"),
        SystemForm.Field("fields", "text", "字段", "Fields"),
        SystemForm.Field("query", "text", "查询", "Query"),
        SystemForm.Field("answered", "integer", "最多返回条数", "Answered at most"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, []);
}
