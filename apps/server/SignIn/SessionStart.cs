using LowCode.Runtime;
using LowCode.Runtime.Users;

namespace LowCode.Server.SignIn;

/// <summary>
/// Opens sessions: each with a new secret, whatever cookie came with the request, so that nobody goes on in a session that
/// somebody else has prepared. The one that came is ended when it is the same person's.
/// </summary>
sealed class SessionStart(Installation installation, SessionCookie cookie)
{
    /// <summary>Opens a session for somebody who has just shown who they are, and gives the browser its cookie.</summary>
    public async Task<Session> OpenAsync(HttpContext context, Account account, ProviderSession? provider = null)
    {
        if (context.Features.Get<SignedIn>() is { Session: { } before } signedIn && signedIn.Account.Caller.Name == account.Caller.Name)
            await installation.Users.Sessions.EndAsync(account, before.Id, context.RequestAborted);
        account = account with { Caller = account.Caller with { From = ClientAddress.Of(context) } };
        var secret = Secret.ForSession(account.Caller.Name);
        var session = await installation.Users.Sessions.OpenAsync(account, Secret.Hash(secret),
            context.Request.Headers.UserAgent.ToString(), ClientAddress.Of(context), provider, context.RequestAborted);
        cookie.Give(context, secret);
        return session;
    }

    /// <summary>All sessions of the person who asks have ended; when it was in one, this person goes on in a new one.</summary>
    public async Task GoOnAsync(HttpContext context)
    {
        if (context.Features.Get<SignedIn>() is { Session: not null, Account: var before }
            && await installation.Users.AccountAsync(before.Caller.Name, context.RequestAborted) is { } changed)
        {
            await OpenAsync(context, changed);
        }
    }
}
