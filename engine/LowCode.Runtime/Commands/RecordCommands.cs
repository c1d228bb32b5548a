using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;

namespace LowCode.Runtime.Commands;

/// <summary>
/// Everything that changes records: authorise, evaluate, decide, move on, write one atomic batch. A single command is a
/// unit of work with nothing else in it. Thread-safe. Results are data; only a broken store throws.
/// </summary>
public sealed class RecordCommands
{
    private readonly ServingState _serving;

    internal RecordCommands(ServingState serving) => _serving = serving;

    /// <summary>
    /// Does several things as one: what the work's commands leave is written when it returns true, all of it or nothing.
    /// When others have changed the same records meanwhile, the whole work is done again over what they are now, a few
    /// times: it must not keep anything from one time to the next. Records that are only read are not guarded.
    /// </summary>
    /// <param name="caller">Who.</param>
    /// <param name="work">Runs commands on the unit; false gives up, and nothing is written.</param>
    /// <param name="cancel">Gives up before it is written, not after.</param>
    public async Task<UnitEnd> TogetherAsync(Caller caller, Func<UnitOfWork, ValueTask<bool>> work, CancellationToken cancel = default)
    {
        for (var round = 0; round < _serving.Options.Limits.Attempts; round++)
        {
            using var unit = new UnitOfWork(_serving, caller);
            if (!await work(unit))
                return UnitEnd.GivenUp;
            if (await unit.CommitAsync(cancel))
                return UnitEnd.Written;
        }
        return UnitEnd.Contended;
    }

    /// <summary>Does one thing: work of several commands that ends as one command does, and is written when it is done.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="work">Runs commands on the unit and tells how it ended; see <see cref="TogetherAsync"/>.</param>
    /// <param name="cancel">Gives up before it is written, not after.</param>
    public async Task<CommandResult> OneAsync(Caller caller, Func<UnitOfWork, ValueTask<CommandResult>> work, CancellationToken cancel = default)
    {
        CommandResult? result = null;
        var end = await TogetherAsync(caller, async unit => (result = await work(unit)) is Done or NothingToDo, cancel);
        return end is UnitEnd.Contended ? new Refused(Finding.Of(RuntimeMessages.Contended, "")) : result!;
    }

    /// <summary>
    /// Creates a record. With <see cref="RecordInput.Id"/> it is idempotent: when the caller created a record of that id
    /// before, that record comes back as <see cref="Done"/> with <see cref="Done.AlreadyDone"/>.
    /// </summary>
    public Task<CommandResult> CreateAsync(Caller caller, string app, string form, RecordInput input, CancellationToken cancel = default) =>
        OneAsync(caller, unit => unit.CreateAsync(app, form, input, cancel), cancel);

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
        OneAsync(caller, unit => unit.UpdateAsync(app, form, id, input, replace, ifRevision, cancel), cancel);

    /// <summary>Deletes a record; refused while other records refer to it and in states that are locked.</summary>
    public Task<CommandResult> DeleteAsync(
        Caller caller, string app, string form, Guid id, long? ifRevision, CancellationToken cancel = default) =>
        OneAsync(caller, unit => unit.DeleteAsync(app, form, id, ifRevision, cancel), cancel);

    /// <summary>
    /// Takes a transition, after changing the fields in <paramref name="input"/> when there is one. When several people
    /// sign it, the caller's signature is kept, and the record moves on with the last one that is needed.
    /// </summary>
    public Task<CommandResult> TransitionAsync(
        Caller caller, string app, string form, Guid id, string transition, RecordInput? input, long? ifRevision, CancellationToken cancel = default) =>
        OneAsync(caller, unit => unit.TransitionAsync(app, form, id, transition, input, ifRevision, cancel), cancel);

    /// <summary>
    /// A dry run: what the record would be with this input, as <see cref="Evaluated"/>; nothing is stored. With an id
    /// over the record as it is, without over a new one.
    /// </summary>
    public Task<CommandResult> EvaluateAsync(
        Caller caller, string app, string form, Guid? id, RecordInput input, CancellationToken cancel = default) =>
        OneAsync(caller, unit => unit.EvaluateAsync(app, form, id, input, cancel), cancel);
}
