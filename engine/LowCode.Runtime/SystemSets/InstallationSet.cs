using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// One record about the installation itself. Whoever changes what all nodes keep in memory (apps, divisions) changes it in
/// the same batch: so a node sees by one record that it is behind, and of two nodes that publish at once one finds that
/// the other was faster.
/// </summary>
public static class InstallationSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/installation";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("installation", "安装", "Installation", null,
        SystemForm.Field("apps", "integer", "应用的变更次数", "Changes of apps"),
        SystemForm.Field("divisions", "integer", "区划的变更次数", "Changes of divisions"),
        SystemForm.Field("administrators", "integer", "管理员的减少次数", "Administrators taken away"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, []);

    /// <summary>How often apps have been published.</summary>
    public static Slot Apps => Shape["apps"];

    /// <summary>How often divisions have been changed.</summary>
    public static Slot Divisions => Shape["divisions"];

    /// <summary>How often somebody ceased to be an administrator: of two such changes at once, one finds that the other was faster.</summary>
    public static Slot Administrators => Shape["administrators"];

    /// <summary>The id of the one record.</summary>
    public static Guid Id { get; } = NamedId.Of(Name, "installation");
}
