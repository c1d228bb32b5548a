using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;

namespace LowCode.OData.Payloads;

/// <summary>Reads links of an entity: to what is there, by its address, or to what is nested in the body.</summary>
internal sealed class LinkReader(BodyReading reading, Payload payload, Nesting nesting)
{
    /// <summary><c>"site@odata.bind": "…"</c>.</summary>
    public void ReadBinding(ref Utf8JsonReader json, NavigationProperty link, string path)
    {
        if (json.TokenType == JsonTokenType.Null)
            Set(link.Reference!.Slot.Index, default, path);
        else if (reading.Expect(ref json, JsonTokenType.String, Words.Text, path))
            Bind(json.GetString()!, link, path);
    }

    /// <summary><c>"site": null</c>, <c>"site": {"@odata.id": "…"}</c>, or the entity itself.</summary>
    public void Read(ref Utf8JsonReader json, NavigationProperty link, string path)
    {
        if (json.TokenType == JsonTokenType.Null && link.Reference is not null)
        {
            Set(link.Reference.Slot.Index, default, path);
            return;
        }
        if (json.TokenType == JsonTokenType.String && link.Reference is { } reference)
        {
            reading.Add(Finding.Of(ODataMessages.LinkIsNoId, path, ("name", link.Name), ("id", reference.Name)));
            return;
        }
        if (!reading.Expect(ref json, JsonTokenType.StartObject, Words.Object, path))
            return;
        var ahead = json;
        var (address, hasFields) = Look(ref ahead, path);
        if (hasFields)
        {
            ReadNested(ref json, link, address, path);
            return;
        }
        json = ahead;
        if (address is null)
            reading.Add(Finding.Of(ODataMessages.WrongPayload, path, ("expected", "{\"@odata.id\": …}")));
        else
            Bind(address, link, path);
    }

    // The address may stand behind the fields: a copy of the reader looks ahead for it, and goes to the end.
    private (string? Address, bool HasFields) Look(ref Utf8JsonReader json, string path)
    {
        string? address = null;
        var hasFields = false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (name is "@odata.id" or "@id" && json.TokenType == JsonTokenType.String)
                address = json.GetString();
            else
                json.Skip();
            if (name.StartsWith('@') && !seen.Add(name))
                reading.Add(Finding.Of(ODataMessages.DuplicateProperty, $"{path}.{name}", ("name", name)));
            hasFields |= !name.StartsWith('@');
        }
        return (address, hasFields);
    }

    private void ReadNested(ref Utf8JsonReader json, NavigationProperty link, string? address, string path)
    {
        if (nesting is Nesting.None || link.Reference is null)
            throw Refusal.NotSupported("deep insert / deep update", path);
        if (link.Target.IsReadOnly)
            throw Refusal.BadRequest(ODataMessages.NotWritable, path, ("name", link.Name));
        var nested = new Payload(link.Target.Shape);
        new EntityReader(reading, link.Target, nested, nesting).Read(ref json, path);
        if (address is not null && reading.Links.Resolve(address, link.Target) is var id)
        {
            if (id is null)
                reading.Add(Finding.Of(ODataMessages.WrongLink, path, ("link", address), ("set", link.Target.Set)));
            nested.Id ??= id;
        }
        var entity = new NestedPayload(link, nested, path, nested.Id is not null);
        // Whoever is made here has an identity from now on, however often the whole is tried.
        nested.Id ??= Guid.CreateVersion7(reading.Exchange.Now);
        payload.Nest(entity);
        Set(link.Reference.Slot.Index, Value.Of(nested.Id.Value), path);
    }

    private void Bind(string address, NavigationProperty link, string path)
    {
        if (link.Reference is { } reference && reading.Links.Resolve(address, link.Target) is { } id)
            Set(reference.Slot.Index, Value.Of(id), path);
        else
            reading.Add(Finding.Of(ODataMessages.WrongLink, path, ("link", address), ("set", link.Target.Set)));
    }

    private void Set(int slot, in Value value, string path)
    {
        if (!payload.Set(slot, value))
            reading.Add(Finding.Of(ODataMessages.TwoLinks, path, ("name", path)));
    }
}
