using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;

namespace LowCode.Runtime.Users;

/// <summary>What is wrong with a user as an administrator wants them.</summary>
internal static partial class UserCheck
{
    private const int LongestText = 100;
    private const int MostRoles = 200;

    public static ImmutableArray<Finding> Problems(ServingState serving, Caller user)
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
            if (serving.Divisions.Find(held.Division) is null && !(held.IsAuditor() && held.Division.Length == 0))
                problems.Add(Finding.Of(RuntimeMessages.DivisionUnknown, "roles", ("division", held.Division)));
            if (held.App is { } app && !serving.Apps.ContainsKey(app) && !held.IsAuditor())
                problems.Add(Finding.Of(RuntimeMessages.NoSuchApp, "roles", ("app", app), ("suggestion", null)));
        }
        return problems.ToImmutable();
    }

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}\z")]
    private static partial Regex Name();
}
