namespace LowCode.Server.Tests;

/// <summary>
/// Clients that others have written, unchanged, against a running server: the scripts in <c>tests/clients</c>, which run on
/// Node. Where that, its packages or Chromium are missing the tests say how to get them; CI has all of it.
/// </summary>
public class ClientTests(RunningServer running, ITestOutputHelper output) : IClassFixture<RunningServer>
{
    [Fact]
    public Task OpenUI5_in_a_browser()
    {
        NodeScript.NeedChromium();
        return RunAsync("ui5");
    }

    [Fact]
    public Task O_js() => RunAsync("odata");

    [Fact]
    public Task SAP_Cloud_SDK() => RunAsync("sapCloudSdk");

    [Fact]
    public Task Readers_of_metadata() => RunAsync("csdl");

    [Fact]
    public Task Readers_of_the_OpenAPI_description() => RunAsync("openapi");

    private Task RunAsync(string script) => NodeScript.RunAsync("tests/clients", $"{script}.test.mjs", running.Server, output);
}
