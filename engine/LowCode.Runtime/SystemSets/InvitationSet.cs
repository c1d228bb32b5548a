using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>Invitations that nobody has accepted yet, by the hash of their code. No reader shows these records to anybody.</summary>
public static class InvitationSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/invitation";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("invitation", "邀请", "Invitation", null,
        SystemForm.Field("title", "text", "被邀请人", "For whom"),
        SystemForm.Field("administrator", "boolean", "管理员", "Administrator"),
        SystemForm.Field("expiresAt", "datetime", "有效期至", "Expires at"),
        SystemForm.Roles("角色", "Roles"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, []);

    /// <summary>For whom it is, as whoever made it calls them.</summary>
    public static Slot Title => Shape["title"];

    /// <summary>Whether who accepts it becomes an administrator.</summary>
    public static Slot Administrator => Shape["administrator"];

    /// <summary>When it ends.</summary>
    public static Slot ExpiresAt => Shape["expiresAt"];

    /// <summary>The roles that it brings: rows of role, division, app, from, until.</summary>
    public static Slot Roles => Shape["roles"];

    /// <summary>The id of the invitation of a hash.</summary>
    public static Guid IdOf(string hash) => NamedId.Of(Name, hash);
}
