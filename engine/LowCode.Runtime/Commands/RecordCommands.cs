using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;

namespace LowCode.Runtime.Commands;

/// <summary>
/// Everything that changes records: authorise, evaluate, decide, move on, write one atomic batch. Thread-safe.
/// Results are data; only a broken store throws.
/// </summary>
public sealed class RecordCommands
{
    private readonly ServingState _serving;

    internal RecordCommands(ServingState serving) => _serving = serving;

    /// <summary>
    /// Creates a record. With <see cref="RecordInput.Id"/> it is idempotent: when the caller created a record of that id
    /// before, that record comes back as <see cref="Done"/> with <see cref="Done.AlreadyDone"/>.
    /// </summary>
    public Task<CommandResult> CreateAsync(Caller caller, string app, string form, RecordInput input, CancellationToken cancel = default)
    {
        var id = input.Id is { } given && given != Guid.Empty ? given : Guid.CreateVersion7(_serving.Now());
        return RunAsync(caller, app, form, null, scope => CreateCommand.AttemptAsync(scope, input, id, cancel), cancel);
    }

    /// <summary>
    /// Changes fields. With <paramref name="replace"/> every field that a person enters and that was not sent is emptied.
    /// A record that would stay as it is is not written.
    /// </summary>
    /// <param name="caller">Who.</param>
    /// <param name="app">The app.</param>
    /// <param name="form">The form.</param>
    /// <param name="id">The record.</param>
    /// <param name="input">What was sent.</param>
    /// <param name="replace">True for PUT, false for PATCH.</param>
    /// <param name="ifRevision">The revision that the record must have; null for any.</param>
    /// <param name="cancel">Gives up before the record is written, not after.</param>
    public Task<CommandResult> UpdateAsync(
        Caller caller, string app, string form, Guid id, RecordInput input, bool replace, long? ifRevision, CancellationToken cancel = default) =>
        RunAsync(caller, app, form, ifRevision, scope => UpdateCommand.AttemptAsync(scope, id, input, replace, ifRevision, cancel), cancel);

    /// <summary>Deletes a record; refused while other records refer to it and in states that are locked.</summary>
    public Task<CommandResult> DeleteAsync(
        Caller caller, string app, string form, Guid id, long? ifRevision, CancellationToken cancel = default) =>
        RunAsync(caller, app, form, ifRevision, scope => DeleteCommand.AttemptAsync(scope, id, ifRevision, cancel), cancel);

    /// <summary>
    /// Takes a transition, after changing the fields in <paramref name="input"/> when there is one. When several people
    /// sign it, the caller's signature is kept, and the record moves on with the last one that is needed.
    /// </summary>
    public Task<CommandResult> TransitionAsync(
        Caller caller, string app, string form, Guid id, string transition, RecordInput? input, long? ifRevision, CancellationToken cancel = default) =>
        RunAsync(caller, app, form, ifRevision,
            scope => TransitionCommand.AttemptAsync(scope, id, transition, input, ifRevision, cancel), cancel);

    /// <summary>
    /// A dry run: what the record would be with this input, as <see cref="Evaluated"/>; nothing is stored. With an id
    /// over the record as it is, without over a new one.
    /// </summary>
    public Task<CommandResult> EvaluateAsync(
        Caller caller, string app, string form, Guid? id, RecordInput input, CancellationToken cancel = default) =>
        RunAsync(caller, app, form, null, scope => EvaluateCommand.AttemptAsync(scope, id, input, cancel), cancel);

    /// <summary>
    /// Tries until an attempt's batch is written: when others changed the same records meanwhile, the command is
    /// evaluated again over what they are now, unless the caller named a revision.
    /// </summary>
    private async Task<CommandResult> RunAsync(
        Caller caller, string app, string form, long? ifRevision,
        Func<CommandScope, ValueTask<AttemptOutcome>> attempt, CancellationToken cancel)
    {
        for (var round = 0; round < _serving.Options.Limits.Attempts; round++)
        {
            if (_serving.Form(app, form) is not { } newest)
                return new NotFound();
            if (app == SystemSet.App)
                return new Forbidden(Finding.Of(RuntimeMessages.SystemSet, ""));
            using var scope = new CommandScope(_serving, caller, newest);
            var outcome = await attempt(scope);
            if (outcome.Batch is not { } batch)
                return outcome.Answer!;
            switch (await _serving.Store.CommitAsync(batch, cancel))
            {
                case Committed:
                    return new Done(scope.Show(outcome.Record!), outcome.Warnings);
                case Conflict conflict when ifRevision is not null && conflict.Id == outcome.Record!.Id && conflict.Set == newest.SetName:
                    return new Stale(conflict.ActualRevision);
            }
        }
        return new Refused(Finding.Of(RuntimeMessages.Contended, ""));
    }
}
