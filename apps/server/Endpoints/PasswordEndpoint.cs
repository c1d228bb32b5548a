using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using LowCode.Server.Limits;
using LowCode.Server.SignIn;

namespace LowCode.Server.Endpoints;

/// <summary>Changes one's password. All sessions end; who does it in one goes on in a new one.</summary>
static class PasswordEndpoint
{
    public static async Task ChangeAsync(
        HttpContext context, Installation installation, PasswordSignIn passwords, SessionStart sessions)
    {
        var name = context.Features.Get<SignedIn>()!.Account.Caller.Name;
        if (await JsonBody.ReadAsync<Passwords>(context) is not { } given)
            return;
        var (outcome, account) = await passwords.OnceAsync(context, name, given.Current, null);
        if (outcome == SignInOutcome.Blocked)
        {
            await RequestLimits.AnswerAsync(context, HostMessages.TooManyAttempts, PasswordAccounts.Window);
            return;
        }
        if (outcome == SignInOutcome.Wrong)
        {
            await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, SignInMessages.PasswordWrong);
            return;
        }
        var problem = given.New == given.Current ? Finding.Of(SignInMessages.PasswordSame, "new") : PasswordPolicy.Problem(name, given.New);
        if (problem is not null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, [problem]);
            return;
        }
        if (!await installation.Users.Passwords.ChangeAsync(account!, PasswordHashes.Of(given.New), context.RequestAborted))
        {
            await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, SignInMessages.PasswordWrong);
            return;
        }
        await sessions.GoOnAsync(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private sealed record Passwords(string Current, string New);
}
