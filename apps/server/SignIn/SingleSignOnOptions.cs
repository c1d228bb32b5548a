namespace LowCode.Server.SignIn;

/// <summary>The provider at which people may sign in by OpenID Connect, and what follows from what it says.</summary>
sealed class SingleSignOnOptions
{
    /// <summary>The provider's address, under which its description is found; nothing here counts without.</summary>
    public string? Authority { get; set; }

    /// <summary>As what this server is registered there.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of that registration; none for a public client. Not on the command line: lists of processes show it.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What is asked for, separated by blanks.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>The claim that names a user who is made.</summary>
    public string UserNameClaim { get; set; } = "preferred_username";

    /// <summary>The claim with the name as people say it.</summary>
    public string TitleClaim { get; set; } = "name";

    /// <summary>Whether somebody whom nobody has let in becomes a user at the first sign-in.</summary>
    public bool CreateUsers { get; set; }

    /// <summary>What makes somebody an administrator.</summary>
    public List<ClaimRule> Administrators { get; set; } = [];

    /// <summary>What brings roles.</summary>
    public List<RoleRule> Roles { get; set; } = [];

    /// <summary>Whether anybody can sign in by it.</summary>
    public bool IsOn => !string.IsNullOrEmpty(Authority);

    /// <summary>A setting that cannot be, with its value where that is no secret; null when all can.</summary>
    public (string Setting, string? Value)? Mistake()
    {
        if (!IsOn)
            return null;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            return (nameof(Authority), Authority);
        if (string.IsNullOrEmpty(ClientId))
            return (nameof(ClientId), ClientId);
        if (!Scopes.Split(' ').Contains("openid"))
            return (nameof(Scopes), Scopes);
        if (UserNameClaim.Length == 0)
            return (nameof(UserNameClaim), UserNameClaim);
        for (var i = 0; i < Administrators.Count; i++)
        {
            // An administrator for everybody is a slip.
            if (Administrators[i].Claim.Length == 0 || string.IsNullOrEmpty(Administrators[i].Value))
                return ($"{nameof(Administrators)}:{i}", Administrators[i].Claim);
        }
        for (var i = 0; i < Roles.Count; i++)
        {
            if (Roles[i].Claim.Length == 0 || Roles[i].Role.Length == 0 || string.IsNullOrEmpty(Roles[i].Division) == string.IsNullOrEmpty(Roles[i].DivisionClaim))
                return ($"{nameof(Roles)}:{i}", Roles[i].Role);
        }
        return null;
    }
}

/// <summary>Something that the provider says of a person.</summary>
class ClaimRule
{
    /// <summary>The claim.</summary>
    public string Claim { get; set; } = "";

    /// <summary>The value that it must have, or one of its values; none for whatever it is.</summary>
    public string? Value { get; set; }
}

/// <summary>A role that follows from it.</summary>
sealed class RoleRule : ClaimRule
{
    /// <summary>The role.</summary>
    public string Role { get; set; } = "";

    /// <summary>The app in which it counts; none for all.</summary>
    public string? App { get; set; }

    /// <summary>The division at which it is held; this or <see cref="DivisionClaim"/>.</summary>
    public string? Division { get; set; }

    /// <summary>The claim that says at which division it is held; one role for each of its values.</summary>
    public string? DivisionClaim { get; set; }
}
