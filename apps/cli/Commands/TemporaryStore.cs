using LowCode.Stores;

namespace LowCode.Cli.Commands;

/// <summary>A store in a temporary folder that goes with it, for commands that try a pack out.</summary>
sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lowcode-");

    public Task<OpenStore> OpenAsync(CancellationToken cancel) =>
        OpenStore.OpenAsync(StoreName.Parse(_folder.FullName), new StoreSettings(), cancel);

    public void Dispose() => _folder.Delete(recursive: true);
}
