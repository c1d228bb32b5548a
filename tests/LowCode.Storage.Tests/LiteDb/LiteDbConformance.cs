using LowCode.Storage.LiteDb;
using LowCode.Storage.Tests.Accidents;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.LiteDb;

public sealed class LiteDbConformance(ITestOutputHelper output) : StoreConformance(output)
{
    protected override StoreHome NewHome() => new Home();

    private sealed class Home : StoreHome
    {
        private readonly TestFolder _folder = new();
        private int _backups;

        public override async Task<IRecordStore> OpenAsync() => await LiteDbStore.OpenAsync(new(_folder["data"]));

        public override string NewBackupPath() => _folder[$"backup{++_backups}"];

        public override async Task<IRecordStore> OpenBackupAsync(string path) => await LiteDbStore.OpenAsync(new(path));

        public override ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
