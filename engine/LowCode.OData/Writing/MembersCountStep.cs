using System.Text.Json;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>How many members of a collection match the options behind it in $select.</summary>
internal sealed class MembersCountStep(string property, int slot) : WriteStep(property + "@odata.count")
{
    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        if (context.Chosen(hit.Row ?? hit.Record.Data, slot) is { } chosen)
            json.WriteNumber(Name, chosen.Count);
    }
}
