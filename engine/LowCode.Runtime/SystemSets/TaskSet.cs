using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// Tasks: who is awaited for which record. A record's tasks are written in the same batch as the record; the division of
/// a task is the one at which its role is looked for.
/// </summary>
public static class TaskSet
{
    /// <summary>The form's name.</summary>
    public const string Form = "task";

    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/{Form}";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of(Form, "待办", "Task", "title",
        SystemForm.Field("app", "text", "应用", "App"),
        SystemForm.Field("form", "text", "表单", "Form"),
        SystemForm.RecordId("recordId", "记录", "Record"),
        SystemForm.Field("title", "text", "事项", "Title"),
        SystemForm.Field("state", "text", "状态", "State"),
        SystemForm.Field("role", "text", "办理角色", "Role"),
        SystemForm.Field("dueAt", "datetime", "截止时间", "Due at"),
        SystemForm.Field("overdue", "boolean", "已逾期", "Overdue"),
        SystemForm.Field("escalated", "boolean", "已上报", "Escalated"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape,
    [
        new RecordIndex([FieldRef.Of(Record)]),
        new RecordIndex([FieldRef.Of(SystemField.Division), FieldRef.Of(Role), FieldRef.Of(DueAt)]),
        new RecordIndex([FieldRef.Of(SystemField.ModifiedAt)]),
    ]);

    /// <summary>Name of the app.</summary>
    public static Slot App => Shape["app"];

    /// <summary>Name of the form.</summary>
    public static Slot OfForm => Shape["form"];

    /// <summary>Id of the record.</summary>
    public static Slot Record => Shape["recordId"];

    /// <summary>The record's display text.</summary>
    public static Slot Title => Shape["title"];

    /// <summary>The state in which the record waits.</summary>
    public static Slot State => Shape["state"];

    /// <summary>The role that is awaited.</summary>
    public static Slot Role => Shape["role"];

    /// <summary>When it should be done; empty when there is no deadline.</summary>
    public static Slot DueAt => Shape["dueAt"];

    /// <summary>True once the deadline has passed.</summary>
    public static Slot Overdue => Shape["overdue"];

    /// <summary>True for a task that was given to a higher level because the deadline had passed.</summary>
    public static Slot Escalated => Shape["escalated"];
}
