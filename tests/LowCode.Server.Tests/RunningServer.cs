namespace LowCode.Server.Tests;

/// <summary>One server that the tests of a class share: started once, over a data folder of its own.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServerProcess? _server;

    internal ServerProcess Server => _server!;

    internal string Folder => _folder.Path;

    public async ValueTask InitializeAsync() =>
        _server = await ServerProcess.StartAsync(Path.Combine(_folder.Path, "data"), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
