using System.Text.Json;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>The entities that refer to this one, or how many they are.</summary>
/// <param name="link">The link.</param>
/// <param name="reference">Slot of theirs that refers to it.</param>
/// <param name="target">How they are written.</param>
/// <param name="suffix">Whether addresses or the number alone is written.</param>
/// <param name="counts">Whether the number is written too.</param>
internal sealed class ReverseStep(string link, int reference, WritePlan target, ItemSuffix suffix, bool counts) : ExpandedStep(link, target)
{
    private readonly JsonEncodedText _count = JsonStyle.Name(link + "@odata.count");

    /// <summary>Slot of theirs that refers to it.</summary>
    public int Reference => reference;

    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        var linked = context.Linked(this, hit.Record.Id);
        if (counts || suffix is ItemSuffix.Count)
            json.WriteNumber(_count, linked.Count);
        if (suffix is ItemSuffix.Count)
            return;
        json.WriteStartArray(Name);
        var outer = context.Address;
        foreach (var one in linked.Hits)
        {
            if (suffix is ItemSuffix.Reference)
                Target.WriteReference(json, one, context);
            else
                Target.Write(json, one, context);
        }
        context.Address = outer;
        json.WriteEndArray();
    }
}

/// <summary>What a link to several entities leads to.</summary>
/// <param name="Hits">Those that are written.</param>
/// <param name="Count">How many there are.</param>
internal sealed record LinkedHits(IReadOnlyList<Hit> Hits, long Count);
