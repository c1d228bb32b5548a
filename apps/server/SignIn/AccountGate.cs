using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;
using LowCode.Server.Answers;
using LowCode.Server.Hosting;
using Microsoft.Extensions.Options;

namespace LowCode.Server.SignIn;

/// <summary>
/// What a request may not do although somebody is signed in: write by a cookie from another site, anything before a first
/// password is changed or a second factor that is asked for is set up, what its access token is not good for.
/// </summary>
static class AccountGate
{
    // Where a person goes who has to change the password, or to set up a second factor.
    private static readonly PathString[] WhileDue = ["/account", "/account/password", "/account/sign-out"];
    private static readonly PathString[] WhileFactorDue = [.. WhileDue, "/account/second-factor", "/account/second-factor/confirm"];

    public static IApplicationBuilder UseAccountGate(this IApplicationBuilder app)
    {
        var forged = app.ApplicationServices.GetRequiredService<ForgedRequests>();
        var options = app.ApplicationServices.GetRequiredService<IOptions<ServerOptions>>().Value;
        return app.Use((context, next) =>
        {
            if (context.Features.Get<SignedIn>() is not { } signedIn)
                return next(context);
            if (signedIn.Session is not null && !forged.Allows(context.Request))
                return forged.RefuseAsync(context);
            if (signedIn.IsPasswordChangeDue && !WhileDue.Contains(context.Request.Path))
                return Problem.WriteAsync(context, StatusCodes.Status403Forbidden, SignInMessages.PasswordChangeDue);
            if (signedIn.IsSecondFactorDue(options) && !WhileFactorDue.Contains(context.Request.Path))
                return Problem.WriteAsync(context, StatusCodes.Status403Forbidden, SignInMessages.SecondFactorDue);
            if (signedIn.Token is { Scope: { } scope } && !Covers(scope, context.Request))
                return Problem.WriteAsync(context, StatusCodes.Status403Forbidden, SignInMessages.OutOfScope);
            return next(context);
        });
    }

    // Which records, and what within a batch, the runtime decides; here is what is plain from the address.
    private static bool Covers(TokenScope scope, HttpRequest request)
    {
        if (request.Path.Value?.Split('/') is not ["", var area, var app, ..])
            return true;
        return area.ToLowerInvariant() switch
        {
            "odata" => scope.Opens(app) && scope.Access switch
            {
                TokenAccess.Write => true,
                TokenAccess.Create => HttpMethods.IsPost(request.Method),
                _ => Reads(request),
            },
            "documents" or "modules" or "apps" => scope.Opens(app) && scope.Access != TokenAccess.Create,
            _ => true,
        };
    }

    private static bool Reads(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
        || (HttpMethods.IsPost(request.Method) && (request.Path.Value!.EndsWith("/$batch", StringComparison.Ordinal)
            || request.Path.Value.EndsWith("/$query", StringComparison.Ordinal)));
}
