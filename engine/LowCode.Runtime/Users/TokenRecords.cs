using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>Access tokens between their records and what they mean.</summary>
internal static class TokenRecords
{
    /// <summary>The kind of all tokens.</summary>
    public const string Bearer = "bearer";

    public static Row Write(string user, string hash, string title, TokenScope? scope, DateTimeOffset? expiresAt)
    {
        var reach = TokenSet.Reach.Rows!;
        Row Of(string slot, string name) => new(reach, Guid.CreateVersion7()) { [reach[slot].Index] = Value.Of(name) };
        return new Row(TokenSet.Shape)
        {
            [TokenSet.User.Index] = Value.Of(user),
            [TokenSet.Kind.Index] = Value.Of(Bearer),
            [TokenSet.Hash.Index] = Value.Of(hash),
            [TokenSet.ExpiresAt.Index] = expiresAt is { } end ? Value.Of(end) : default,
            [TokenSet.Title.Index] = Value.Of(title),
            [TokenSet.Access.Index] = Value.Of(scope?.Access.ToString().ToLowerInvariant()),
            [TokenSet.Administers.Index] = scope is { Administers: true } ? Value.Of(true) : default,
            [TokenSet.Reach.Index] = scope is null ? default
                : Value.Of([.. scope.Apps.Select(app => Of("app", app)), .. scope.Sets.Select(set => Of("set", set))]),
        };
    }

    public static AccessToken Read(Record record)
    {
        var used = record.Data[TokenSet.LastUsedOn];
        return new AccessToken(record.Id, record.Data[TokenSet.Title].TextOrNull() ?? "", ScopeOf(record.Data), record.CreatedAt,
            AccountRecords.InstantOf(record.Data[TokenSet.ExpiresAt]), used.IsEmpty ? null : used.AsDate());
    }

    private static TokenScope? ScopeOf(Row data)
    {
        if (data[TokenSet.Access].TextOrNull() is not { } access)
            return null;
        var (apps, sets) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        foreach (var row in data[TokenSet.Reach].AsRows())
        {
            if (row["app"].TextOrNull() is { } app)
                apps.Add(app);
            if (row["set"].TextOrNull() is { } set)
                sets.Add(set);
        }
        return new TokenScope(Enum.Parse<TokenAccess>(access, ignoreCase: true), apps.ToImmutable(), sets.ToImmutable(),
            AccountRecords.IsTrue(data[TokenSet.Administers]));
    }
}
