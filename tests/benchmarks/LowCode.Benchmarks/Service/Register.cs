using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.OData;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Stores;
using Npgsql;

namespace LowCode.Benchmarks.Service;

/// <summary>The register on one of the stores, served over HTTP beside hand-written endpoints over the same store.</summary>
sealed class Register : IAsyncDisposable
{
    private static readonly Caller Viewer = new("bench", "bench", [], IsAdministrator: true);

    private readonly string _folder;
    private readonly WebApplication _host;
    private readonly Installation _installation;
    private readonly NpgsqlDataSource? _database;

    private Register(string folder, WebApplication host, Installation installation, NpgsqlDataSource? database)
    {
        (_folder, _host, _installation, _database) = (folder, host, installation, database);
        Shape = installation.Apps[HazardPack.App].Forms["hazard"].Shape;
        Client = new HttpClient { BaseAddress = new Uri(host.Urls.First() + "/"), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    public Shape Shape { get; }

    /// <summary>Where the page query is half way through.</summary>
    public Task<(DateOnly Day, Guid Id, long Position)> MiddleAsync() => new HandOverStore(_installation.Store, Shape).MiddleAsync();

    /// <param name="connection">Connection string of a PostgreSQL; null for an embedded store.</param>
    /// <param name="records">How many records it holds.</param>
    /// <param name="caller">Who asks; an administrator when null.</param>
    public static async Task<Register> OpenAsync(string? connection, int records, Func<HttpContext, Caller>? caller = null)
    {
        var folder = Directory.CreateTempSubdirectory("lowcode-service-").FullName;
        var (store, attachments) = await OpenStore.OpenAsync(
            new StoreName(connection is not null, folder), new StoreSettings { ConnectionString = connection });
        var installation = await Installation.OpenAsync(store, attachments, new InstallationOptions(), TimeProvider.System);
        await installation.ImportDivisionsAsync(Viewer,
        [
            new("31", "", DivisionLevel.City, "上海市"), new("310106", "31", DivisionLevel.District, "静安区"),
            new("310106006", "310106", DivisionLevel.Street, "江宁路街道"), new("310106006002", "310106006", DivisionLevel.Neighborhood, "新安居委会"),
        ]);
        var result = await installation.PublishAsync(Viewer, HazardPack.Files);
        if (result.App is null)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        var shape = installation.Apps[HazardPack.App].Forms["hazard"].Shape;
        await new Hazards(shape).FillAsync(store, records);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = builder.Build();
        host.MapLowCodeOData(installation, new ODataOptions { Caller = caller ?? (_ => Viewer) });
        var database = connection is null ? null : NpgsqlDataSource.Create(connection);
        if (database is null)
        {
            new HandOverStore(store, shape).Map(host);
        }
        else
        {
            // As the database does by itself after a while.
            await using (var analyze = database.CreateCommand("VACUUM ANALYZE"))
            {
                analyze.CommandTimeout = 0;
                await analyze.ExecuteNonQueryAsync();
            }
            await HandOverSql.MapAsync(host, database, shape);
        }
        await host.StartAsync();
        return new Register(folder, host, installation, database);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        await _installation.DisposeAsync();
        if (_database is not null)
        {
            await using (var drop = _database.CreateCommand("DROP SCHEMA lowcode CASCADE"))
                await drop.ExecuteNonQueryAsync();
            await _database.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }
}
