using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Erasing;

/// <summary>
/// Erases personal data: each record is left without some fields, or deleted, and in the same batch the content of all its
/// earlier revisions goes, and of its tasks; heads stay. Attachments that nothing refers to any more go afterwards.
/// </summary>
internal sealed class ErasureRun
{
    private readonly ServingState _serving;
    private readonly Caller _caller;
    private readonly ErasureOrder _order;
    private readonly CompiledForm _form;
    private readonly ErasedFields _fields;
    private readonly IReadOnlyDictionary<Guid, long>? _revisions;

    private ErasureRun(ServingState serving, Caller caller, ErasureOrder order, CompiledForm form, IReadOnlyDictionary<Guid, long>? revisions)
    {
        (_serving, _caller, _order, _form, _revisions) = (serving, caller, order, form, revisions);
        _fields = order.IsWhole ? ErasedFields.AllOf(form) : ErasedFields.Of(form, order.Fields);
    }

    /// <summary>Does it.</summary>
    /// <param name="serving">What serves.</param>
    /// <param name="caller">Who.</param>
    /// <param name="order">What.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="revisions">The revision that each record must still have, 0 for one that must still be deleted; null when any will do.</param>
    /// <returns><see cref="Erased"/>, <see cref="Forbidden"/>, <see cref="Invalid"/>, or <see cref="Refused"/> when others keep changing the records.</returns>
    public static async Task<CommandResult> StartAsync(
        ServingState serving, Caller caller, ErasureOrder order, CancellationToken cancel, IReadOnlyDictionary<Guid, long>? revisions = null)
    {
        if (!caller.MayAdminister)
            return new Forbidden(Finding.Of(RuntimeMessages.AdministratorsOnly, ""));
        if (order.App == SystemSet.App || serving.Form(order.App, order.Form) is not { } form)
            return new Invalid([Finding.Of(ErasureMessages.NoSuchForm, "form", ("form", $"{order.App}/{order.Form}"))]);
        var run = new ErasureRun(serving, caller, order, form, revisions);
        return run.Mistakes() is { IsEmpty: false } mistakes ? new Invalid(mistakes) : await run.RunAsync(cancel);
    }

    private ImmutableArray<Finding> Mistakes()
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (string.IsNullOrWhiteSpace(_order.Reason) || _order.Reason.Length > ErasureOrder.MostReason)
            findings.Add(Finding.Of(ErasureMessages.ReasonNeeded, "reason", ("max", ErasureOrder.MostReason)));
        if (_order.Records.IsDefaultOrEmpty || _order.Records.Length > ErasureOrder.MostRecords)
            findings.Add(Finding.Of(ErasureMessages.RecordsWrong, "records", ("max", ErasureOrder.MostRecords)));
        foreach (var field in _order.Fields.Where(field => ErasedFields.Of(_form, [field]).Paths.IsEmpty))
            findings.Add(Finding.Of(ErasureMessages.NoSuchField, "fields", ("field", field)));
        if (_fields.Paths.IsEmpty && _order.Fields.IsEmpty)
            findings.Add(Finding.Of(ErasureMessages.NothingSensitive, "fields"));
        return findings.ToImmutable();
    }

    private async Task<CommandResult> RunAsync(CancellationToken cancel)
    {
        for (var round = 0; round < _serving.Options.Limits.Attempts; round++)
        {
            using var attempt = new ErasureAttempt(_serving, _caller, _form, _fields, _order.IsWhole, _revisions);
            foreach (var id in _order.Records.Distinct())
                await attempt.AddAsync(id, cancel);
            if (_order.IsDryRun || attempt.Writes.Count == 0)
            {
                await FileHashes.LeaveUsedAsync(attempt.Hashes, _serving, attempt.Snapshot, attempt.Left, cancel);
                return Report(attempt, attempt.Hashes.Count(_serving.Attachments.Exists));
            }
            attempt.Writes.Add(Order(attempt));
            var batch = new WriteBatch(_caller.Name, attempt.Now, WriteBatch.Erase, attempt.Writes.ToImmutable()) { From = _caller.From };
            if (await _serving.Store.CommitAsync(batch, cancel) is Committed)
                return Report(attempt, await DeleteAttachmentsAsync(attempt.Hashes));
        }
        return new Refused(Finding.Of(RuntimeMessages.Contended, ""));
    }

    // It is done: what is left to do is done even when nobody waits for it any more.
    private async Task<int> DeleteAttachmentsAsync(HashSet<string> hashes)
    {
        using var now = _serving.Store.Snapshot();
        await FileHashes.LeaveUsedAsync(hashes, _serving, now, ImmutableDictionary<RecordKey, Record?>.Empty, CancellationToken.None);
        return hashes.Count(_serving.Attachments.Delete);
    }

    private Erased Report(ErasureAttempt attempt, int attachments) => new(new ErasureReport(
        _order.IsDryRun, _order.IsWhole ? [] : _fields.Paths, [.. attempt.Records], attachments));

    private RecordWrite Order(ErasureAttempt attempt)
    {
        var data = new Row(ErasureSet.Shape);
        data[ErasureSet.Shape["set"].Index] = Value.Of(_form.SetName);
        data[ErasureSet.Shape["records"].Index] = Value.Of((long)attempt.Erasing);
        data[ErasureSet.Shape["fields"].Index] = Value.Of(_order.IsWhole ? "*" : string.Join(", ", _fields.Paths));
        data[ErasureSet.Shape["reason"].Index] = Value.Of(_order.Reason);
        var id = Guid.CreateVersion7(attempt.Now);
        return new RecordWrite(ErasureSet.Name, id, 0, new Record
        {
            Id = id,
            Set = ErasureSet.Name,
            Division = attempt.Division,
            CreatedBy = _caller.Name,
            CreatedAt = attempt.Now,
            ModifiedBy = _caller.Name,
            ModifiedAt = attempt.Now,
            Revision = 1,
            Data = data.Freeze(),
        })
        { Command = "erasure" };
    }
}
