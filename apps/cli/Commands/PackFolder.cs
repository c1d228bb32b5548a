using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;

namespace LowCode.Cli.Commands;

/// <summary>A pack as the folder that a person names, with the packs beside it that it may require.</summary>
static class PackFolder
{
    /// <summary>The argument of every command over a pack.</summary>
    public static Argument<DirectoryInfo> Argument() => new("PACK")
    {
        Description = "A pack's folder, with app.json in it. 模板包目录。",
    };

    /// <summary>The files; a folder without <c>app.json</c> is refused with a sentence.</summary>
    public static FolderFiles Open(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "app.json"))
            ? new FolderFiles(folder.FullName)
            : throw new CommandFailure(ToolMessages.NoPack, ("folder", folder.FullName));

    /// <summary>The other packs in the same parent folder: what a pack requires is looked for there.</summary>
    public static IReadOnlyList<IPackFiles> Neighbours(DirectoryInfo folder) =>
        [
            .. (folder.Parent?.GetDirectories() ?? [])
                .Where(other => other.FullName != folder.FullName && File.Exists(Path.Combine(other.FullName, "app.json")))
                .OrderBy(other => other.Name, StringComparer.Ordinal)
                .Select(other => new FolderFiles(other.FullName)),
        ];
}
