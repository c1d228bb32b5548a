using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Stores;

namespace LowCode.Cli.Commands;

/// <summary>
/// An installation's data, named as the server's <c>--data</c> names it. Commands open it themselves: of an embedded store a
/// running server holds the lock, and then they say so; PostgreSQL serves them beside the server.
/// </summary>
static class DataStore
{
    public static Argument<string> Argument(string name = "DATA") => new(name)
    {
        Description = "The server's data: a folder, or postgres:FOLDER with LOWCODE_Postgres set. 服务器的数据:目录,或 postgres:目录(并设置 LOWCODE_Postgres)。",
    };

    /// <summary>The store of a name, which is made when it is missing.</summary>
    public static Task<OpenStore> OpenAsync(string name, CancellationToken cancel) =>
        OpenStore.OpenAsync(StoreName.Parse(name), StoreSettings.FromEnvironment(), cancel);

    /// <summary>The store of a name, which must hold data.</summary>
    public static Task<OpenStore> OpenExistingAsync(string name, CancellationToken cancel) =>
        OpenStore.OpenAsync(Existing(name), StoreSettings.FromEnvironment(), cancel);

    /// <summary>The name of a store whose folder holds something.</summary>
    public static StoreName Existing(string name) =>
        StoreName.Parse(name) is var store && Directory.Exists(store.Folder) && Directory.EnumerateFileSystemEntries(store.Folder).Any()
            ? store
            : throw new CommandFailure(ToolMessages.NoData, ("folder", name));
}
