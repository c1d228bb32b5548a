using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Repeating;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;
using LowCode.Storage.Pending;

namespace LowCode.Runtime.Commands;

/// <summary>
/// Commands of one caller that are written together or not at all, at one instant. Each sees what those before it are
/// going to leave; nobody else sees anything before all of it is written. A record that several of them change becomes
/// one revision. Not thread-safe; see <see cref="RecordCommands.TogetherAsync"/>.
/// </summary>
public sealed class UnitOfWork : IDisposable
{
    private readonly ServingState _serving;
    private readonly PendingWrites _writes = new();
    private readonly PendingSnapshot _snapshot;
    private readonly DateTimeOffset _now;

    internal UnitOfWork(ServingState serving, Caller caller)
    {
        _serving = serving;
        Caller = caller;
        _now = serving.Now();
        _snapshot = new PendingSnapshot(serving.Store.Snapshot(), _writes);
        Reader = new RecordReader(serving, caller, _snapshot);
    }

    /// <summary>Who does it.</summary>
    public Caller Caller { get; }

    /// <summary>Reads as the caller what the commands so far are going to leave; it belongs to the unit.</summary>
    public RecordReader Reader { get; }

    /// <inheritdoc cref="RecordCommands.CreateAsync"/>
    public ValueTask<CommandResult> CreateAsync(string app, string form, RecordInput input, CancellationToken cancel = default)
    {
        var id = input.Id is { } given && given != Guid.Empty ? given : Guid.CreateVersion7(_now);
        return RunAsync(app, form, scope => CreateCommand.AttemptAsync(scope, input, id, cancel));
    }

    /// <inheritdoc cref="RecordCommands.UpdateAsync"/>
    public ValueTask<CommandResult> UpdateAsync(
        string app, string form, Guid id, RecordInput input, bool replace, long? ifRevision, CancellationToken cancel = default) =>
        RunAsync(app, form, scope => UpdateCommand.AttemptAsync(scope, id, input, replace, ifRevision, cancel));

    /// <inheritdoc cref="RecordCommands.DeleteAsync"/>
    public ValueTask<CommandResult> DeleteAsync(string app, string form, Guid id, long? ifRevision, CancellationToken cancel = default) =>
        RunAsync(app, form, scope => DeleteCommand.AttemptAsync(scope, id, ifRevision, cancel));

    /// <inheritdoc cref="RecordCommands.TransitionAsync"/>
    public ValueTask<CommandResult> TransitionAsync(
        string app, string form, Guid id, string transition, RecordInput? input, long? ifRevision, CancellationToken cancel = default) =>
        RunAsync(app, form, scope => TransitionCommand.AttemptAsync(scope, id, transition, input, ifRevision, cancel));

    /// <inheritdoc cref="RecordCommands.EvaluateAsync"/>
    public ValueTask<CommandResult> EvaluateAsync(string app, string form, Guid? id, RecordInput input, CancellationToken cancel = default) =>
        RunAsync(app, form, scope => EvaluateCommand.AttemptAsync(scope, id, input, cancel));

    /// <summary>
    /// Remembers with what is written that a request of the caller was done: <see cref="RecordReader.FindRequestAsync"/> finds it
    /// from then on. When the same request is done at the same moment elsewhere, one of both is written.
    /// </summary>
    public void Remember(RequestMark mark) => _writes.Add(mark.ToWrite(Caller, _now), RequestMark.Command);

    /// <summary>Writes what the commands have left pending; false when others have changed the same records since it began.</summary>
    internal async Task<bool> CommitAsync(CancellationToken cancel) =>
        _writes.IsEmpty || await _serving.Store.CommitAsync(_writes.ToBatch(Caller.Name, _now) with { From = Caller.From }, cancel) is Committed;

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();

    private async ValueTask<CommandResult> RunAsync(string app, string form, Func<CommandScope, ValueTask<AttemptOutcome>> attempt)
    {
        if (_serving.Form(app, form) is not { } newest)
            return new NotFound();
        if (app == SystemSet.App)
            return new Forbidden(Finding.Of(RuntimeMessages.SystemSet, ""));
        // What belongs to the unit is not disposed with the scope of one command.
        var scope = new CommandScope(_serving, Caller, newest, _snapshot, _now);
        var outcome = await attempt(scope);
        if (outcome.Batch is not { } batch)
            return outcome.Answer!;
        foreach (var write in batch.Writes)
            _writes.Add(write, batch.Command);
        _writes.Expect(batch.Absent);
        var left = outcome.Record!;
        if (_writes.TryFind(left.Set, left.Id, out var pending) && pending is not null)
            left = pending;
        return new Done(scope.Show(left), outcome.Warnings);
    }
}
