using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;

namespace LowCode.Runtime.Users;

/// <summary>What is wrong with a user as an administrator wants them.</summary>
internal static partial class UserCheck
{
    /// <summary>Longest name as people say it.</summary>
    public const int LongestText = 100;

    private const int MostRoles = 200;

    /// <param name="serving">What there is.</param>
    /// <param name="user">The user.</param>
    /// <param name="before">Roles that were given before: a division may have been closed since.</param>
    public static ImmutableArray<Finding> Problems(ServingState serving, Caller user, ImmutableArray<RoleAssignment> before)
    {
        var problems = ImmutableArray.CreateBuilder<Finding>();
        if (!Name().IsMatch(user.Name))
            problems.Add(Finding.Of(UserMessages.UserNameWrong, "name"));
        if (string.IsNullOrWhiteSpace(user.Title) || user.Title.Length > LongestText)
            problems.Add(Finding.Of(UserMessages.TitleWrong, "title", ("max", LongestText)));
        if (user.Roles.Length > MostRoles)
            problems.Add(Finding.Of(UserMessages.TooManyRoles, "roles", ("max", MostRoles)));
        foreach (var held in user.Roles.Take(MostRoles))
        {
            if (string.IsNullOrWhiteSpace(held.Role) || held.Role.Length > LongestText)
                problems.Add(Finding.Of(UserMessages.RoleNeeded, "roles", ("max", LongestText)));
            if (held.From > held.Until)
                problems.Add(Finding.Of(UserMessages.RoleDatesWrong, "roles", ("from", held.From), ("until", held.Until)));
            var isEverywhere = held.IsAuditor() && held.Division.Length == 0;
            if (!isEverywhere && !before.Contains(held) && serving.Divisions.WhyNothingNew(held.Division, "roles") is { } why)
                problems.Add(why);
            if (held.App is { } app && !serving.Apps.ContainsKey(app) && !held.IsAuditor())
                problems.Add(Finding.Of(RuntimeMessages.NoSuchApp, "roles", ("app", app), ("suggestion", null)));
        }
        return problems.ToImmutable();
    }

    /// <summary>Whether there is the division at which a role is held, and the app in which it counts.</summary>
    public static bool CanBe(ServingState serving, RoleAssignment held) =>
        serving.Divisions.Find(held.Division) is not null && (held.App is not { } app || serving.Apps.ContainsKey(app));

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}\z")]
    private static partial Regex Name();
}
