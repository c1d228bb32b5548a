using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// Who a user is at a provider of single sign-on, by issuer and subject, and what of the user's roles came from there. No
/// reader shows these records to anybody.
/// </summary>
public static class IdentitySet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/identity";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("identity", "统一身份", "Identity", null,
        SystemForm.Field("issuer", "text", "登录服务", "Issuer"),
        SystemForm.Field("subject", "text", "用户标识", "Subject"),
        SystemForm.Field("user", "text", "用户名", "User name"),
        SystemForm.Field("administrator", "boolean", "由登录服务授予管理员", "Administrator by the provider"),
        SystemForm.Roles("由登录服务授予的角色", "Roles by the provider"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, [new RecordIndex([FieldRef.Of(User)])]);

    /// <summary>The provider, as it calls itself.</summary>
    public static Slot Issuer => Shape["issuer"];

    /// <summary>The person, as the provider calls them; it never gives that to another.</summary>
    public static Slot Subject => Shape["subject"];

    /// <summary>The user that this is.</summary>
    public static Slot User => Shape["user"];

    /// <summary>True when the last sign-in made the user an administrator.</summary>
    public static Slot Administrator => Shape["administrator"];

    /// <summary>The roles that the last sign-in brought: rows of role, division, app.</summary>
    public static Slot Roles => Shape["roles"];

    /// <summary>The id of a person's record.</summary>
    public static Guid IdOf(string issuer, string subject) => NamedId.Of(Name, issuer, subject);
}
