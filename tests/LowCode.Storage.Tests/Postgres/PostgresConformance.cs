using LowCode.Storage.Tests.Conformance;

[assembly: AssemblyFixture(typeof(LowCode.Storage.Tests.Postgres.PostgresServer))]

namespace LowCode.Storage.Tests.Postgres;

public sealed class PostgresConformance : StoreConformance
{
    private readonly PostgresServer _server;

    public PostgresConformance(ITestOutputHelper output, PostgresServer server)
        : base(output)
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        _server = server;
    }

    protected override StoreHome NewHome() => new PostgresHome(_server.ConnectionString);
}
