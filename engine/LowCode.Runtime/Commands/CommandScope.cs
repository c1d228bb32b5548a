using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Rules;
using LowCode.Runtime.Access;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Evaluation;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Commands;

/// <summary>
/// One attempt at one command: who, which form, one snapshot of everything, one instant. Dispose it.
/// </summary>
internal sealed class CommandScope : IDisposable
{
    public CommandScope(ServingState serving, Caller caller, CompiledForm newest)
        : this(serving, caller, newest, serving.Store.Snapshot(), serving.Now())
    {
    }

    /// <summary>Over a snapshot of somebody else, who disposes it instead.</summary>
    public CommandScope(ServingState serving, Caller caller, CompiledForm newest, IStoreSnapshot snapshot, DateTimeOffset now)
    {
        Serving = serving;
        Caller = caller;
        Newest = newest;
        Access = new FormAccess(caller, newest, serving.FormOf);
        Snapshot = snapshot;
        // What is referred to, and what rules look up, is the person's to see: a token tells what it is good for itself.
        Reader = new RecordReader(serving, caller.Scope is null ? caller : caller with { Scope = null }, Snapshot);
        Now = now;
        // Not older than the snapshot, as far as this node goes: records move to divisions that it has only just got.
        Divisions = serving.Newest().Divisions;
        References = new ReferenceRows(Reader);
    }

    public ServingState Serving { get; }

    public Caller Caller { get; }

    public CompiledForm Newest { get; }

    public FormAccess Access { get; }

    public IStoreSnapshot Snapshot { get; }

    public RecordReader Reader { get; }

    public DateTimeOffset Now { get; }

    public DivisionTree Divisions { get; }

    public ReferenceRows References { get; }

    /// <summary>The record, when the caller may see it.</summary>
    public async ValueTask<Record?> FindAsync(Guid id, CancellationToken cancel)
    {
        var record = await Snapshot.FindAsync(Newest.SetName, id, cancel);
        return record is not null && await MayAsync(AccessAction.Read, record, cancel) ? record : null;
    }

    /// <summary>Whether the caller may act on a record in this way, as far as roles decide.</summary>
    public ValueTask<bool> MayAsync(AccessAction action, Record record, CancellationToken cancel) =>
        Access.AllowsAsync(action, record, Snapshot, cancel);

    /// <summary>The form version to which a record is pinned.</summary>
    /// <exception cref="StorageException">The version, or the record's division, is newer than what this node has.</exception>
    public ValueTask<CompiledForm> PinnedAsync(Record record) => record.Division.Length > 0 && Divisions.Find(record.Division) is null
        ? throw new StorageException(DivisionMessages.Behind, [("division", record.Division)])
        : Serving.Versions.PinnedAsync(Newest, record.AppVersion);

    /// <summary>An evaluator of a record of a division.</summary>
    public RecordEvaluator Evaluator(CompiledForm form, Record? record, string division) => new(form, new RuleContext
    {
        Today = Serving.Today(Now),
        Now = Now,
        Me = PersonAt(division),
        Record = record is null
            ? new RecordFacts(null, form.Work.Workflow?.Initial.Name, division, Caller.Name, null)
            : new RecordFacts(record.Id, record.State, division, record.CreatedBy, record.CreatedAt),
        References = References,
    }, References);

    /// <summary>A record as the caller gets it back.</summary>
    public Record Show(Record record) =>
        Access.Hidden.IsEmpty ? record : record with { Data = Access.Hidden.Mask(record.Data, Newest.Shape) };

    /// <summary>Another scope over the same snapshot and instant, for another thread; this one is disposed, that one is not.</summary>
    public CommandScope Beside() => new(Serving, Caller, Newest, Snapshot, Now);

    public void Dispose() => Reader.Dispose();

    // People act at the nearest of their divisions that contains the record.
    private Person PersonAt(string division)
    {
        if (Caller.Roles.IsEmpty)
            return new Person(Caller.Name, Caller.Title, "", []);
        ImmutableArray<RoleAssignment> here =
            [.. Caller.Roles.Where(held => held.CountsIn(Newest.App) && DivisionTree.IsWithin(division, held.Division))];
        var nearest = here.MaxBy(held => held.Division.Length) ?? Caller.Roles.FirstOrDefault(held => held.CountsIn(Newest.App));
        return new Person(Caller.Name, Caller.Title, nearest?.Division ?? "", [.. here.Select(held => held.Role).Distinct()]);
    }
}
