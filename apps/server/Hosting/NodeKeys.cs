using Microsoft.AspNetCore.DataProtection;

namespace LowCode.Server.Hosting;

/// <summary>
/// The keys with which the server protects what it gives to browsers (cookies, tokens against forged requests): in the data
/// folder, which all nodes share, so that each accepts what another gave. Not among the records: the change log and its
/// copies would keep them for ever.
/// </summary>
static class NodeKeys
{
    public static void AddNodeKeys(this IServiceCollection services, string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        services.AddDataProtection().SetApplicationName("LowCode").PersistKeysToFileSystem(new DirectoryInfo(folder));
    }
}
