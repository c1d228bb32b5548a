using System.Threading.RateLimiting;
using LowCode.Definitions.Messages;
using LowCode.OData;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Server.Endpoints;
using LowCode.Server.SignIn;
using LowCode.Storage;
using LowCode.Storage.Attachments;
using LowCode.Stores;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Hosting;

/// <summary>Puts the parts together, starts, and stops in order: requests first, then deadlines, then the store.</summary>
static class ServerHost
{
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
            await using var app = Build(builder, installation, options);
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
        var options = builder.Configuration.Get<ServerOptions>() ?? new ServerOptions();
        builder.Services.AddSingleton(Options.Create(options));
        options.Demo.Users ??= builder.Environment.IsDevelopment();
        if (options.Demo.Users.Value && !builder.Environment.IsDevelopment() && !options.Demo.IKnowThatPasswordsArePublic)
            throw new StartFailure(StartFailure.BadConfiguration, HostMessages.DemoUsersOutsideDevelopment);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
            throw new StartFailure(StartFailure.BadConfiguration, HostMessages.BadSetting, ("setting", nameof(options.TimeZone)), ("value", options.TimeZone));
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

    private static WebApplication Build(WebApplicationBuilder builder, Installation installation, ServerOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Math.Max(options.MaxRequestBytes, options.MaxAttachmentBytes); // each address has its own below
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        });
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<VerifiedCredentials>().AddSingleton<FailedAttempts>();
        builder.Services.AddHostedService<TimerLoop>();
        builder.Services.AddNodeKeys(options.Store.Keys);
        builder.Services.AddAuthentication(SignInHandler.Name).AddScheme<AuthenticationSchemeOptions, SignInHandler>(SignInHandler.Name, null);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser().Build());
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(_ => RateLimitPartition.GetConcurrencyLimiter("all",
                _ => new ConcurrencyLimiterOptions { PermitLimit = options.MaxConcurrentRequests, QueueLimit = options.MaxConcurrentRequests }));
            limiter.OnRejected = async (context, _) =>
                await Problem.WriteAsync(context.HttpContext, StatusCodes.Status503ServiceUnavailable, HostMessages.Busy);
        });

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseRequestLog();
        app.UseExceptionHandler(failed => failed.Run(context => AnswerFailureAsync(context)));
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapAdmin();
        app.MapDocuments();
        app.MapModules();
        app.MapLowCodeOData(installation, new ODataOptions
        {
            Caller = context => context.Features.Get<Caller>()!,
            MaxBodySize = options.MaxRequestBytes,
            MaxAttachmentSize = options.MaxAttachmentBytes,
            MaxQueryWork = Math.Max(1, options.MaxQueryWork),
            MaxQueryTime = TimeSpan.FromSeconds(Math.Clamp(options.MaxQuerySeconds, 1, 24 * 60 * 60)),
            QueriesAtOnce = Math.Max(1, options.QueriesAtOnce),
            MaxWaitingQueries = Math.Max(0, options.MaxWaitingQueries),
        });
        app.MapFallback(context => Problem.WriteAsync(context, StatusCodes.Status404NotFound, HostMessages.NoSuchAddress, ("path", context.Request.Path.Value)));
        return app;
    }

    private static Task AnswerFailureAsync(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad
            ? Problem.WriteAsync(context, bad.StatusCode, HostMessages.RequestRefused, ("reason", bad.Message))
            : Problem.WriteAsync(context, StatusCodes.Status500InternalServerError, HostMessages.InternalError, ("trace", context.TraceIdentifier));
}
