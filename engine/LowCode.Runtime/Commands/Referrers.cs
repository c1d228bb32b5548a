using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Commands;

/// <summary>Whether other records refer to a record.</summary>
internal static class Referrers
{
    /// <summary>A form of which some record refers to a record; null when there is none.</summary>
    public static async ValueTask<CompiledForm?> FindAsync(ServingState serving, IStoreSnapshot snapshot, string set, Guid id, CancellationToken cancel)
    {
        foreach (var form in serving.Apps.Values.SelectMany(app => app.Forms.Values))
        {
            foreach (var filter in Filters(form.Fields, form.App, set, id, 0))
            {
                var result = await snapshot.QueryAsync(new Query(form.SetName) { Filter = filter, Top = 1 }, cancel);
                await foreach (var page in result.Pages.WithCancellation(cancel))
                {
                    if (page.Length > 0)
                        return form;
                }
            }
        }
        return null;
    }

    private static IEnumerable<Expression> Filters(FieldMap fields, string app, string target, Guid id, int scope)
    {
        foreach (var slot in fields.Pointers)
        {
            if (slot.Rows is not null)
            {
                foreach (var inner in Filters(fields.Rows(slot.Index), app, target, id, scope + 1))
                    yield return new Lambda(false, new Field(FieldRef.Of(slot), scope), scope + 1, inner);
            }
            else if (slot.Kind == ValueKind.Id && fields[slot.Index]!.To is { } to)
            {
                var (owner, form) = CompiledForm.TargetOf(app, to);
                if ($"{owner}/{form}" == target)
                    yield return new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(slot), scope), new Constant(Value.Of(id)));
            }
        }
    }
}
