using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Serving;
using LowCode.Storage.Queries;

namespace LowCode.OData.Payloads;

/// <summary>
/// Reads an entity from a body straight into slots, with everything that is wrong and where (docs/adr/0007). Control
/// information that is not needed is passed over; calculated and system properties are ignored as OData allows; a
/// property that does not exist, or that the caller may not see, is an error.
/// </summary>
internal sealed class PayloadReader(Exchange exchange, JsonBody body, EntityPlan entity)
{
    // So many mistakes end the reading: what stands behind them is not looked at.
    private const int MostFindings = 50;
    private const int LongestName = 500;

    private readonly List<Finding> _findings = [];
    private readonly Links _links = new(exchange.Root, exchange.Part?.Addresses);
    private readonly Payload _payload = new(entity.Shape);

    /// <summary>The whole body is an entity.</summary>
    public Payload ReadEntity()
    {
        Run(static (PayloadReader reader, ref Utf8JsonReader json) => reader.ReadRecord(ref json, ""));
        return _payload;
    }

    /// <summary>The body holds at most one parameter, an entity; no body and an empty object mean none.</summary>
    public Payload? ReadParameter(string name)
    {
        if (body.Bytes.Length == 0)
            return null;
        var found = false;
        Run((PayloadReader reader, ref Utf8JsonReader json) =>
        {
            reader.Expect(ref json, JsonTokenType.StartObject, Words.Object, "");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var property = reader.Name(ref json, seen, "");
                json.Read();
                if (property.Contains('@', StringComparison.Ordinal))
                {
                    json.Skip();
                }
                else if (property == name)
                {
                    found = json.TokenType != JsonTokenType.Null;
                    if (found)
                        reader.ReadRecord(ref json, "");
                }
                else
                {
                    reader.Add(Finding.Of(ODataMessages.UnknownInput, property, ("name", property), ("suggestion", Suggestion.For(property, [name]))));
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
        Run((PayloadReader reader, ref Utf8JsonReader json) =>
        {
            if (property is GroupProperty group)
            {
                if (replace)
                    reader.Clear(group);
                reader.ReadFields(ref json, group.Type, reader.Set, group.Name);
                return;
            }
            reader.Expect(ref json, JsonTokenType.StartObject, Words.Object, "");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.Name(ref json, seen, "");
                json.Read();
                if (name == "value")
                    reader.ReadProperty(ref json, property, reader.Set, property.Name);
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
        Run((PayloadReader reader, ref Utf8JsonReader json) => reader.ReadLink(ref json, link, reader.Set, link.Name));
        return _payload;
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

    private delegate void Reading(PayloadReader reader, ref Utf8JsonReader json);

    private delegate bool Setter(int slot, in Value value);

    private bool Set(int slot, in Value value) => _payload.Set(slot, value);

    private void Run(Reading read)
    {
        if (body.Bytes.Length == 0)
            throw Refusal.BadRequest(ODataMessages.NoBody, "");
        try
        {
            var json = new Utf8JsonReader(body.Bytes.Span, new JsonReaderOptions { MaxDepth = exchange.Limits.MaxDepth });
            json.Read();
            read(this, ref json);
            json.Read();
        }
        catch (JsonException wrong)
        {
            throw wrong.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? Refusal.BadRequest(ODataMessages.JsonTooDeep, "", ("limit", exchange.Limits.MaxDepth))
                : Refusal.BadRequest(ODataMessages.MalformedJson, "", ("line", wrong.LineNumber + 1), ("column", wrong.BytePositionInLine + 1));
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode: the JSON library tells it in this way only.
            throw Refusal.BadRequest(ODataMessages.MalformedJson, "", ("line", 1), ("column", 1));
        }
        if (_findings.Count > 0)
            throw Refused();
    }

    private void ReadRecord(ref Utf8JsonReader json, string path) => ReadFields(ref json, entity, Set, path);

    private void ReadFields(ref Utf8JsonReader json, TypePlan type, Setter set, string path)
    {
        if (!Expect(ref json, JsonTokenType.StartObject, Words.Object, path))
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref json, seen, path);
            json.Read();
            var at = name.IndexOf('@', StringComparison.Ordinal);
            if (at >= 0)
            {
                ReadAnnotation(ref json, type, name[..at], name[(at + 1)..], set, path);
                continue;
            }
            var here = path.Length == 0 ? name : $"{path}.{name}";
            var property = type.Find(name);
            if (property is null || !Sight.Sees(exchange.Reader, entity, property))
            {
                Add(Finding.Of(ODataMessages.UnknownInput, here, ("name", name), ("suggestion", Suggestion.For(name, Known(type)))));
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
                if (Primitive(ref json, ValueKind.Id, path) is { IsEmpty: false } id)
                    _payload.Id = id.AsId();
                break;
            case SystemProperty { System: SystemField.Division }:
                if (Primitive(ref json, ValueKind.Text, path) is { IsEmpty: false } division)
                    _payload.Division = division.AsText();
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
                ReadLink(ref json, link, set, path);
                break;
            case ReverseProperty reverse: throw Refusal.NotSupported(reverse.Name);
            case SlotProperty slot:
                if (ReadSlot(ref json, slot, path) is { } value)
                    Set(set, slot.Slot.Index, value, path);
                break;
            default:
                json.Skip();
                break;
        }
    }

    private Value? ReadSlot(ref Utf8JsonReader json, SlotProperty property, string path) => property.Slot.Kind switch
    {
        ValueKind.Codes => ReadCodes(ref json, path),
        ValueKind.Location => ReadLocation(ref json, path),
        ValueKind.Files => ReadFiles(ref json, path),
        var kind => Primitive(ref json, kind, path),
    };

    private void ReadAnnotation(ref Utf8JsonReader json, TypePlan type, string name, string annotation, Setter set, string path)
    {
        if (name.Length == 0)
        {
            if (annotation is "odata.etag" or "etag" && ReferenceEquals(type, entity) && json.TokenType == JsonTokenType.String)
                _payload.ETag = json.GetString();
            else
                json.Skip();
            return;
        }
        if (annotation is not ("odata.bind" or "bind"))
        {
            json.Skip();
            return;
        }
        var here = path.Length == 0 ? name : $"{path}.{name}";
        if (type.Find(name) is not NavigationProperty { Reference: not null } link || !Sight.Sees(exchange.Reader, entity, link))
        {
            Add(Finding.Of(ODataMessages.UnknownInput, here, ("name", name), ("suggestion", Suggestion.For(name, Known(type)))));
            json.Skip();
            return;
        }
        if (json.TokenType == JsonTokenType.Null)
            Set(set, link.Reference.Slot.Index, default, here);
        else if (Expect(ref json, JsonTokenType.String, Words.Text, here))
            SetLink(json.GetString()!, link, set, here);
    }

    private void ReadLink(ref Utf8JsonReader json, NavigationProperty link, Setter set, string path)
    {
        if (json.TokenType == JsonTokenType.Null && link.Reference is not null)
        {
            Set(set, link.Reference.Slot.Index, default, path);
            return;
        }
        if (json.TokenType == JsonTokenType.String && link.Reference is { } reference)
        {
            Add(Finding.Of(ODataMessages.LinkIsNoId, path, ("name", link.Name), ("id", reference.Name)));
            return;
        }
        if (!Expect(ref json, JsonTokenType.StartObject, Words.Object, path))
            return;
        string? address = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref json, seen, path);
            json.Read();
            if (name is "@odata.id" or "@id" && json.TokenType == JsonTokenType.String)
                address = json.GetString();
            else if (name.StartsWith('@'))
                json.Skip();
            else
                throw Refusal.NotSupported("deep insert / deep update", path);
        }
        if (address is null)
            Add(Finding.Of(ODataMessages.WrongPayload, path, ("expected", "{\"@odata.id\": …}")));
        else
            SetLink(address, link, set, path);
    }

    private void SetLink(string address, NavigationProperty link, Setter set, string path)
    {
        if (link.Reference is { } reference && _links.Resolve(address, link.Target) is { } id)
            Set(set, reference.Slot.Index, Value.Of(id), path);
        else
            Add(Finding.Of(ODataMessages.WrongLink, path, ("link", address), ("set", link.Target.Set)));
    }

    private Value ReadRows(ref Utf8JsonReader json, TableProperty table, string path)
    {
        if (!Expect(ref json, JsonTokenType.StartArray, Words.List, path))
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
                return Primitive(ref json, ValueKind.Id, $"{path}.{Names.RowId}") is { IsEmpty: false } key ? key.AsId() : default;
            json.Skip();
        }
        return default;
    }

    private Value? ReadCodes(ref Utf8JsonReader json, string path)
    {
        if (!Expect(ref json, JsonTokenType.StartArray, Words.List, path))
            return null;
        var codes = new List<string>();
        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            if (!Expect(ref json, JsonTokenType.String, Words.Text, $"{path}[{i}]"))
                continue;
            var code = json.GetString()!;
            if (!codes.Contains(code))
                codes.Add(code);
        }
        return Value.Of(codes.ToImmutableArray());
    }

    private Value? ReadLocation(ref Utf8JsonReader json, string path)
    {
        if (json.TokenType == JsonTokenType.Null)
            return default(Value);
        if (!Expect(ref json, JsonTokenType.StartObject, Words.Object, path))
            return null;
        double? latitude = null, longitude = null, accuracy = null;
        ReadParts(ref json, path, (string name, ref Utf8JsonReader part) =>
        {
            double? number = part.TokenType == JsonTokenType.Number && part.TryGetDouble(out var read) && double.IsFinite(read) ? read : null;
            if (number is null && !(part.TokenType == JsonTokenType.Null && name == "accuracy"))
                return Words.Number;
            switch (name)
            {
                case "latitude": latitude = number; return null;
                case "longitude": longitude = number; return null;
                case "accuracy": accuracy = number; return null;
                default: return ODataMessages.UnknownInput;
            }
        }, ["latitude", "longitude", "accuracy"]);
        if (latitude is null || longitude is null)
        {
            Add(Finding.Of(ODataMessages.WrongPayload, path, ("expected", "latitude, longitude")));
            return null;
        }
        return Value.Of(new Location(latitude.Value, longitude.Value, accuracy));
    }

    private Value? ReadFiles(ref Utf8JsonReader json, string path)
    {
        if (!Expect(ref json, JsonTokenType.StartArray, Words.List, path))
            return null;
        var files = new List<Attachment>();
        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            var here = $"{path}[{i}]";
            if (!Expect(ref json, JsonTokenType.StartObject, Words.Object, here))
                continue;
            string hash = "", name = "", type = "";
            ReadParts(ref json, here, (string part, ref Utf8JsonReader value) =>
            {
                if (part is "url" or "size")
                {
                    value.Skip();
                    return null;
                }
                if (value.TokenType != JsonTokenType.String)
                    return Words.Text;
                switch (part)
                {
                    case "hash": hash = value.GetString()!; break;
                    case "name": name = value.GetString()!; break;
                    default: type = value.GetString()!; break;
                }
                return null;
            }, ["hash", "name", "mediaType", "size", "url"]);
            // What is kept decides the size, not what the client says of it.
            using var content = exchange.Installation.Attachments.Open(hash);
            if (content is null)
                Add(Finding.Of(ODataMessages.NoAttachment, here));
            else
                files.Add(new Attachment(hash, name.Length == 0 ? "attachment" : name, type.Length == 0 ? "application/octet-stream" : type, content.Length));
        }
        return Value.Of(files.ToArray());
    }

    private delegate Message? PartReader(string name, ref Utf8JsonReader value);

    private void ReadParts(ref Utf8JsonReader json, string path, PartReader read, string[] known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref json, seen, path);
            json.Read();
            if (name.Contains('@', StringComparison.Ordinal))
            {
                json.Skip();
            }
            else if (!known.Contains(name))
            {
                Add(Finding.Of(ODataMessages.UnknownInput, $"{path}.{name}", ("name", name), ("suggestion", Suggestion.For(name, known))));
                json.Skip();
            }
            else if (read(name, ref json) is { } expected)
            {
                Add(PrimitiveReader.WrongType(ref json, expected, $"{path}.{name}"));
                json.Skip();
            }
        }
    }

    private Value? Primitive(ref Utf8JsonReader json, ValueKind kind, string path)
    {
        var value = PrimitiveReader.Read(ref json, kind, body.NumbersAsText, path, out var wrong);
        if (wrong is not null)
        {
            Add(wrong);
            json.Skip();
        }
        return value;
    }

    private void Set(Setter set, int slot, in Value value, string path)
    {
        if (!set(slot, value))
            Add(Finding.Of(ODataMessages.TwoLinks, path, ("name", path)));
    }

    private string Name(ref Utf8JsonReader json, HashSet<string> seen, string path)
    {
        var name = json.GetString()!;
        if (name.Length > LongestName)
            throw Refusal.BadRequest(ODataMessages.UnknownInput, path, ("name", $"{name.AsSpan(0, LongestName)}…"), ("suggestion", null));
        if (!seen.Add(name))
            Add(Finding.Of(ODataMessages.DuplicateProperty, path.Length == 0 ? name : $"{path}.{name}", ("name", name)));
        return name;
    }

    private bool Expect(ref Utf8JsonReader json, JsonTokenType token, Message expected, string path)
    {
        if (json.TokenType == token)
            return true;
        Add(PrimitiveReader.WrongType(ref json, expected, path));
        json.Skip();
        return false;
    }

    private IEnumerable<string> Known(TypePlan type) =>
        type.Properties.Where(property => Sight.Sees(exchange.Reader, entity, property)).Select(property => property.Name);

    private void Add(Finding finding)
    {
        _findings.Add(finding);
        if (_findings.Count == MostFindings)
            throw Refused();
    }

    private Refusal Refused() =>
        new(Microsoft.AspNetCore.Http.StatusCodes.Status400BadRequest, _findings[0]) { Details = [.. _findings] };
}
