using LiteDB;
using LiteDB.Engine;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Tests.Accidents;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.LiteDb;

public class LiteDbConformance(ITestOutputHelper output) : StoreConformance(output)
{
    protected override StoreHome NewHome() => new Home(from: null);

    /// <param name="from">How many records a set must have to be searched by columns; null for what is usual.</param>
    protected sealed class Home(int? from) : StoreHome
    {
        private readonly TestFolder _folder = new();
        private int _backups;

        public override async Task<IRecordStore> OpenAsync() => await LiteDbStore.OpenAsync(from is { } records ? new(_folder["data"]) { ColumnsFrom = records } : new(_folder["data"]));

        public override string NewBackupPath() => _folder[$"backup{++_backups}"];

        public override async Task<IRecordStore> OpenBackupAsync(string path) => await LiteDbStore.OpenAsync(new(path));

        public override Task TamperAsync(params StoredChange[] changes)
        {
            using var engine = new LiteEngine(new EngineSettings { Filename = Path.Combine(_folder["data"], "lowcode.db"), Collation = Collation.Binary });
            foreach (var change in changes)
            {
                if (change.Hash.Length == 0)
                {
                    Assert.Equal(1, engine.Delete("log", [change.Number]));
                    continue;
                }
                var query = new LiteDB.Query();
                query.Where.Add(BsonExpression.Create("_id = @0", change.Number));
                using var reader = engine.Query("log", query);
                Assert.True(reader.Read());
                var document = reader.Current.AsDocument;
                reader.Dispose();
                document["b"] = change.Head;
                document["e"] = change.Body is null ? BsonValue.Null : change.Body;
                document["h"] = change.Hash;
                Assert.Equal(1, engine.Update("log", [document]));
            }
            engine.Checkpoint();
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>The same where even the smallest set is searched by columns.</summary>
public sealed class LiteDbColumnsConformance(ITestOutputHelper output) : LiteDbConformance(output)
{
    protected override StoreHome NewHome() => new Home(from: 0);
}
