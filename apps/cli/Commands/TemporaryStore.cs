using LowCode.Storage.Attachments;
using LowCode.Storage.LiteDb;

namespace LowCode.Cli.Commands;

/// <summary>A store in a temporary folder that goes with it, for commands that try a pack out.</summary>
sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lowcode-");

    public Task<LiteDbStore> OpenAsync(CancellationToken cancel) => LiteDbStore.OpenAsync(new LiteDbStoreOptions(_folder.FullName), cancel);

    public AttachmentFolder Attachments => new(Path.Combine(_folder.FullName, "attachments"), TimeProvider.System);

    public void Dispose() => _folder.Delete(recursive: true);
}
