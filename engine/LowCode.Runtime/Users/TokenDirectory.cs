using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>Access tokens. They are in the store: one that is revoked is refused at once on every node. Thread-safe.</summary>
public sealed class TokenDirectory
{
    private readonly ServingState _serving;
    private readonly UserDirectory _users;

    internal TokenDirectory(ServingState serving, UserDirectory users)
    {
        _serving = serving;
        _users = users;
    }

    /// <summary>Adds a token without a scope, by its hash: it is as good as its user.</summary>
    public Task AddAsync(Caller by, string user, string hash, DateTimeOffset? expiresAt, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        return _serving.Store.CommitAsync(by, at, "token", async (snapshot, writes) => writes.AddWrite(
            await snapshot.FindAsync(TokenSet.Name, TokenSet.IdOf(hash), cancel),
            TokenSet.Name, TokenSet.IdOf(hash), TokenRecords.Write(user, hash, "", null, expiresAt), "", by, at), cancel);
    }

    /// <summary>Adds a token with a scope, by its hash.</summary>
    /// <param name="by">Who: the user, or an administrator for a device.</param>
    /// <param name="user">Whose it is.</param>
    /// <param name="hash">Hash of the token.</param>
    /// <param name="order">What it is to be.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    /// <returns><see cref="TokenDone"/>, or <see cref="Commands.Invalid"/> with what is wrong.</returns>
    public async Task<Commands.CommandResult> AddAsync(
        Caller by, Caller user, string hash, TokenOrder order, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        var row = TokenRecords.Write(user.Name, hash, order.Title, order.Scope, order.ExpiresAt);
        Commands.CommandResult? result = null;
        await _serving.Store.CommitAsync(by, at, "token", async (snapshot, writes) =>
        {
            var there = await snapshot.WhereAsync(TokenSet.Name, TokenSet.User, user.Name, cancel);
            var over = there.Where(token => IsOver(token, at)).ToArray();
            var problems = order.Problems(_serving, user, there.Count - over.Length, at);
            result = problems.IsEmpty ? null : new Commands.Invalid(problems);
            if (result is not null)
                return;
            foreach (var token in over)
                writes.AddDelete(token);
            writes.AddWrite(null, TokenSet.Name, TokenSet.IdOf(hash), row.Thaw(), "", by, at);
        }, cancel);
        return result ?? new TokenDone(new AccessToken(TokenSet.IdOf(hash), order.Title, order.Scope, at, order.ExpiresAt, null));
    }

    /// <summary>Whose token this is; null when there is none, it has ended, or the account is disabled.</summary>
    /// <param name="user">The id of the user's record when the token tells it: then the store is asked once.</param>
    /// <param name="hash">Hash of the token.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<(Account Account, AccessToken Token)?> FindAsync(Guid? user, string hash, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        var key = new RecordKey(TokenSet.Name, TokenSet.IdOf(hash));
        var (found, record) = user is { } told
            ? await _users.Reader.ReadAsync(snapshot, told, key, cancel)
            : (null, await snapshot.FindAsync(key.Set, key.Id, cancel));
        if (record is not { } token || token.Data[TokenSet.Kind].AsText() != TokenRecords.Bearer || IsOver(token, _serving.Now()))
            return null;
        var owner = token.Data[TokenSet.User].AsText();
        if (user is null)
            (found, _) = await _users.Reader.ReadAsync(snapshot, UserSet.IdOf(owner), null, cancel);
        return found is { IsDisabled: false } account && account.Caller.Name == owner
            ? (account, TokenRecords.Read(token))
            : null;
    }

    /// <summary>Notes the day on which a token is used, once a day.</summary>
    public async Task UsedAsync(Account account, AccessToken token, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        if (token.LastUsedOn == today)
            return;
        await _serving.Store.CommitAsync(account.Caller, at, "token-used", async (snapshot, writes) =>
        {
            if (await snapshot.FindAsync(TokenSet.Name, token.Id, cancel) is not { } record)
                return;
            var row = record.Data.Thaw(TokenSet.Shape);
            row[TokenSet.LastUsedOn.Index] = Value.Of(today);
            writes.AddWrite(record, TokenSet.Name, token.Id, row, "", account.Caller, at);
        }, cancel);
    }

    /// <summary>The tokens of a user that have not ended, the newest first.</summary>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(string user, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        var now = _serving.Now();
        return [.. (await snapshot.WhereAsync(TokenSet.Name, TokenSet.User, user, cancel)).Where(token => !IsOver(token, now))
            .Select(TokenRecords.Read).OrderByDescending(token => token.CreatedAt).ThenByDescending(token => token.Id)];
    }

    /// <summary>Revokes a token of a user; false when there is none of this id.</summary>
    public async Task<bool> RevokeAsync(Caller by, string user, Guid id, CancellationToken cancel = default)
    {
        var isThere = false;
        await _serving.Store.CommitAsync(by, _serving.Now(), "token-revoked", async (snapshot, writes) =>
        {
            var record = await snapshot.FindAsync(TokenSet.Name, id, cancel);
            isThere = record is not null && record.Data[TokenSet.User].AsText() == user;
            if (isThere)
                writes.AddDelete(record!);
        }, cancel);
        return isThere;
    }

    private static bool IsOver(Record token, DateTimeOffset now) => AccountRecords.InstantOf(token.Data[TokenSet.ExpiresAt]) <= now;
}
