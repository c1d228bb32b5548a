using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Commands;

/// <summary>Whether other records refer to a record.</summary>
internal static class Referrers
{
    /// <summary>Whether some record refers to a record.</summary>
    public static async ValueTask<bool> AnyAsync(ServingState serving, IStoreSnapshot snapshot, string set, Guid id, CancellationToken cancel)
    {
        foreach (var (_, query, _) in Queries(serving, set, id))
        {
            if (await FindsAsync(await snapshot.QueryAsync(query, cancel), cancel))
                return true;
        }
        return false;
    }

    /// <summary>Why a caller cannot delete a record: by something that they see to refer to it, if there is such a thing.</summary>
    public static async ValueTask<Finding?> WhyNotAsync(CommandScope scope, Guid id, CancellationToken cancel)
    {
        var isReferred = false;
        foreach (var (form, query, slots) in Queries(scope.Serving, scope.Newest.SetName, id))
        {
            if (!await FindsAsync(await scope.Snapshot.QueryAsync(query, cancel), cancel))
                continue;
            if (slots.All(slot => scope.Reader.Sees(form.App, form.Definition.Name, slot))
                && await FindsAsync(await scope.Reader.QueryAsync(form.App, form.Definition.Name, query, cancel), cancel))
            {
                return Finding.Of(RuntimeMessages.StillReferred, "", ("form", form.Definition.Title));
            }
            isReferred = true;
        }
        return isReferred ? Finding.Of(RuntimeMessages.StillReferredElsewhere, "") : null;
    }

    // What would refer to it, with the fields through which it does.
    private static IEnumerable<(CompiledForm Form, Query Query, ImmutableArray<Slot> Slots)> Queries(ServingState serving, string set, Guid id) =>
        from app in serving.Apps.Values
        from form in app.Forms.Values
        from found in Filters(form.Fields, form.App, set, id, 0)
        select (form, new Query(form.SetName) { Filter = found.Filter, Top = 1 }, found.Slots);

    private static async ValueTask<bool> FindsAsync(QueryResult result, CancellationToken cancel)
    {
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            if (page.Length > 0)
                return true;
        }
        return false;
    }

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
