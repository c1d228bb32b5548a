using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Serving;
using LowCode.Server.SignIn;
using LowCode.Storage;
using LowCode.Storage.Attachments;
using LowCode.Stores;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Hosting;

/// <summary>Puts the parts together, starts, and stops in order: requests first, then deadlines, then the store.</summary>
static class ServerHost
{
    private const string ClientSecret = $"{nameof(ServerOptions.SingleSignOn)}:{nameof(SingleSignOnOptions.ClientSecret)}";

    /// <summary>Runs until stopped. Returns 0 after an orderly stop, else the exit code of a <see cref="StartFailure"/>.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var urls = "";
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
            builder.Configuration.AddEnvironmentVariables("LOWCODE_").AddCommandLine(args);
            var options = ReadOptions(builder, args);
            urls = builder.Configuration["urls"] ?? "http://localhost:5080";
            builder.WebHost.UseUrls(urls);
            await using var installation = await OpenAsync(builder, options);
            await using var app = ServerApp.Build(builder, installation, options);
            await app.StartAsync();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (StartFailure.Of(error, urls) is { } failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
    }

    private static ServerOptions ReadOptions(WebApplicationBuilder builder, string[] args)
    {
        if (new ConfigurationBuilder().AddCommandLine(args).Build()[nameof(ServerOptions.Postgres)] is not null)
            throw new StartFailure(StartFailure.BadConfiguration, HostMessages.SecretOnCommandLine);
        if (new ConfigurationBuilder().AddCommandLine(args).Build()[ClientSecret] is not null)
            throw new StartFailure(StartFailure.BadConfiguration, SingleSignOnMessages.SecretOnCommandLine, ("setting", ClientSecret), ("variable", "LOWCODE_SingleSignOn__ClientSecret"));
        var options = builder.Configuration.Get<ServerOptions>() ?? new ServerOptions();
        builder.Services.AddSingleton(Options.Create(options));
        options.Demo.Users ??= builder.Environment.IsDevelopment();
        if (options.Demo.Users.Value && !builder.Environment.IsDevelopment() && !options.Demo.IKnowThatPasswordsArePublic)
            throw new StartFailure(StartFailure.BadConfiguration, HostMessages.DemoUsersOutsideDevelopment);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
            throw new StartFailure(StartFailure.BadConfiguration, HostMessages.BadSetting, ("setting", nameof(options.TimeZone)), ("value", options.TimeZone));
        if (options.PublicUrl is { Length: > 0 } url && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
            throw new StartFailure(StartFailure.BadConfiguration, HostMessages.BadSetting, ("setting", nameof(options.PublicUrl)), ("value", url));
        if (TrustedProxies.Mistake(options.TrustedProxies) is { } proxy)
            throw new StartFailure(StartFailure.BadConfiguration, HostMessages.BadSetting, ("setting", nameof(options.TrustedProxies)), ("value", proxy));
        if (options.SingleSignOn.Mistake() is var (setting, wrong))
            throw new StartFailure(StartFailure.BadConfiguration, HostMessages.BadSetting, ("setting", $"SingleSignOn:{setting}"), ("value", wrong));
        return options;
    }

    private static async Task<Installation> OpenAsync(WebApplicationBuilder builder, ServerOptions options)
    {
        var (records, attachments) = await OpenStore.OpenAsync(options.Store, new StoreSettings
        {
            ConnectionString = options.Postgres,
            Schema = options.Schema,
            MemoryLimitBytes = options.MemoryLimit,
        });
        var installation = await InstallationOf(records, attachments, options);
        await FirstStart.FillAsync(installation, options.Templates ?? FindTemplates(), CancellationToken.None);
        if (options.Demo.Users == true)
            await DemoUsers.EnsureAsync(installation, CancellationToken.None);
        builder.Services.AddSingleton(installation);
        return installation;
    }

    private static async Task<Installation> InstallationOf(IRecordStore records, IAttachmentStore attachments, ServerOptions options)
    {
        try
        {
            return await Installation.OpenAsync(records, attachments, new InstallationOptions
            {
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone),
                TimerLease = TimeSpan.FromSeconds(Math.Max(5, options.TimerSeconds * 2)),
                UnusedUploads = TimeSpan.FromDays(options.UnusedUploadDays),
                Sessions = new SessionLimits
                {
                    Idle = TimeSpan.FromMinutes(Math.Clamp(options.SessionIdleMinutes, 1, 24 * 60)),
                    Absolute = TimeSpan.FromHours(Math.Clamp(options.SessionHours, 1, 24 * 30)),
                },
            }, TimeProvider.System);
        }
        catch
        {
            await records.DisposeAsync();
            throw;
        }
    }

    // Beside the program once it is published; at the root of the sources while it is developed.
    private static string FindTemplates()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var templates = Path.Combine(folder.FullName, "templates");
            if (Directory.Exists(templates))
                return templates;
        }
        return Path.Combine(AppContext.BaseDirectory, "templates");
    }
}
