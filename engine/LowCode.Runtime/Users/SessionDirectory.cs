using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>Sessions of browsers. They are in the store: one that is ended is over at once on every node. Thread-safe.</summary>
public sealed class SessionDirectory
{
    private const int LongestText = 200;

    private readonly ServingState _serving;
    private readonly UserDirectory _users;

    internal SessionDirectory(ServingState serving, UserDirectory users)
    {
        _serving = serving;
        _users = users;
    }

    private SessionLimits Limits => _serving.Options.Sessions;

    /// <summary>Opens a session; those of the user that have been over for long are forgotten.</summary>
    /// <param name="account">Who, as just verified: when all sessions have been ended since, this one is over from the beginning.</param>
    /// <param name="hash">Hash of the secret that the browser gets.</param>
    /// <param name="device">What the browser calls itself; cut to 200 characters.</param>
    /// <param name="address">The address it comes from.</param>
    /// <param name="provider">The session at a provider of single sign-on that opens it, or null.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    public async Task<Session> OpenAsync(
        Account account, string hash, string device, string address, ProviderSession? provider = null, CancellationToken cancel = default)
    {
        var (by, at) = (account.Caller, _serving.Now());
        var row = new Row(SessionSet.Shape)
        {
            [SessionSet.User.Index] = Value.Of(by.Name),
            [SessionSet.Stamp.Index] = Value.Of(account.Stamp),
            [SessionSet.Device.Index] = Value.Of(Cut(device)),
            [SessionSet.Address.Index] = Value.Of(Cut(address)),
            [SessionSet.LastUsedAt.Index] = Value.Of(at),
            [SessionSet.ExpiresAt.Index] = Value.Of(at + Limits.Absolute),
            [SessionSet.Identity.Index] = provider is null ? default : Value.Of(provider.Identity),
            [SessionSet.ProviderSession.Index] = provider?.Id is { } named ? Value.Of(named) : default,
        };
        await _serving.Store.CommitAsync(by, at, "sign-in", async (snapshot, writes) =>
        {
            var there = await OfAsync(snapshot, by.Name, cancel);
            var open = there.Where(session => IsOpen(session, account.Stamp, at)).ToHashSet();
            foreach (var one in Oldest(open, Limits.Most - 1))
                writes.AddWrite(one, SessionSet.Name, one.Id, With(one, SessionSet.ExpiresAt, at), "", by, at);
            foreach (var one in Oldest(there.Where(session => !open.Contains(session)), Limits.MostRemembered).Union(there.Where(session => IsForgotten(session, at))))
                writes.AddDelete(one);
            writes.AddWrite(null, SessionSet.Name, SessionSet.IdOf(hash), row.Thaw(), "", by, at);
            await writes.ChangeAsync(snapshot, by.Name, record => record[AccountSet.SignedInAt.Index] = Value.Of(at), by, at, cancel);
        }, cancel);
        return new Session(SessionSet.IdOf(hash), Cut(device), Cut(address), at, at, at + Limits.Absolute, provider);
    }

    /// <summary>Whose session this is; null when it is over, or the account is disabled. The store is asked once.</summary>
    /// <param name="user">The id of the user's record, which the secret tells.</param>
    /// <param name="hash">Hash of the secret.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<(Account Account, Session Session)?> FindAsync(Guid user, string hash, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        var (found, session) = await _users.Reader.ReadAsync(snapshot, user, new(SessionSet.Name, SessionSet.IdOf(hash)), cancel);
        if (session is null || found is not { IsDisabled: false } account)
            return null;
        var isHis = session.Data[SessionSet.User].AsText() == account.Caller.Name;
        return isHis && IsOpen(session, account.Stamp, _serving.Now()) ? (account, Read(session)) : null;
    }

    /// <summary>Notes that a session is used, when that has not been noted for a while.</summary>
    public async Task UsedAsync(Account account, Session session, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        if (at - session.LastUsedAt < Limits.Touch)
            return;
        await _serving.Store.CommitAsync(account.Caller, at, "session", async (snapshot, writes) =>
        {
            // Of many requests at once the first notes it.
            if (await snapshot.FindAsync(SessionSet.Name, session.Id, cancel) is not { } record || at - Read(record).LastUsedAt < Limits.Touch)
                return;
            var row = record.Data.Thaw(SessionSet.Shape);
            row[SessionSet.LastUsedAt.Index] = Value.Of(at);
            writes.AddWrite(record, SessionSet.Name, session.Id, row, "", account.Caller, at);
        }, cancel);
    }

    /// <summary>The sessions of a user that are not over, the one used last first.</summary>
    /// <param name="account">The user.</param>
    /// <param name="withOver">Those too that are over and remembered, unless they have been revoked.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<Session>> ListAsync(Account account, bool withOver, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        var now = _serving.Now();
        return [.. (await OfAsync(snapshot, account.Caller.Name, cancel)).Where(session => IsOpen(session, account.Stamp, now) || (withOver && IsRemembered(session, account, now)))
            .Select(session => Read(session) with { IsOver = !IsOpen(session, account.Stamp, now) }).OrderByDescending(session => session.LastUsedAt).ThenByDescending(session => session.Id)];
    }

    /// <summary>
    /// Whether a session is over because it was revoked: by the person from another device, or with all others by an administrator. A
    /// secret that was never a session's is not.
    /// </summary>
    /// <param name="user">The id of the user's record, which the secret tells.</param>
    /// <param name="hash">Hash of the secret.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<bool> IsRevokedAsync(Guid user, string hash, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        var (account, session) = await _users.Reader.ReadAsync(snapshot, user, new(SessionSet.Name, SessionSet.IdOf(hash)), cancel);
        if (account is null || session is null || session.Data[SessionSet.User].AsText() != account.Caller.Name)
            return false;
        var since = _serving.Now() - Limits.Remembered;
        return account.IsDisabled || AccountRecords.InstantOf(session.Data[SessionSet.RevokedAt]) > since
            || (session.Data[SessionSet.Stamp].AsInteger() < account.RevokedStamp && account.RevokedAt > since);
    }

    /// <summary>Revokes a session of a user from elsewhere: its device is told. False when there is none of this id.</summary>
    public async Task<bool> RevokeAsync(Account account, Guid id, CancellationToken cancel = default)
    {
        var (at, isThere) = (_serving.Now(), false);
        await _serving.Store.CommitAsync(account.Caller, at, "session-revoked", async (snapshot, writes) =>
        {
            var record = await snapshot.FindAsync(SessionSet.Name, id, cancel);
            isThere = record is not null && record.Data[SessionSet.User].AsText() == account.Caller.Name;
            if (isThere)
                writes.AddWrite(record, SessionSet.Name, id, With(record!, SessionSet.RevokedAt, at), "", account.Caller, at);
        }, cancel);
        return isThere;
    }

    /// <summary>Forgets some sessions that have been over for long; the host calls it again and again. Returns how many.</summary>
    internal Task<int> ForgetAsync(CancellationToken cancel) =>
        ExpiredRecords.DeleteAsync(_serving, SessionSet.Name, SessionSet.ExpiresAt, _serving.Now() - Limits.Remembered, cancel);

    /// <summary>Ends a session of a user; false when there is none of this id.</summary>
    public async Task<bool> EndAsync(Account account, Guid id, CancellationToken cancel = default)
    {
        var isThere = false;
        await _serving.Store.CommitAsync(account.Caller, _serving.Now(), "sign-out", async (snapshot, writes) =>
        {
            var record = await snapshot.FindAsync(SessionSet.Name, id, cancel);
            isThere = record is not null && record.Data[SessionSet.User].AsText() == account.Caller.Name;
            if (isThere)
                writes.AddDelete(record!);
        }, cancel);
        return isThere;
    }

    /// <summary>Ends the sessions that a provider says are over: a person's, those of one session there, or both in one.</summary>
    /// <param name="identity">The person; null for whoever it is.</param>
    /// <param name="providerSession">The provider's session; null for all of the person.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    /// <returns>How many have ended.</returns>
    public async Task<int> EndOfProviderAsync(Guid? identity, string? providerSession, CancellationToken cancel = default)
    {
        var ended = 0;
        await _serving.Store.CommitAsync(Caller.System, _serving.Now(), "provider-sign-out", async (snapshot, writes) =>
        {
            foreach (var session in await OfProviderAsync(snapshot, identity, providerSession, cancel))
                writes.AddDelete(session);
            ended = writes.Count;
        }, cancel);
        return ended;
    }

    private static async Task<IEnumerable<Record>> OfProviderAsync(
        IStoreSnapshot snapshot, Guid? identity, string? providerSession, CancellationToken cancel)
    {
        if (identity is not { } id)
            return providerSession is null ? [] : await snapshot.WhereAsync(SessionSet.Name, SessionSet.ProviderSession, providerSession, cancel);
        if (await snapshot.FindAsync(IdentitySet.Name, id, cancel) is not { } person)
            return [];
        return (await OfAsync(snapshot, person.Data[IdentitySet.User].AsText(), cancel)).Where(session =>
            ProviderOf(session.Data) is { } provider && provider.Identity == id && (providerSession is null || provider.Id == providerSession));
    }

    private static IEnumerable<Record> Oldest(IEnumerable<Record> sessions, int but) =>
        sessions.OrderByDescending(session => session.Data[SessionSet.LastUsedAt].AsInstant()).Skip(but);

    private static Row With(Record session, Slot slot, DateTimeOffset at)
    {
        var row = session.Data.Thaw(SessionSet.Shape);
        row[slot.Index] = Value.Of(at);
        return row;
    }

    private bool IsRemembered(Record session, Account account, DateTimeOffset now) => session.Data[SessionSet.RevokedAt].IsEmpty
        && session.Data[SessionSet.Stamp].AsInteger() >= account.RevokedStamp && !IsForgotten(session, now);

    private bool IsForgotten(Record session, DateTimeOffset now) => session.Data[SessionSet.ExpiresAt].AsInstant() + Limits.Remembered <= now;

    private bool IsOpen(Record session, long stamp, DateTimeOffset now) => session.Data[SessionSet.Stamp].AsInteger() == stamp && session.Data[SessionSet.RevokedAt].IsEmpty
        && session.Data[SessionSet.ExpiresAt].AsInstant() > now && session.Data[SessionSet.LastUsedAt].AsInstant() + Limits.Idle > now;

    private static async Task<IReadOnlyList<Record>> OfAsync(IStoreSnapshot snapshot, string user, CancellationToken cancel) =>
        await snapshot.WhereAsync(SessionSet.Name, SessionSet.User, user, cancel);

    private static Session Read(Record record) => new(record.Id, record.Data[SessionSet.Device].TextOrNull() ?? "",
        record.Data[SessionSet.Address].TextOrNull() ?? "", record.CreatedAt,
        record.Data[SessionSet.LastUsedAt].AsInstant(), record.Data[SessionSet.ExpiresAt].AsInstant(), ProviderOf(record.Data));

    private static ProviderSession? ProviderOf(Row session) => session[SessionSet.Identity].IsEmpty
        ? null
        : new ProviderSession(session[SessionSet.Identity].AsId(), session[SessionSet.ProviderSession].TextOrNull());

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
