using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// Sessions of browsers, by the hash of the secret that the browser has. One that is over is kept for a while, so that its device
/// can be told when it was revoked. No reader shows these records to anybody.
/// </summary>
public static class SessionSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/session";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("session", "会话", "Session", null,
        SystemForm.Field("user", "text", "用户名", "User name"),
        SystemForm.Field("stamp", "integer", "会话序号", "Stamp"),
        SystemForm.Field("device", "text", "设备", "Device"),
        SystemForm.Field("address", "text", "地址", "Address"),
        SystemForm.Field("lastUsedAt", "datetime", "最近使用时间", "Last used at"),
        SystemForm.Field("expiresAt", "datetime", "有效期至", "Expires at"),
        SystemForm.RecordId("identity", "统一身份", "Identity"),
        SystemForm.Field("providerSession", "text", "登录服务的会话", "Session at the provider"),
        SystemForm.Field("revokedAt", "datetime", "撤销时间", "Revoked at"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, [new RecordIndex([FieldRef.Of(User)]), new RecordIndex([FieldRef.Of(ProviderSession)]), new RecordIndex([FieldRef.Of(ExpiresAt)])]);

    /// <summary>Whose it is.</summary>
    public static Slot User => Shape["user"];

    /// <summary>The account's number at sign-in; see <see cref="AccountSet.Stamp"/>.</summary>
    public static Slot Stamp => Shape["stamp"];

    /// <summary>What the browser calls itself.</summary>
    public static Slot Device => Shape["device"];

    /// <summary>The address from which it signed in.</summary>
    public static Slot Address => Shape["address"];

    /// <summary>When it was used last, give or take a few minutes.</summary>
    public static Slot LastUsedAt => Shape["lastUsedAt"];

    /// <summary>When it ends however much it is used.</summary>
    public static Slot ExpiresAt => Shape["expiresAt"];

    /// <summary>The identity by which it was opened; empty when it was by a password. See <see cref="IdentitySet"/>.</summary>
    public static Slot Identity => Shape["identity"];

    /// <summary>What the provider calls its own session, when it says so.</summary>
    public static Slot ProviderSession => Shape["providerSession"];

    /// <summary>When it was revoked; empty when it was not, or with its account.</summary>
    public static Slot RevokedAt => Shape["revokedAt"];

    /// <summary>The id of the session of a hash.</summary>
    public static Guid IdOf(string hash) => NamedId.Of(Name, hash);
}
