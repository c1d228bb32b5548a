using LowCode.Runtime.Callers;

namespace LowCode.Runtime.Commands;

/// <summary>
/// Everything that changes records: authorise, evaluate, decide, move on, write one atomic batch. Thread-safe.
/// Results are data; only a broken store throws.
/// </summary>
public sealed class RecordCommands
{
    /// <summary>
    /// Creates a record. With <see cref="RecordInput.Id"/> it is idempotent: when the caller created a record of that id
    /// before, that record comes back as <see cref="Done"/> with <see cref="Done.AlreadyDone"/>.
    /// </summary>
    public Task<CommandResult> CreateAsync(Caller caller, string app, string form, RecordInput input, CancellationToken cancel = default) =>
        throw new NotSupportedException($"{caller} {app} {form} {input} {cancel}");

    /// <summary>
    /// Changes fields. With <paramref name="replace"/> every field that a person enters and that was not sent is emptied.
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
        throw new NotSupportedException($"{caller} {app} {form} {id} {input} {replace} {ifRevision} {cancel}");

    /// <summary>Deletes a record; refused while other records refer to it and in states that are locked.</summary>
    public Task<CommandResult> DeleteAsync(
        Caller caller, string app, string form, Guid id, long? ifRevision, CancellationToken cancel = default) =>
        throw new NotSupportedException($"{caller} {app} {form} {id} {ifRevision} {cancel}");

    /// <summary>Takes a transition, after changing the fields in <paramref name="input"/> when there is one.</summary>
    public Task<CommandResult> TransitionAsync(
        Caller caller, string app, string form, Guid id, string transition, RecordInput? input, long? ifRevision, CancellationToken cancel = default) =>
        throw new NotSupportedException($"{caller} {app} {form} {id} {transition} {input} {ifRevision} {cancel}");

    /// <summary>
    /// A dry run: what the record would be with this input, as <see cref="Evaluated"/>; nothing is stored. With an id
    /// over the record as it is, without over a new one.
    /// </summary>
    public Task<CommandResult> EvaluateAsync(
        Caller caller, string app, string form, Guid? id, RecordInput input, CancellationToken cancel = default) =>
        throw new NotSupportedException($"{caller} {app} {form} {id} {input} {cancel}");
}
