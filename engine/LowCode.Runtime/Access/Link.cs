using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Storage;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Access;

/// <summary>
/// The records that refer to others, by one field, and that a caller may read otherwise than by being referred to
/// themselves. It goes one step: so there is no circle, and no more work than one look into an index for each record.
/// </summary>
/// <param name="Set">Their set.</param>
/// <param name="Reference">The field that refers.</param>
/// <param name="Visible">Which of them the caller may read; null for all.</param>
/// <param name="Sight">Stands for what the caller may read of them.</param>
internal sealed record Link(string Set, FieldRef Reference, Expression? Visible, string Sight)
{
    /// <summary>
    /// What an entry names; null when there is no such field, or the caller sees none of its records or not the field:
    /// then it reaches nothing.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="form">The form whose records are referred to.</param>
    /// <param name="formOf">The newest version of the form of a set.</param>
    /// <param name="accessTo">What the caller may do with a form's records, what is referenced left out.</param>
    public static Link? Of(AccessDefinition entry, CompiledForm form, Func<string, CompiledForm?> formOf, Func<CompiledForm, FormAccess> accessTo)
    {
        var (app, name, path) = ReferringField.Of(form.App, entry.By ?? "");
        if (formOf($"{app}/{name}") is not { } from || from.Shape.Find(path) is not { Kind: ValueKind.Id } slot
            || from.Fields[slot.Index]?.To is not { } to || CompiledForm.TargetOf(app, to) != (form.App, form.Definition.Name))
        {
            return null;
        }
        var access = accessTo(from);
        return !access.Has(AccessAction.Read) || access.Hidden.Contains(from.Shape, slot.Index)
            ? null : new Link(from.SetName, FieldRef.Of(slot), access.ReadFilter(), access.Signature);
    }

    /// <summary>The records that are referred to, as a filter.</summary>
    public Expression Filter() =>
        new Lambda(false, new Referring(new Field(FieldRef.Of(SystemField.Id)), Set, Reference, Visible), 1, null);

    /// <summary>Whether a record is referred to.</summary>
    public async ValueTask<bool> RefersAsync(Guid id, IStoreSnapshot snapshot, CancellationToken cancel)
    {
        var toIt = new Compare(ComparisonOperator.Equal, new Field(Reference), new Constant(Value.Of(id)));
        var found = await snapshot.QueryAsync(new Query(Set) { Filter = Visible is null ? toIt : new And([toIt, Visible]), Top = 1 }, cancel);
        await foreach (var page in found.Pages.WithCancellation(cancel))
        {
            if (page.Length > 0)
                return true;
        }
        return false;
    }
}
