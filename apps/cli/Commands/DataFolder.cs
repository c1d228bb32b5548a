using System.CommandLine;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary>The folder of an installation's data. Commands open it themselves: a running server holds its lock, and then they say so.</summary>
static class DataFolder
{
    public static Argument<DirectoryInfo> Argument() => new("DATA") { Description = "The server's data folder. 服务器的数据目录。" };

    /// <summary>The folder, which must hold data.</summary>
    public static string Existing(DirectoryInfo folder) =>
        folder.Exists && folder.EnumerateFiles().Any() ? folder.FullName : throw new CommandFailure(ToolMessages.NoData, ("folder", folder.FullName));
}
