using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using LowCode.Server.Limits;
using LowCode.Server.SignIn;

namespace LowCode.Server.Endpoints;

/// <summary>One's second factor: begin, confirm, give up. Begun and given up with the password.</summary>
static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this IEndpointRouteBuilder account)
    {
        account.MapPost("/second-factor", EnrolAsync);
        account.MapPost("/second-factor/confirm", ConfirmAsync);
        account.MapPost("/second-factor/disable", DisableAsync);
    }

    private static async Task EnrolAsync(HttpContext context, PasswordSignIn passwords, SecondFactors factors)
    {
        if (await JsonBody.ReadAsync<Confirmation>(context) is not { } given || await VerifyAsync(context, passwords, given, withCode: false) is not { } account)
            return;
        if (await factors.EnrolAsync(account, context.RequestAborted) is not { } secret)
        {
            await Problem.WriteAsync(context, StatusCodes.Status409Conflict, SignInMessages.FactorInUse);
            return;
        }
        await context.Response.WriteAsJsonAsync(
            new { secret = Base32.Encode(secret), uri = Totp.Uri(secret, account.Caller.Name) }, JsonBody.Options, context.RequestAborted);
    }

    private static async Task ConfirmAsync(HttpContext context, SecondFactors factors, SessionStart sessions)
    {
        if (await JsonBody.ReadAsync<Code>(context) is not { } given)
            return;
        var recovery = await factors.ConfirmAsync(context.Features.Get<SignedIn>()!.Account, given.Value, context.RequestAborted);
        if (recovery is null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, SignInMessages.CodeWrong);
            return;
        }
        await sessions.GoOnAsync(context);
        await context.Response.WriteAsJsonAsync(new { recoveryCodes = recovery }, JsonBody.Options, context.RequestAborted);
    }

    private static async Task DisableAsync(
        HttpContext context, Installation installation, PasswordSignIn passwords, SessionStart sessions)
    {
        if (await JsonBody.ReadAsync<Confirmation>(context) is not { } given
            || await VerifyAsync(context, passwords, given, withCode: true) is not { } account)
        {
            return;
        }
        await installation.Users.SecondFactors.RemoveAsync(account, context.RequestAborted);
        await sessions.GoOnAsync(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // The account of who knows the password, and the code where one is asked for; else it has been answered.
    private static async Task<Account?> VerifyAsync(HttpContext context, PasswordSignIn passwords, Confirmation given, bool withCode)
    {
        var name = context.Features.Get<SignedIn>()!.Account.Caller.Name;
        var (outcome, account) = await passwords.OnceAsync(context, name, given.Password, given.Code);
        if (outcome == SignInOutcome.Right || (outcome == SignInOutcome.CodeNeeded && !withCode))
            return account;
        await (outcome == SignInOutcome.Blocked
            ? RequestLimits.AnswerAsync(context, HostMessages.TooManyAttempts, PasswordAccounts.Window)
            : Problem.WriteAsync(context, StatusCodes.Status403Forbidden, withCode ? SignInMessages.CodeWrong : SignInMessages.PasswordWrong));
        return null;
    }

    private sealed record Confirmation(string Password, string? Code = null);

    private sealed record Code([property: System.Text.Json.Serialization.JsonPropertyName("code")] string Value);
}
