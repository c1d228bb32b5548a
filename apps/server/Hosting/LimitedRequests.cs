using LowCode.Definitions.Messages;
using LowCode.Server.Limits;
using LowCode.Server.SignIn;

namespace LowCode.Server.Hosting;

/// <summary>Where requests are counted: by address before anything is looked at, by who asks once that is known.</summary>
static class LimitedRequests
{
    /// <summary>Before signing in. Watchdogs are not counted: who limits them believes that the node is down.</summary>
    public static IApplicationBuilder UseAddressLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RequestLimits>();
        return app.Use((context, next) => !context.Request.Path.StartsWithSegments("/health") && limits.RefusesAddress(context) is { } wait
            ? RequestLimits.AnswerAsync(context, LimitMessages.TooManyRequests, wait) : next(context));
    }

    /// <summary>After signing in.</summary>
    public static IApplicationBuilder UseAskerLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RequestLimits>();
        return app.Use((context, next) =>
            context.Features.Get<SignedIn>() is { } signedIn && limits.RefusesAsker(signedIn.Account.Caller.Name, signedIn.Token?.Id ?? default) is { } wait
                ? RequestLimits.AnswerAsync(context, LimitMessages.TooManyRequests, wait) : next(context));
    }
}
