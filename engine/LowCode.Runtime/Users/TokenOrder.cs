using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;

namespace LowCode.Runtime.Users;

/// <summary>A token was made.</summary>
/// <param name="Token">The token.</param>
public sealed record TokenDone(AccessToken Token) : CommandResult;

/// <summary>What a new token is to be.</summary>
/// <param name="Title">What its owner calls it.</param>
/// <param name="Scope">What it leaves of what its owner may do.</param>
/// <param name="ExpiresAt">When it ends; within a year.</param>
public sealed record TokenOrder(string Title, TokenScope Scope, DateTimeOffset ExpiresAt)
{
    /// <summary>Days after which every token ends.</summary>
    public const int MostDays = 366;

    private const int LongestTitle = 100;
    private const int MostTokens = 50;

    internal ImmutableArray<Finding> Problems(ServingState serving, Caller user, int there, DateTimeOffset now)
    {
        var problems = ImmutableArray.CreateBuilder<Finding>();
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > LongestTitle)
            problems.Add(Finding.Of(UserMessages.TokenTitleWrong, "title", ("max", LongestTitle)));
        if (ExpiresAt <= now || ExpiresAt > now.AddDays(MostDays))
            problems.Add(Finding.Of(UserMessages.TokenEndWrong, "expiresAt", ("days", MostDays)));
        if (there >= MostTokens)
            problems.Add(Finding.Of(UserMessages.TooManyTokens, "", ("max", MostTokens)));
        var creates = Scope.Access == TokenAccess.Create;
        if (creates && Scope.Sets.IsEmpty)
            problems.Add(Finding.Of(UserMessages.ScopeWithoutSets, "sets"));
        if (creates ? !Scope.Apps.IsEmpty : !Scope.Sets.IsEmpty)
            problems.Add(Finding.Of(UserMessages.ScopeMixed, creates ? "apps" : "sets"));
        if (Scope.Administers && !(user.IsAdministrator && Scope is { Access: TokenAccess.Write, Apps.IsEmpty: true }))
            problems.Add(Finding.Of(UserMessages.ScopeAdministers, "administers"));
        foreach (var name in Scope.Apps.Where(app => !serving.Newest().Apps.ContainsKey(app))
            .Concat(Scope.Sets.Where(set => set.Split('/') is not [var app, var form] || serving.Newest().Apps.GetValueOrDefault(app)?.Forms.ContainsKey(form) != true)))
        {
            problems.Add(Finding.Of(UserMessages.ScopeUnknown, creates ? "sets" : "apps", ("name", name)));
        }
        return problems.ToImmutable();
    }
}
