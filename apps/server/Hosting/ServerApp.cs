using System.Threading.RateLimiting;
using LowCode.Definitions.Messages;
using LowCode.OData;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Uploads;
using LowCode.Server.Answers;
using LowCode.Server.Endpoints;
using LowCode.Server.Limits;
using LowCode.Server.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;

namespace LowCode.Server.Hosting;

/// <summary>The web application over an installation: services, what every request passes through, addresses.</summary>
static class ServerApp
{
    /// <summary>Builds it; it is not started.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, Installation installation, ServerOptions options)
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
        builder.Services.AddSingleton(installation.Clock).AddSingleton<VerifiedCredentials>().AddSingleton<FailedAttempts>();
        builder.Services.AddSingleton<PasswordSignIn>().AddSingleton<SecondFactors>().AddSingleton<DeviceKeyProtection>().AddSingleton(new OwnOrigin(options.PublicUrl is { Length: > 0 } url ? new Uri(url) : null)).AddSingleton<SessionCookie>()
            .AddSingleton<SessionStart>().AddSingleton(new RequestLimits(options.AddressRequestsPerMinute, options.RequestsPerMinute, options.SignInsPerMinute)).AddSingleton<ForgedRequests>();
        builder.Services.AddSingleton(new UploadQuota(Math.Max(0, options.UploadBytesPerDay), installation.Clock)).AddSingleton<Differences>();
        builder.Services.AddHostedService<TimerLoop>();
        builder.Services.AddNodeKeys(options.Store.Keys);
        builder.Services.AddAuthentication(SignInHandler.Name).AddScheme<AuthenticationSchemeOptions, SignInHandler>(SignInHandler.Name, null);
        builder.Services.AddSingleSignOn(options.SingleSignOn);
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
        if (options.PublicUrl is { Length: > 0 } && options.TrustedProxies.Count == 0)
            app.Logger.LogWarning("PublicUrl is set and TrustedProxies is not: behind a proxy, all who come by it count as one address.");
        app.UseTrustedProxies(options);
        app.UseSecurityHeaders();
        app.UseRequestLog();
        app.UseExceptionHandler(failed => failed.Run(context => AnswerFailureAsync(context)));
        app.UseAddressLimits();
        app.UseRateLimiter();
        if (options.SingleSignOn.IsOn)
            app.UseCallbackLimits();
        app.UseAuthentication();
        app.UseAskerLimits();
        app.UseAuthorization();
        app.UseAccountGate();
        app.MapHealth();
        app.MapAccount();
        app.MapAdmin();
        app.MapDocuments();
        app.MapModules();
        app.MapApps();
        app.MapDifferences();
        app.MapUploads();
        app.MapWebApp();
        app.MapLowCodeOData(installation, new ODataOptions
        {
            Caller = context => context.Features.Get<Caller>()!,
            MaxBodySize = options.MaxRequestBytes,
            MaxAttachmentSize = options.MaxAttachmentBytes,
            Uploads = app.Services.GetRequiredService<UploadQuota>(),
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
