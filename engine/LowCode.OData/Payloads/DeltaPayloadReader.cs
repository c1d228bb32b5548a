using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Payloads;

/// <summary>Reads changes to a set (OData JSON Format 4.01, 15): entities to make or change, and entities to delete.</summary>
internal sealed class DeltaPayloadReader(Exchange exchange, JsonBody body, EntityPlan entity)
{
    private readonly BodyReading _reading = new(exchange, body);

    /// <summary>The changes in their order.</summary>
    public ImmutableArray<PayloadChange> Read()
    {
        var changes = ImmutableArray.CreateBuilder<PayloadChange>();
        var hasValue = false;
        _reading.Run((ref Utf8JsonReader json) =>
        {
            if (!_reading.Expect(ref json, JsonTokenType.StartObject, Words.Object, ""))
                return;
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = _reading.Name(ref json, seen, "");
                json.Read();
                if (name == "value")
                {
                    hasValue = true;
                    ReadChanges(ref json, changes);
                }
                else if (name.Contains('@', StringComparison.Ordinal))
                {
                    json.Skip();
                }
                else
                {
                    _reading.Add(Finding.Of(ODataMessages.UnknownInput, name, ("name", name), ("suggestion", Suggestion.For(name, ["value"]))));
                    json.Skip();
                }
            }
            if (!hasValue)
                _reading.Add(Finding.Of(ODataMessages.WrongPayload, "", ("expected", "{\"value\": […]}")));
        });
        return changes.ToImmutable();
    }

    private void ReadChanges(ref Utf8JsonReader json, ImmutableArray<PayloadChange>.Builder changes)
    {
        if (!_reading.Expect(ref json, JsonTokenType.StartArray, Words.List, "value"))
            return;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (changes.Count == exchange.Limits.MaxBatchParts)
                throw new Refusal(StatusCodes.Status413PayloadTooLarge, Finding.Of(BatchMessages.TooManyParts, "value", ("limit", changes.Count)));
            changes.Add(ReadChange(ref json, $"value[{changes.Count}]"));
        }
    }

    private PayloadChange ReadChange(ref Utf8JsonReader json, string path)
    {
        var payload = new Payload(entity.Shape);
        var (address, isRemoved) = Look(json);
        new EntityReader(_reading, entity, payload, Nesting.Allowed).Read(ref json, path);
        if (address is not null)
        {
            if (_reading.Links.Resolve(address, entity) is not { } id)
                _reading.Add(Finding.Of(ODataMessages.WrongLink, path, ("link", address), ("set", entity.Set)));
            else
                payload.Id ??= id;
        }
        if (isRemoved && payload.Id is null)
            _reading.Add(Finding.Of(ODataMessages.WrongPayload, path, ("expected", "id, @id")));
        return new PayloadChange(payload, path, isRemoved);
    }

    // What tells an entity from a deletion may stand anywhere in it: a copy of the reader looks ahead.
    private static (string? Address, bool IsRemoved) Look(Utf8JsonReader json)
    {
        string? address = null;
        var isRemoved = false;
        var isObject = json.TokenType == JsonTokenType.StartObject;
        while (isObject && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isId = json.ValueTextEquals("@id"u8) || json.ValueTextEquals("@odata.id"u8);
            isRemoved |= json.ValueTextEquals("@removed"u8) || json.ValueTextEquals("@odata.removed"u8);
            json.Read();
            if (isId && json.TokenType == JsonTokenType.String)
                address = json.GetString();
            else
                json.Skip();
        }
        return (address, isRemoved);
    }
}

/// <summary>One change to a set.</summary>
/// <param name="Payload">The entity, or no more than the key of the one to delete.</param>
/// <param name="Path">Where it stands in the body.</param>
/// <param name="IsRemoved">True when it is to be deleted.</param>
internal sealed record PayloadChange(Payload Payload, string Path, bool IsRemoved);
