using System.Text.Json;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.OData.Writing;

/// <summary>An expanded link: the entity it leads to, or null.</summary>
/// <param name="name">The link.</param>
/// <param name="reference">Slot with the target's id; null for the link from a row to its record.</param>
/// <param name="target">How the target is written.</param>
/// <param name="referenceOnly">True when only the target's address is.</param>
internal sealed class LinkStep(string name, int? reference, WritePlan target, bool referenceOnly) : ExpandedStep(name, target)
{
    /// <summary>The target's id, or empty; false for the link from a row to its record, which is at hand.</summary>
    public bool NeedsFetch(in Hit hit, out Guid id)
    {
        id = default;
        if (reference is not { } slot)
            return false;
        var value = (hit.Row ?? hit.Record.Data)[slot];
        if (value.IsEmpty)
            return false;
        id = value.AsId();
        return true;
    }

    /// <summary>What it leads to, once fetched.</summary>
    public Record? Find(in Hit hit, WriteContext context) =>
        reference is null ? hit.Record : NeedsFetch(hit, out var id) ? context.Related(Target.Entity.RecordSet, id) : null;

    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        var record = Find(hit, context);
        if (record is null)
        {
            json.WriteNull(Name);
            return;
        }
        json.WritePropertyName(Name);
        if (referenceOnly)
        {
            Target.WriteReference(json, new Hit(record), context);
            return;
        }
        var outer = context.Address;
        Target.Write(json, new Hit(record), context);
        context.Address = outer;
    }
}
