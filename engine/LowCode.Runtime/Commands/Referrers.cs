using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Commands;

/// <summary>Whether other records refer to a record.</summary>
internal static class Referrers
{
    /// <summary>Why a record stays: by something that the caller sees to refer to it, if there is such a thing; null when nothing refers to it.</summary>
    public static async ValueTask<Finding?> FindAsync(
        ServingState serving, IStoreSnapshot snapshot, RecordReader reader, string set, Guid id, CancellationToken cancel)
    {
        var isReferred = false;
        foreach (var form in serving.Apps.Values.SelectMany(app => app.Forms.Values))
        {
            foreach (var (filter, slots) in Filters(form.Fields, form.App, set, id, 0))
            {
                var query = new Query(form.SetName) { Filter = filter, Top = 1 };
                if (!await FindsAsync(await snapshot.QueryAsync(query, cancel), cancel))
                    continue;
                if (slots.All(slot => reader.Sees(form.App, form.Definition.Name, slot))
                    && await FindsAsync(await reader.QueryAsync(form.App, form.Definition.Name, query, cancel), cancel))
                {
                    return Finding.Of(RuntimeMessages.StillReferred, "", ("form", form.Definition.Title));
                }
                isReferred = true;
            }
        }
        return isReferred ? Finding.Of(RuntimeMessages.StillReferredElsewhere, "") : null;
    }

    private static async ValueTask<bool> FindsAsync(QueryResult result, CancellationToken cancel)
    {
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            if (page.Length > 0)
                return true;
        }
        return false;
    }

    // What refers to it, with the fields through which it does.
    private static IEnumerable<(Expression Filter, ImmutableArray<Slot> Slots)> Filters(FieldMap fields, string app, string target, Guid id, int scope)
    {
        foreach (var slot in fields.Pointers)
        {
            if (slot.Rows is not null)
            {
                foreach (var (inner, slots) in Filters(fields.Rows(slot.Index), app, target, id, scope + 1))
                    yield return (new Lambda(false, new Field(FieldRef.Of(slot), scope), scope + 1, inner), slots.Insert(0, slot));
            }
            else if (slot.Kind == ValueKind.Id && fields[slot.Index]!.To is { } to)
            {
                var (owner, form) = CompiledForm.TargetOf(app, to);
                if ($"{owner}/{form}" == target)
                    yield return (new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(slot), scope), new Constant(Value.Of(id))), [slot]);
            }
        }
    }
}
