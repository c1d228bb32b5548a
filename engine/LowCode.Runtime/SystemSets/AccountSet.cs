using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// What belongs to signing in and to nobody's sight, beside the user of the same id: the password's hash, whether the
/// account is locked or disabled, the second factor. A user without such a record has no password. No reader shows these.
/// </summary>
public static class AccountSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/account";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("account", "账户", "Account", null,
        SystemForm.Field("user", "text", "用户名", "User name"),
        SystemForm.Field("password", "text", "密码散列值", "Hash of the password"),
        SystemForm.Field("changedAt", "datetime", "密码修改时间", "Password changed at"),
        SystemForm.Field("mustChange", "boolean", "须修改密码", "Must change the password"),
        SystemForm.Field("disabled", "boolean", "已停用", "Disabled"),
        SystemForm.Field("stamp", "integer", "会话序号", "Stamp of sessions"),
        SystemForm.Field("failed", "integer", "失败次数", "Failed sign-ins"),
        SystemForm.Field("failedSince", "datetime", "首次失败时间", "Failed since"),
        SystemForm.Field("lockedUntil", "datetime", "锁定至", "Locked until"),
        SystemForm.Field("factor", "longText", "动态口令密钥", "Second factor"),
        SystemForm.Field("factorOn", "boolean", "已启用动态口令", "Second factor is on"),
        SystemForm.Field("factorStep", "integer", "最近使用的动态口令", "Last code used"),
        SystemForm.Table("recovery", "恢复码", "Recovery codes",
            SystemForm.Field("hash", "text", "散列值", "Hash")),
        SystemForm.Field("signedInAt", "datetime", "最近登录时间", "Signed in at"),
        SystemForm.Field("revokedStamp", "integer", "撤销时的会话序号", "Stamp of the last revocation"),
        SystemForm.Field("revokedAt", "datetime", "撤销时间", "Revoked at"),
        SystemForm.Field("deviceKey", "longText", "设备密钥", "Device key"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, []);

    /// <summary>Whose it is.</summary>
    public static Slot User => Shape["user"];

    /// <summary>The password's hash; empty when there is none.</summary>
    public static Slot Password => Shape["password"];

    /// <summary>When the password was set last.</summary>
    public static Slot ChangedAt => Shape["changedAt"];

    /// <summary>True until the person has chosen a password of their own.</summary>
    public static Slot MustChange => Shape["mustChange"];

    /// <summary>True for an account that lets nobody in.</summary>
    public static Slot Disabled => Shape["disabled"];

    /// <summary>Grows with whatever ends all sessions; a session of another number is over.</summary>
    public static Slot Stamp => Shape["stamp"];

    /// <summary>Wrong sign-ins since <see cref="FailedSince"/>.</summary>
    public static Slot Failed => Shape["failed"];

    /// <summary>When they began to be counted.</summary>
    public static Slot FailedSince => Shape["failedSince"];

    /// <summary>Until when passwords are refused, right ones too.</summary>
    public static Slot LockedUntil => Shape["lockedUntil"];

    /// <summary>The second factor's secret, as the host protects it.</summary>
    public static Slot Factor => Shape["factor"];

    /// <summary>True once it has been confirmed.</summary>
    public static Slot FactorOn => Shape["factorOn"];

    /// <summary>The time step of the last code that was used: no code is good twice.</summary>
    public static Slot FactorStep => Shape["factorStep"];

    /// <summary>Hashes of the recovery codes that are left.</summary>
    public static Slot Recovery => Shape["recovery"];

    /// <summary>When the person signed in last; of each time there is an entry in the audit, so that they can be listed.</summary>
    public static Slot SignedInAt => Shape["signedInAt"];

    /// <summary>Sessions of lower numbers were revoked, not just ended.</summary>
    public static Slot RevokedStamp => Shape["revokedStamp"];

    /// <summary>When they were revoked last.</summary>
    public static Slot RevokedAt => Shape["revokedAt"];

    /// <summary>The key with which the person's devices seal what is not sent yet, as the host protects it.</summary>
    public static Slot DeviceKey => Shape["deviceKey"];

    /// <summary>The id of a user's account: that of the user.</summary>
    public static Guid IdOf(string user) => UserSet.IdOf(user);

    /// <summary>
    /// The id of the record on which wrong sign-ins for a name are counted that nobody has, so that they cost what others
    /// do: one of a few, however many names are tried.
    /// </summary>
    public static Guid DecoyOf(string name) => NamedId.Of(Name, "nobody", (NamedId.Of(name).ToByteArray()[0] & 0x3F).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
