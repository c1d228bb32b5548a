using System.Collections.Immutable;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Reading;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LowCode.OData.Tests.Hosting;

/// <summary>A server in this process over a real store in a temporary folder, with both packs and a few people.</summary>
sealed class Town : IAsyncDisposable
{
    public const string Street = "310106006";
    public const string Committee = "310106006002";
    public const string OtherCommittee = "310106006003";

    private readonly string _folder;
    private readonly WebApplication _host;

    private Town(string folder, WebApplication host, Installation installation, FakeTimeProvider clock)
    {
        (_folder, _host, Installation, Clock) = (folder, host, installation, clock);
        Address = _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public static ImmutableDictionary<string, Caller> People { get; } = new Caller[]
    {
        new("root", "管理员", [], IsAdministrator: true),
        new("clerk", "小王", [new("clerk", Committee)]),
        new("other", "小李", [new("clerk", OtherCommittee)]),
        new("reviewer", "老张", [new("reviewer", Street)]),
        new("guest", "访客", [new("guest", Street)]),
        new("nobody", "路人", []),
        new("auditor", "审计员", [new("auditor", Street, "system")]),
        new("chief", "总审计", [new("auditor", "", "system")]),
        new("stranger", "外区审计", [new("auditor", OtherCommittee, "system"), new("auditor", Street)]),
    }.ToImmutableDictionary(person => person.Name);

    public string Address { get; }

    public Installation Installation { get; }

    public FakeTimeProvider Clock { get; }

    public static async Task<Town> OpenAsync(ODataOptions? limits = null, LogBook? log = null, bool isPostgres = false)
    {
        var folder = Directory.CreateTempSubdirectory("lowcode-odata-").FullName;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 2, 0, 0, TimeSpan.Zero));
        var (records, attachments) = isPostgres ? await TestStore.OpenPostgresAsync(folder, clock) : await TestStore.OpenAsync(folder, clock);
        var installation = await Installation.OpenAsync(records, attachments, new InstallationOptions(), clock);
        await installation.ImportDivisionsAsync(Caller.System,
        [
            new("31", "", DivisionLevel.City, "上海市"),
            new("310106", "31", DivisionLevel.District, "静安区"),
            new(Street, "310106", DivisionLevel.Street, "江宁路街道"),
            new(Committee, Street, DivisionLevel.Neighborhood, "新安居委会"),
            new(OtherCommittee, Street, DivisionLevel.Neighborhood, "淮安居委会"),
        ]);
        await installation.Users.SaveAsync(Caller.System, [.. People.Values.Select(person => (person, (string?)null))]);
        foreach (var pack in (IPackFiles[])[Packs.Places, Packs.Visits])
            await PublishAsync(installation, pack);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
            builder.Logging.AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = builder.Build();
        host.MapLowCodeOData(installation, (limits ?? new ODataOptions { Caller = null! }) with
        {
            Caller = http => People[http.Request.Headers["X-User"].ToString() is { Length: > 0 } user ? user : "root"],
        });
        await host.StartAsync();
        return new Town(folder, host, installation, clock);
    }

    public static async Task PublishAsync(Installation installation, IPackFiles pack)
    {
        var result = await installation.PublishAsync(Caller.System, pack);
        Assert.True(result.App is not null, string.Join('\n', result.Diagnostics));
    }

    /// <summary>A client of one person for one app.</summary>
    public Client As(string user, string app = "town-visits") => new(new Uri($"{Address}/odata/{app}/"), user);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        await Installation.DisposeAsync();
        TestStore.Delete(_folder);
    }
}
