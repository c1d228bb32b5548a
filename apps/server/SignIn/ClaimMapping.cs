using System.Security.Claims;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Users;

namespace LowCode.Server.SignIn;

/// <summary>What follows here from what a provider says of a person.</summary>
sealed class ClaimMapping(SingleSignOnOptions settings)
{
    private const int MostRoles = 200;

    /// <summary>The claims that are looked at.</summary>
    public IEnumerable<string> Names { get; } =
    [
        .. new[] { settings.UserNameClaim, settings.TitleClaim }
            .Concat(settings.Administrators.Select(rule => rule.Claim))
            .Concat(settings.Roles.SelectMany(rule => new[] { rule.Claim, rule.DivisionClaim }).OfType<string>())
            .Where(name => name.Length > 0).Distinct(),
    ];

    /// <summary>The person of verified claims.</summary>
    public ExternalPerson Read(ClaimsPrincipal claims) => new(
        claims.FindFirstValue("iss")!,
        claims.FindFirstValue("sub")!,
        claims.FindFirstValue(settings.UserNameClaim),
        claims.FindFirstValue(settings.TitleClaim),
        [.. settings.Roles.Where(rule => Holds(claims, rule)).SelectMany(rule => RolesOf(claims, rule)).Distinct().Take(MostRoles)],
        settings.Administrators.Any(rule => Holds(claims, rule)));

    /// <summary>The provider's session, when it says which.</summary>
    public static string? SessionOf(ClaimsPrincipal claims) => claims.FindFirstValue("sid");

    private static IEnumerable<RoleAssignment> RolesOf(ClaimsPrincipal claims, RoleRule rule)
    {
        var divisions = rule.DivisionClaim is { Length: > 0 } claim ? claims.FindAll(claim).Select(found => found.Value) : [rule.Division!];
        return divisions.Select(division => new RoleAssignment(rule.Role, division, string.IsNullOrEmpty(rule.App) ? null : rule.App));
    }

    private static bool Holds(ClaimsPrincipal claims, ClaimRule rule) =>
        claims.HasClaim(claim => claim.Type == rule.Claim && (string.IsNullOrEmpty(rule.Value) || claim.Value == rule.Value));
}
