using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// What people sign in with, hashed: one record a password, one a bearer token. No reader shows these records to anybody.
/// </summary>
public static class CredentialSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/token";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("token", "登录凭据", "Credential", null,
        SystemForm.Field("user", "text", "用户名", "User name"),
        SystemForm.Field("kind", "text", "种类", "Kind"),
        SystemForm.Field("hash", "text", "散列值", "Hash"),
        SystemForm.Field("expiresAt", "datetime", "有效期至", "Expires at"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, []);

    /// <summary>Whose it is.</summary>
    public static Slot User => Shape["user"];

    /// <summary><c>password</c> or <c>bearer</c>.</summary>
    public static Slot Kind => Shape["kind"];

    /// <summary>The hash: PBKDF2 of a password, SHA-256 of a token.</summary>
    public static Slot Hash => Shape["hash"];

    /// <summary>When it ends; empty for never.</summary>
    public static Slot ExpiresAt => Shape["expiresAt"];

    /// <summary>The id of a user's password.</summary>
    public static Guid PasswordOf(string user) => NamedId.Of(Name, "password", user);

    /// <summary>The id of the bearer token of a hash.</summary>
    public static Guid TokenOf(string hash) => NamedId.Of(Name, "bearer", hash);
}
