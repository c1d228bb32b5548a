using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Batches;

/// <summary>
/// Reads a batch in JSON (OData JSON Format 4.01, 19.1). Bodies stay where they are; what is wrong within one request is
/// that request's error, what is wrong around them is the batch's.
/// </summary>
internal ref struct JsonBatchReader
{
    // What stands around the body of a request, and room for bodies that are too deep to say so themselves.
    private const int DepthAround = 32;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ServiceLimits _limits;
    private Utf8JsonReader _json;

    private JsonBatchReader(ReadOnlyMemory<byte> bytes, ServiceLimits limits)
    {
        _bytes = bytes;
        _limits = limits;
        _json = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = limits.MaxDepth + DepthAround });
    }

    public static IReadOnlyList<BatchItem> Read(ReadOnlyMemory<byte> bytes, ServiceLimits limits)
    {
        if (bytes.Length == 0)
            throw Refusal.BadRequest(ODataMessages.NoBody, "");
        try
        {
            var items = new JsonBatchReader(bytes, limits).Read();
            BatchCheck.Check(items);
            return items;
        }
        catch (JsonException wrong)
        {
            throw Refusal.BadRequest(ODataMessages.MalformedJson, "", ("line", wrong.LineNumber + 1), ("column", wrong.BytePositionInLine + 1));
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode: the JSON library tells it in this way only.
            throw Refusal.BadRequest(ODataMessages.MalformedJson, "", ("line", 1), ("column", 1));
        }
    }

    private List<BatchItem> Read()
    {
        List<BatchItem>? items = null;
        _json.Read();
        Expect(JsonTokenType.StartObject, "", Words.Object);
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var isRequests = _json.ValueTextEquals("requests"u8);
            _json.Read();
            if (!isRequests)
            {
                _json.Skip();
                continue;
            }
            Expect(JsonTokenType.StartArray, "requests", BatchMessages.ExpectRequests);
            items ??= [];
            while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
            {
                items.Add(ReadItem($"requests[{items.Count}]"));
                BatchCheck.CheckCount(items.Count, _limits.MaxBatchParts);
            }
        }
        _json.Read();
        return items ?? throw Wrong("requests", BatchMessages.ExpectRequests);
    }

    private BatchItem ReadItem(string at)
    {
        Expect(JsonTokenType.StartObject, at, Words.Object);
        var item = new BatchItem();
        Refusal? broken = null;
        (ReadOnlyMemory<byte> Raw, string? Text) body = default;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var name = _json.GetString()!;
            if (!seen.Add(name))
                throw Refusal.BadRequest(ODataMessages.DuplicateProperty, $"{at}.{Short(name)}", ("name", Short(name)));
            _json.Read();
            switch (name)
            {
                case "id": item = item with { Id = Text($"{at}.id") }; break;
                case "atomicityGroup": item = item with { Group = Text($"{at}.atomicityGroup") }; break;
                case "dependsOn": item = item with { DependsOn = Texts($"{at}.dependsOn") }; break;
                case "if": item = item with { If = Text($"{at}.if") }; break;
                case "method": item = item with { Method = Text($"{at}.method").ToUpperInvariant() }; break;
                case "url": item = item with { Url = Text($"{at}.url") }; break;
                case "headers": broken ??= ReadHeaders(item.Headers); break;
                case "body": body = ReadBody(); break;
                case var _ when name.Contains('@', StringComparison.Ordinal): _json.Skip(); break;
                default:
                    broken ??= Refusal.BadRequest(ODataMessages.UnknownInput, Short(name), ("name", Short(name)), ("suggestion", null));
                    _json.Skip();
                    break;
            }
        }
        if (item.Id is null)
            throw Wrong($"{at}.id", Words.Text);
        if (item.Url.Length == 0)
            broken ??= Wrong("url", Words.Text);
        broken ??= BatchCheck.Method(item.Method);
        return WithBody(item, body.Raw, body.Text, broken);
    }

    private (ReadOnlyMemory<byte>, string?) ReadBody()
    {
        if (_json.TokenType == JsonTokenType.Null)
            return default;
        var start = (int)_json.TokenStartIndex;
        var text = _json.TokenType == JsonTokenType.String ? _json.GetString() : null;
        _json.Skip();
        return (_bytes[start..(int)_json.BytesConsumed], text);
    }

    // JSON as it is, text as a text, everything else in base64url.
    private static BatchItem WithBody(BatchItem item, ReadOnlyMemory<byte> raw, string? text, Refusal? broken)
    {
        if (broken is not null || raw.IsEmpty)
            return item with { Broken = broken };
        if (item.Headers.ContentType.Count == 0)
            item.Headers.ContentType = Negotiation.JsonType;
        if (!MediaTypeHeaderValue.TryParse(item.Headers.ContentType.ToString(), out var type))
            return item with { Broken = Refusal.BadRequest(ODataMessages.WrongHeader, "content-type", ("header", "content-type"), ("value", Short(item.Headers.ContentType.ToString()))) };
        if (BatchMedia.IsJson(type))
            return item with { Body = raw };
        if (text is null)
            return item with { Broken = Wrong("body", Words.Text) };
        if (BatchMedia.IsText(type))
            return item with { Body = Encoding.UTF8.GetBytes(text) };
        text = text.Replace('+', '-').Replace('/', '_');
        return Base64Url.IsValid(text) ? item with { Body = Base64Url.DecodeFromChars(text) } : item with { Broken = Wrong("body", BatchMessages.ExpectBase64) };
    }

    private Refusal? ReadHeaders(IHeaderDictionary headers)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            return Wrong("headers", Words.Object);
        }
        Refusal? broken = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var name = _json.GetString()!;
            _json.Read();
            if (_json.TokenType != JsonTokenType.String || !headers.TryAdd(name, _json.GetString()))
                broken ??= Refusal.BadRequest(ODataMessages.WrongHeader, "headers", ("header", Short(name)), ("value", ""));
            _json.Skip();
        }
        return broken;
    }

    private string Text(string at)
    {
        Expect(JsonTokenType.String, at, Words.Text);
        return _json.GetString()!;
    }

    private ImmutableArray<string> Texts(string at)
    {
        Expect(JsonTokenType.StartArray, at, Words.List);
        var texts = ImmutableArray.CreateBuilder<string>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
            texts.Add(Text($"{at}[{texts.Count}]"));
        return texts.ToImmutable();
    }

    private readonly void Expect(JsonTokenType token, string at, Message expected)
    {
        if (_json.TokenType != token)
            throw Wrong(at, expected);
    }

    private static Refusal Wrong(string at, Message expected) =>
        Refusal.BadRequest(BatchMessages.WrongBatch, at, ("part", at), ("expected", new Phrase(expected)));

    private static string Short(string name) => name.Length <= 100 ? name : name[..100] + "…";
}
