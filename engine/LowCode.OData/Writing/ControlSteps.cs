using System.Text.Json;
using LowCode.OData.Model;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>The type of the property that follows (odata.metadata=full).</summary>
internal sealed class TypeStep(string property, string type) : WriteStep(property + "@odata.type")
{
    private readonly JsonEncodedText _type = JsonStyle.Name(type);

    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context) => json.WriteString(Name, _type);
}

/// <summary>That no more than a mask of the property that follows is told.</summary>
internal sealed class MaskedStep(string property) : WriteStep(property + "@" + Names.Masked)
{
    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context) => json.WriteBoolean(Name, true);
}

/// <summary>The addresses behind a link (odata.metadata=full).</summary>
internal sealed class LinkAddressStep(string link) : WriteStep(link + "@odata.navigationLink")
{
    private readonly JsonEncodedText _association = JsonStyle.Name(link + "@odata.associationLink");

    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        json.WriteString(_association, $"{context.Address}/{link}/$ref");
        json.WriteString(Name, $"{context.Address}/{link}");
    }
}
