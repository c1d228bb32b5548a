[assembly: AssemblyFixture(typeof(LowCode.OData.Tests.Hosting.TownFixture))]

namespace LowCode.OData.Tests.Hosting;

/// <summary>One town for tests that do not mind each other's records.</summary>
public sealed class TownFixture : IAsyncLifetime
{
    internal Town Town { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Town = await Town.OpenAsync();

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}
