using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.Storage.Queries;

namespace LowCode.OData.Payloads;

/// <summary>
/// Reads one entity straight into slots (docs/adr/0007). Control information that is not needed is passed over; calculated
/// and system properties are ignored as OData allows; a property that does not exist, or that the caller may not see, is
/// an error.
/// </summary>
/// <param name="reading">The body.</param>
/// <param name="entity">The set that the entity is of.</param>
/// <param name="payload">What is read goes here.</param>
/// <param name="depth">Whether other entities may be nested in it.</param>
internal sealed class EntityReader(BodyReading reading, EntityPlan entity, Payload payload, Nesting depth)
{
    private readonly ValueReader _values = new(reading);
    private readonly LinkReader _links = new(reading, payload, depth);

    private delegate bool Setter(int slot, in Value value);

    /// <summary>An entity.</summary>
    public void Read(ref Utf8JsonReader json, string path) => ReadFields(ref json, entity, path);

    /// <summary>The properties of the entity, or of a group in it.</summary>
    public void ReadFields(ref Utf8JsonReader json, TypePlan type, string path) => ReadFields(ref json, type, payload.Set, path);

    /// <summary>The value of one of its properties.</summary>
    public void ReadProperty(ref Utf8JsonReader json, PropertyPlan property, string path) => ReadProperty(ref json, property, payload.Set, path);

    /// <summary>The value of one of its links.</summary>
    public void ReadLink(ref Utf8JsonReader json, NavigationProperty link, string path) => _links.Read(ref json, link, path);

    private void ReadFields(ref Utf8JsonReader json, TypePlan type, Setter set, string path)
    {
        if (!reading.Expect(ref json, JsonTokenType.StartObject, Words.Object, path))
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = reading.Name(ref json, seen, path);
            json.Read();
            var at = name.IndexOf('@', StringComparison.Ordinal);
            if (at >= 0)
            {
                ReadAnnotation(ref json, type, name[..at], name[(at + 1)..], path);
                continue;
            }
            var here = path.Length == 0 ? name : $"{path}.{name}";
            var property = type.Find(name);
            if (property is null || !Sight.Shows(reading.Exchange.Reader, entity, property))
            {
                reading.Add(Finding.Of(ODataMessages.UnknownInput, here, ("name", name), ("suggestion", Suggestion.For(name, Known(type)))));
                json.Skip();
                continue;
            }
            ReadProperty(ref json, property, set, here);
        }
    }

    private void ReadProperty(ref Utf8JsonReader json, PropertyPlan property, Setter set, string path)
    {
        switch (property)
        {
            case SystemProperty { System: SystemField.Id }:
                if (reading.Primitive(ref json, ValueKind.Id, path) is { IsEmpty: false } id)
                    payload.Id = id.AsId();
                break;
            case SystemProperty { System: SystemField.Division }:
                if (reading.Primitive(ref json, ValueKind.Text, path) is { IsEmpty: false } division)
                    payload.Division = division.AsText();
                break;
            case { IsComputed: true }:
                json.Skip();
                break;
            case GroupProperty group:
                ReadFields(ref json, group.Type, set, path);
                break;
            case TableProperty table:
                Set(set, table.Slot.Index, ReadRows(ref json, table, path), path);
                break;
            case NavigationProperty link:
                _links.Read(ref json, link, path);
                break;
            case ReverseProperty reverse: throw Refusal.NotSupported(reverse.Name);
            case SlotProperty slot:
                if (_values.Read(ref json, slot, path) is { } value)
                    Set(set, slot.Slot.Index, value, path);
                break;
            default:
                json.Skip();
                break;
        }
    }

    private void ReadAnnotation(ref Utf8JsonReader json, TypePlan type, string name, string annotation, string path)
    {
        if (name.Length == 0)
        {
            if (!ReferenceEquals(type, entity) || json.TokenType != JsonTokenType.String)
                json.Skip();
            else if (annotation is "odata.etag" or "etag")
                payload.ETag = json.GetString();
            return;
        }
        if (annotation is not ("odata.bind" or "bind"))
        {
            json.Skip();
            return;
        }
        var here = path.Length == 0 ? name : $"{path}.{name}";
        if (type.Find(name) is NavigationProperty { Reference: not null } link && Sight.Sees(reading.Exchange.Reader, entity, link))
        {
            _links.ReadBinding(ref json, link, here);
            return;
        }
        reading.Add(Finding.Of(ODataMessages.UnknownInput, here, ("name", name), ("suggestion", Suggestion.For(name, Known(type)))));
        json.Skip();
    }

    private Value ReadRows(ref Utf8JsonReader json, TableProperty table, string path)
    {
        if (!reading.Expect(ref json, JsonTokenType.StartArray, Words.List, path))
            return default;
        var rows = new List<Row>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var here = $"{path}[{rows.Count}]";
            var key = Guid.Empty;
            var row = new Row(table.Slot.Rows!);
            var present = new HashSet<int>();
            if (json.TokenType == JsonTokenType.StartObject)
                key = RowKey(json, here);
            row = new Row(table.Slot.Rows!, key);
            ReadFields(ref json, table.Row, (int slot, in Value value) =>
            {
                if (!present.Add(slot) && row[slot] != value)
                    return false;
                row[slot] = value;
                return true;
            }, here);
            rows.Add(row);
        }
        return Value.Of(rows.ToArray());
    }

    // The key may stand behind the fields: a copy of the reader looks ahead for it.
    private Guid RowKey(Utf8JsonReader json, string path)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = json.ValueTextEquals(Names.RowId);
            json.Read();
            if (isKey)
                return reading.Primitive(ref json, ValueKind.Id, $"{path}.{Names.RowId}") is { IsEmpty: false } key ? key.AsId() : default;
            json.Skip();
        }
        return default;
    }

    private void Set(Setter set, int slot, in Value value, string path)
    {
        if (!set(slot, value))
            reading.Add(Finding.Of(ODataMessages.TwoLinks, path, ("name", path)));
    }

    private IEnumerable<string> Known(TypePlan type) =>
        Sight.Shown(reading.Exchange.Reader, entity, type).Select(property => property.Name);
}
