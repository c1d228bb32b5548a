using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>Deadlines that run: at most one a record, written in the same batch as the record.</summary>
public static class TimerSet
{
    /// <summary>The form's name.</summary>
    public const string Form = "timer";

    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/{Form}";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of(Form, "期限", "Deadline", null,
        SystemForm.Field("app", "text", "应用", "App"),
        SystemForm.Field("form", "text", "表单", "Form"),
        SystemForm.RecordId("recordId", "记录", "Record"),
        SystemForm.Field("state", "text", "状态", "State"),
        SystemForm.Field("dueAt", "datetime", "截止时间", "Due at"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, [new RecordIndex([FieldRef.Of(DueAt)])]);

    /// <summary>Name of the app.</summary>
    public static Slot App => Shape["app"];

    /// <summary>Name of the form.</summary>
    public static Slot OfForm => Shape["form"];

    /// <summary>Id of the record.</summary>
    public static Slot Record => Shape["recordId"];

    /// <summary>The state whose deadline it is.</summary>
    public static Slot State => Shape["state"];

    /// <summary>When it fires.</summary>
    public static Slot DueAt => Shape["dueAt"];

    /// <summary>The id of a record's timer.</summary>
    public static Guid IdOf(string set, Guid record) => NamedId.Of(Name, set, record.ToString());
}
