using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>Access tokens, hashed. No reader shows these records to anybody.</summary>
public static class TokenSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/token";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("token", "访问令牌", "Access token", null,
        SystemForm.Field("user", "text", "用户名", "User name"),
        SystemForm.Field("kind", "text", "种类", "Kind"),
        SystemForm.Field("hash", "text", "散列值", "Hash"),
        SystemForm.Field("expiresAt", "datetime", "有效期至", "Expires at"),
        SystemForm.Field("title", "text", "名称", "Title"),
        SystemForm.Field("access", "text", "权限", "Access"),
        SystemForm.Field("administers", "boolean", "可管理", "Administers"),
        SystemForm.Table("reach", "范围", "Reach",
            SystemForm.Field("app", "text", "应用", "App"),
            SystemForm.Field("set", "text", "表单", "Set")),
        SystemForm.Field("lastUsedOn", "date", "最近使用日期", "Last used on"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, [new RecordIndex([FieldRef.Of(User)])]);

    /// <summary>Whose it is.</summary>
    public static Slot User => Shape["user"];

    /// <summary><c>bearer</c>; <c>password</c> in installations from before there were accounts.</summary>
    public static Slot Kind => Shape["kind"];

    /// <summary>The token's hash.</summary>
    public static Slot Hash => Shape["hash"];

    /// <summary>When it ends; empty for never.</summary>
    public static Slot ExpiresAt => Shape["expiresAt"];

    /// <summary>What its owner calls it.</summary>
    public static Slot Title => Shape["title"];

    /// <summary>How far it goes: <c>read</c>, <c>write</c>, <c>create</c>; empty for one without a scope.</summary>
    public static Slot Access => Shape["access"];

    /// <summary>Whether an administrator may administer with it.</summary>
    public static Slot Administers => Shape["administers"];

    /// <summary>Where it counts: rows of an app, or of a set <c>app/form</c>.</summary>
    public static Slot Reach => Shape["reach"];

    /// <summary>The day, in UTC, on which it was used last.</summary>
    public static Slot LastUsedOn => Shape["lastUsedOn"];

    /// <summary>The id of the token of a hash.</summary>
    public static Guid IdOf(string hash) => NamedId.Of(Name, "bearer", hash);
}
