using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>
/// Reads users with the roles that they hold now. Whose roles are lent to somebody stands in their own record; a node
/// remembers it from the last time, so that all is asked for at once, and asks a second time when it has become otherwise.
/// What it remembers decides nothing. Thread-safe.
/// </summary>
internal sealed class UserReader(ServingState serving)
{
    private readonly ConditionalWeakTable<Record, Caller> _given = [];
    private readonly ConcurrentDictionary<Guid, ImmutableArray<Guid>> _lenders = new();

    private DateOnly Today => serving.Today(serving.Now());

    /// <summary>An account by the id of its user, and a further record from the same moment; null for what there is not.</summary>
    public async ValueTask<(Account? Account, Record? Beside)> ReadAsync(IStoreSnapshot snapshot, Guid id, RecordKey? beside, CancellationToken cancel)
    {
        var known = _lenders.GetValueOrDefault(id, []);
        RecordKey[] keys = [.. HeldRoles.KeysOf(id), .. known.SelectMany(HeldRoles.KeysOf)];
        var found = await snapshot.FindAllAsync(beside is { } more ? [.. keys, more] : keys, cancel);
        var other = beside is null ? null : found[^1];
        if (found[0] is not { } user)
            return (null, other);
        var lenders = HeldRoles.LendersOf(user, Today);
        IEnumerable<Record?> lent = found.Take(keys.Length).Skip(2);
        if (!lenders.SequenceEqual(known))
        {
            lent = lenders.IsEmpty ? [] : await snapshot.FindAllAsync([.. lenders.SelectMany(HeldRoles.KeysOf)], cancel);
            if (lenders.IsEmpty)
                _lenders.TryRemove(id, out _);
            else
                _lenders[id] = lenders;
        }
        return (AccountOf(user, found[1], lent.Chunk(2).Select(pair => new Lender(pair[0], pair[1]))), other);
    }

    /// <summary>The account of a user's two records, when those of others are at hand.</summary>
    public Account AccountOf(Record user, Record? account, Func<Guid, Lender> lenderOf) =>
        AccountOf(user, account, HeldRoles.LendersOf(user, Today).Select(lenderOf));

    private Account AccountOf(Record user, Record? account, IEnumerable<Lender> lenders)
    {
        var given = _given.GetValue(user, AccountRecords.ReadCaller);
        var held = HeldRoles.On(given.Roles, lenders, Today, serving.Newest().Divisions);
        // Nearly always the roles are those that were given: then the caller is one object until the user is changed.
        var caller = held.SequenceEqual(given.Roles) ? given : given with { Roles = held };
        return AccountRecords.Read(caller, account) with { Given = given.Roles, StandsIn = RoleRecords.ReadStandsIn(user.Data) };
    }
}
