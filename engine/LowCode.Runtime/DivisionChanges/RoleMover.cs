using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>Takes the roles of users and invitations along, and what single sign-on knows of the former.</summary>
internal sealed class RoleMover(ServingState serving, Caller by, DivisionChange change)
{
    private const int BatchSize = 200;

    /// <summary>Users and invitations with roles at divisions that change their code.</summary>
    public async Task<(long Users, long Invitations)> CountAsync(IStoreSnapshot snapshot, CancellationToken cancel) => (
        (await FindAsync(snapshot, UserSet.Name, UserSet.Roles, int.MaxValue, cancel)).Count,
        (await FindAsync(snapshot, InvitationSet.Name, InvitationSet.Roles, int.MaxValue, cancel)).Count);

    /// <summary>Takes them along until none is left; returns how many users and invitations.</summary>
    public async Task<(long Users, long Invitations)> MoveAsync(CancellationToken cancel)
    {
        // Before the users: what a provider brought must be known as the provider's, whatever its code is.
        await MoveAsync(IdentitySet.Name, IdentitySet.Shape, IdentitySet.Roles, cancel);
        return (await MoveAsync(UserSet.Name, UserSet.Shape, UserSet.Roles, cancel),
            await MoveAsync(InvitationSet.Name, InvitationSet.Shape, InvitationSet.Roles, cancel));
    }

    private async Task<long> MoveAsync(string set, Shape shape, Slot roles, CancellationToken cancel)
    {
        for (var moved = 0L; ;)
        {
            List<Guid> ids;
            using (var snapshot = serving.Store.Snapshot())
                ids = await FindAsync(snapshot, set, roles, BatchSize, cancel);
            if (ids.Count == 0)
                return moved;
            var at = serving.Now();
            await serving.Store.CommitAsync(by, at, "division:move", async (snapshot, writes) =>
            {
                foreach (var record in (await snapshot.FindAllAsync([.. ids.Select(id => new Storage.Records.RecordKey(set, id))], cancel)).OfType<Storage.Records.Record>())
                {
                    var row = record.Data.Thaw(shape);
                    row[roles.Index] = RoleRecords.Write(Moved(RoleRecords.Read(row[roles])), roles.Rows!);
                    writes.AddWrite(record, set, record.Id, row, record.Division, by, at);
                }
            }, cancel);
            moved += ids.Count;
        }
    }

    private ImmutableArray<RoleAssignment> Moved(ImmutableArray<RoleAssignment> roles) =>
        [.. roles.Select(role => change.Target(role.Division) is { } code ? role with { Division = code } : role).Distinct()];

    private async Task<List<Guid>> FindAsync(IStoreSnapshot snapshot, string set, Slot roles, int most, CancellationToken cancel)
    {
        var found = new List<Guid>();
        var result = await snapshot.QueryAsync(new Query(set), cancel);
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            foreach (var hit in page.ToArray())
            {
                if (found.Count < most && RoleRecords.Read(hit.Record.Data[roles]).Any(role => change.Target(role.Division) is not null))
                    found.Add(hit.Record.Id);
            }
        }
        return found;
    }
}
