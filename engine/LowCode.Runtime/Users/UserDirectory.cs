using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>
/// The people who may sign in and what they sign in with. Secrets come here hashed; how they are hashed and verified is
/// the host's matter. Thread-safe.
/// </summary>
public sealed class UserDirectory
{
    private readonly ServingState _serving;
    private readonly ConditionalWeakTable<Record, Caller> _callers = [];

    internal UserDirectory(ServingState serving) => _serving = serving;

    /// <summary>The user of a name as a caller, or null. The same object until the user is changed.</summary>
    public async ValueTask<Caller?> FindAsync(string name, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        var record = await snapshot.FindAsync(UserSet.Name, UserSet.IdOf(name), cancel);
        return record is null ? null : _callers.GetValue(record, Read);
    }

    /// <summary>The hash of a user's password, or null when there is none.</summary>
    public async ValueTask<string?> PasswordHashAsync(string name, CancellationToken cancel = default) =>
        await CredentialAsync(CredentialSet.PasswordOf(name), cancel) is { } credential ? credential.Data[CredentialSet.Hash].AsText() : null;

    /// <summary>The name of the user whose bearer token has this hash, or null when there is none or it has ended.</summary>
    public async ValueTask<string?> TokenOwnerAsync(string hash, CancellationToken cancel = default) =>
        await CredentialAsync(CredentialSet.TokenOf(hash), cancel) is { } credential ? credential.Data[CredentialSet.User].AsText() : null;

    /// <summary>Adds users or changes them, all at once. Users who are not named stay as they are.</summary>
    /// <param name="by">Who does it; an administrator.</param>
    /// <param name="users">The users, and the hash of each one's password; null leaves it as it is.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    public Task SaveAsync(Caller by, IReadOnlyCollection<(Caller User, string? PasswordHash)> users, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        return _serving.Store.CommitAsync(by, at, "users", async (snapshot, writes) =>
        {
            foreach (var (user, hash) in users)
            {
                writes.AddWrite(await snapshot.FindAsync(UserSet.Name, UserSet.IdOf(user.Name), cancel),
                    UserSet.Name, UserSet.IdOf(user.Name), Write(user), "", by, at);
                if (hash is not null)
                {
                    writes.AddWrite(await snapshot.FindAsync(CredentialSet.Name, CredentialSet.PasswordOf(user.Name), cancel),
                        CredentialSet.Name, CredentialSet.PasswordOf(user.Name), Credential(user.Name, "password", hash, null), "", by, at);
                }
            }
        }, cancel);
    }

    /// <summary>Adds a bearer token, by its hash.</summary>
    public Task AddTokenAsync(Caller by, string user, string hash, DateTimeOffset? expiresAt, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        return _serving.Store.CommitAsync(by, at, "token", async (snapshot, writes) =>
            writes.AddWrite(await snapshot.FindAsync(CredentialSet.Name, CredentialSet.TokenOf(hash), cancel),
                CredentialSet.Name, CredentialSet.TokenOf(hash), Credential(user, "bearer", hash, expiresAt), "", by, at), cancel);
    }

    private async ValueTask<Record?> CredentialAsync(Guid id, CancellationToken cancel)
    {
        using var snapshot = _serving.Store.Snapshot();
        var record = await snapshot.FindAsync(CredentialSet.Name, id, cancel);
        if (record is null)
            return null;
        var ends = record.Data[CredentialSet.ExpiresAt];
        return ends.IsEmpty || ends.AsInstant() > _serving.Now() ? record : null;
    }

    private static Row Credential(string user, string kind, string hash, DateTimeOffset? expiresAt) => new(CredentialSet.Shape)
    {
        [CredentialSet.User.Index] = Value.Of(user),
        [CredentialSet.Kind.Index] = Value.Of(kind),
        [CredentialSet.Hash.Index] = Value.Of(hash),
        [CredentialSet.ExpiresAt.Index] = expiresAt is { } end ? Value.Of(end) : default,
    };

    private static Row Write(Caller user)
    {
        var roles = UserSet.Roles.Rows!;
        var rows = user.Roles.Select(held => new Row(roles, Guid.CreateVersion7())
        {
            [roles["role"].Index] = Value.Of(held.Role),
            [roles["division"].Index] = Value.Of(held.Division),
            [roles["app"].Index] = Value.Of(held.App),
        });
        return new Row(UserSet.Shape)
        {
            [UserSet.UserName.Index] = Value.Of(user.Name),
            [UserSet.Title.Index] = Value.Of(user.Title),
            [UserSet.Administrator.Index] = Value.Of(user.IsAdministrator),
            [UserSet.Locale.Index] = Value.Of(user.Locale),
            [UserSet.Roles.Index] = Value.Of(rows.ToArray()),
        };
    }

    private static Caller Read(Record record)
    {
        var data = record.Data;
        var roles = ImmutableArray.CreateBuilder<RoleAssignment>();
        foreach (var row in data[UserSet.Roles].AsRows())
        {
            var app = row["app"];
            roles.Add(new RoleAssignment(row["role"].AsText(), row["division"].AsText(), app.IsEmpty ? null : app.AsText()));
        }
        return new Caller(data[UserSet.UserName].AsText(), data[UserSet.Title].AsText(), roles.ToImmutable(),
            data[UserSet.Administrator].AsBoolean(), data[UserSet.Locale].AsText());
    }
}
