using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>People who may sign in, with the roles they hold. What they sign in with is in <see cref="AccountSet"/>.</summary>
public static class UserSet
{
    /// <summary>The form's name.</summary>
    public const string Form = "user";

    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/{Form}";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of(Form, "用户", "User", "title",
        SystemForm.Field("name", "text", "用户名", "User name"),
        SystemForm.Field("title", "text", "姓名", "Name"),
        SystemForm.Field("administrator", "boolean", "管理员", "Administrator"),
        SystemForm.Field("locale", "text", "语言", "Language"),
        SystemForm.Roles("角色", "Roles"),
        SystemForm.Table("standsIn", "代理", "Stands in for",
            SystemForm.Field("owner", "text", "被代理人", "Whose roles"),
            SystemForm.Field("from", "date", "起始日期", "From"),
            SystemForm.Field("until", "date", "截止日期", "Until")));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, [new RecordIndex([FieldRef.Of(UserName)], Unique: true)]);

    /// <summary>The name to sign in with.</summary>
    public static Slot UserName => Shape["name"];

    /// <summary>The name as people say it.</summary>
    public static Slot Title => Shape["title"];

    /// <summary>True for administrators.</summary>
    public static Slot Administrator => Shape["administrator"];

    /// <summary>The language.</summary>
    public static Slot Locale => Shape["locale"];

    /// <summary>The roles given: rows of role, division, app, and the days from and until which they are held.</summary>
    public static Slot Roles => Shape["roles"];

    /// <summary>Whose roles are lent to this user: rows of owner, from, until. So one record tells whose others to read.</summary>
    public static Slot StandsIn => Shape["standsIn"];

    /// <summary>The id of a user's record.</summary>
    public static Guid IdOf(string name) => NamedId.Of(Name, name);
}
