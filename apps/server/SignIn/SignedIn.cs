using LowCode.Runtime.Users;
using LowCode.Server.Hosting;

namespace LowCode.Server.SignIn;

/// <summary>How a request was signed in; among its features beside the caller.</summary>
/// <param name="Account">Whose account, as it was when the request began.</param>
/// <param name="Session">The session of its cookie, or null.</param>
/// <param name="Token">The access token, or null. With neither, it was the password.</param>
sealed record SignedIn(Account Account, Session? Session = null, AccessToken? Token = null)
{
    /// <summary>Whether the first password is to be changed before anything else; who has come by single sign-on does not need it.</summary>
    public bool IsPasswordChangeDue => Account.MustChangePassword && Session?.Provider is null;

    /// <summary>Whether the person must set up a second factor before anything else.</summary>
    /// <param name="options">What the operator asks of administrators.</param>
    public bool IsSecondFactorDue(ServerOptions options) => options.AdministratorsNeedSecondFactor
        && Account is { Caller.IsAdministrator: true, NeedsCode: false } && Session?.Provider is null;
}
