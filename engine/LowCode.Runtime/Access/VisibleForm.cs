using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;

namespace LowCode.Runtime.Access;

/// <summary>A form as one caller sees it, for pages that show it: what is hidden from the caller is not in it.</summary>
public sealed class VisibleForm
{
    private static readonly AccessAction[] Actions = Enum.GetValues<AccessAction>();

    private readonly CompiledForm _form;
    private readonly FormAccess _access;
    private readonly HiddenFields _notCreated;
    private readonly HiddenFields _notUpdated;

    private readonly FormAccess? _newest;

    private VisibleForm(CompiledForm form, FormAccess access, FormAccess? newest)
    {
        _form = form;
        _access = access;
        _newest = newest;
        _notCreated = access.Barred(AccessAction.Create);
        _notUpdated = access.Barred(AccessAction.Update);
        var now = newest ?? access;
        Can = [.. Actions.Where(now.Has)];
        Fields = Seen(form.Definition.Fields, form.Shape, now.Fields.Shape, "");
        CreatesAt = now.CreatesAt();
    }

    /// <summary>What the caller may do with some of its records.</summary>
    public ImmutableArray<AccessAction> Can { get; }

    /// <summary>Its fields, without those that the caller does not see at all; groups and tables in which nothing is left are left out too.</summary>
    public ImmutableArray<FieldDefinition> Fields { get; }

    /// <summary>The divisions at which the caller holds a role that creates records; empty for one who may create them anywhere.</summary>
    public ImmutableArray<string> CreatesAt { get; }

    /// <summary>A caller's form; null for one who may neither read its records nor create any.</summary>
    /// <param name="form">The version.</param>
    /// <param name="access">What the caller may do by that version.</param>
    /// <param name="newest">What they may do by the newest one, when it is an older one: neither shows what it hides.</param>
    internal static VisibleForm? Of(CompiledForm form, FormAccess access, FormAccess? newest = null) =>
        (newest ?? access).Has(AccessAction.Read) || (newest ?? access).Has(AccessAction.Create) ? new VisibleForm(form, access, newest) : null;

    /// <summary>Whether the caller sees no more of a field than a mask.</summary>
    /// <param name="table">Dotted path of the table that it lies in; empty for the form's own.</param>
    /// <param name="path">Dotted path in the form or table.</param>
    public bool Masks(string table, string path) => Slot(table, path) is { } slot && _access.Hidden.Masks(slot);

    /// <summary>Whether the caller may set a field in this way, whether it is seen or not.</summary>
    /// <param name="action">Creating or updating.</param>
    /// <param name="table">Dotted path of the table that it lies in; empty for the form's own.</param>
    /// <param name="path">Dotted path in the form or table.</param>
    public bool Sets(AccessAction action, string table, string path) =>
        Slot(table, path) is not { } slot || !(action == AccessAction.Create ? _notCreated : _notUpdated).Contains(slot);

    private Slot? Slot(string table, string path)
    {
        var shape = _form.Shape;
        foreach (var part in table.Split('/', StringSplitOptions.RemoveEmptyEntries))
            shape = shape[part].Rows!;
        return shape.Find(path);
    }

    private static bool Hides(FormAccess access, Shape shape, int slot) => access.Hidden.Contains(shape, slot) && !access.Hidden.Masks(shape.Slots[slot]);

    private ImmutableArray<FieldDefinition> Seen(ImmutableArray<FieldDefinition> fields, Shape shape, Shape newest, string prefix)
    {
        var seen = ImmutableArray.CreateBuilder<FieldDefinition>(fields.Length);
        foreach (var field in fields)
        {
            var path = prefix + field.Name;
            if (field.Type.IsGroup)
            {
                if (Seen(field.Fields, shape, newest, path + ".") is { IsEmpty: false } inner)
                    seen.Add(field with { Fields = inner });
                continue;
            }
            var slot = shape[path];
            if (Hides(_access, shape, slot.Index) || (_newest is not null && Hides(_newest, newest, slot.Index)))
                continue;
            if (slot.Rows is not { } rows)
                seen.Add(field);
            else if (Seen(field.Fields, rows, newest.Slots[slot.Index].Rows!, "") is { IsEmpty: false } inner)
                seen.Add(field with { Fields = inner });
        }
        return seen.ToImmutable();
    }
}
