using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Serving;

namespace LowCode.OData.Payloads;

/// <summary>What bodies can be: an entity, a parameter, a property, a link. Read once.</summary>
internal sealed class PayloadReader(Exchange exchange, JsonBody body, EntityPlan entity)
{
    private readonly BodyReading _reading = new(exchange, body);
    private readonly Payload _payload = new(entity.Shape);

    /// <summary>The whole body is an entity, perhaps with others nested in it.</summary>
    public Payload ReadEntity()
    {
        var reader = Reader(Nesting.Allowed);
        _reading.Run((ref Utf8JsonReader json) => reader.Read(ref json, ""));
        return _payload;
    }

    /// <summary>The body holds at most one parameter, an entity; no body and an empty object mean none.</summary>
    public Payload? ReadParameter(string name)
    {
        if (body.Bytes.Length == 0)
            return null;
        var found = false;
        var reader = Reader(Nesting.None);
        _reading.Run((ref Utf8JsonReader json) =>
        {
            _reading.Expect(ref json, JsonTokenType.StartObject, Words.Object, "");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var property = _reading.Name(ref json, seen, "");
                json.Read();
                if (property.Contains('@', StringComparison.Ordinal))
                {
                    json.Skip();
                }
                else if (property == name)
                {
                    found = json.TokenType != JsonTokenType.Null;
                    if (found)
                        reader.Read(ref json, "");
                }
                else
                {
                    _reading.Add(Finding.Of(ODataMessages.UnknownInput, property, ("name", property), ("suggestion", Suggestion.For(property, [name]))));
                    json.Skip();
                }
            }
        });
        return found ? _payload : null;
    }

    /// <summary>The body is the value of one property: <c>{"value": …}</c>, or for a group its fields.</summary>
    /// <param name="property">The property.</param>
    /// <param name="replace">For a group: fields that are not sent are cleared.</param>
    public Payload ReadProperty(PropertyPlan property, bool replace)
    {
        var reader = Reader(Nesting.None);
        _reading.Run((ref Utf8JsonReader json) =>
        {
            if (property is GroupProperty group)
            {
                if (replace)
                    Clear(group);
                reader.ReadFields(ref json, group.Type, group.Name);
                return;
            }
            _reading.Expect(ref json, JsonTokenType.StartObject, Words.Object, "");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = _reading.Name(ref json, seen, "");
                json.Read();
                if (name == "value")
                    reader.ReadProperty(ref json, property, property.Name);
                else if (name.Contains('@', StringComparison.Ordinal))
                    json.Skip();
                else
                    throw Refusal.BadRequest(ODataMessages.UnknownInput, name, ("name", name), ("suggestion", Suggestion.For(name, ["value"])));
            }
            if (!seen.Contains("value"))
                throw Refusal.BadRequest(ODataMessages.WrongPayload, "", ("expected", "{\"value\": …}"));
        });
        return _payload;
    }

    /// <summary>The body is a link: <c>{"@odata.id": "…"}</c>.</summary>
    public Payload ReadLink(NavigationProperty link)
    {
        var reader = Reader(Nesting.None);
        _reading.Run((ref Utf8JsonReader json) => reader.ReadLink(ref json, link, link.Name));
        return _payload;
    }

    /// <summary>The body is the address of an entity of the set: <c>{"@odata.id": "…"}</c>.</summary>
    public Guid ReadEntityId()
    {
        Guid? id = null;
        _reading.Run((ref Utf8JsonReader json) =>
        {
            _reading.Expect(ref json, JsonTokenType.StartObject, Words.Object, "");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = _reading.Name(ref json, seen, "");
                json.Read();
                if (name is "@odata.id" or "@id" && _reading.Expect(ref json, JsonTokenType.String, Words.Text, name))
                {
                    var address = json.GetString()!;
                    id = _reading.Links.Resolve(address, entity)
                        ?? throw Refusal.BadRequest(ODataMessages.WrongLink, name, ("link", address), ("set", entity.Set));
                }
                else if (!name.Contains('@', StringComparison.Ordinal))
                {
                    throw Refusal.BadRequest(ODataMessages.UnknownInput, name, ("name", name), ("suggestion", Suggestion.For(name, ["@odata.id"])));
                }
                else
                {
                    json.Skip();
                }
            }
        });
        return id ?? throw Refusal.BadRequest(ODataMessages.WrongPayload, "", ("expected", "{\"@odata.id\": …}"));
    }

    /// <summary>Nothing was sent: the property is emptied.</summary>
    public Payload Clear(PropertyPlan property)
    {
        switch (property)
        {
            case GroupProperty group:
                foreach (var inner in group.Type.Properties)
                    Clear(inner);
                break;
            case SlotProperty { IsComputed: false } slot: _payload.Clear(slot.Slot.Index); break;
            case TableProperty table: _payload.Clear(table.Slot.Index); break;
            default: break;
        }
        return _payload;
    }

    private EntityReader Reader(Nesting nesting) => new(_reading, entity, _payload, nesting);
}
