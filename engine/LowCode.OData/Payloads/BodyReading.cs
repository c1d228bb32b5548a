using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Payloads;

/// <summary>A JSON body while it is read: its limits, and everything that is wrong with it so far. Not thread-safe.</summary>
internal sealed class BodyReading(Exchange exchange, JsonBody body)
{
    // So many mistakes end the reading: what stands behind them is not looked at.
    private const int MostFindings = 50;
    private const int LongestName = 500;

    private readonly List<Finding> _findings = [];

    public delegate void Reader(ref Utf8JsonReader json);

    public Exchange Exchange => exchange;

    /// <summary>Addresses of entities in the body.</summary>
    public Links Links { get; } = new(exchange.Root, exchange.Part?.Addresses);

    /// <summary>Reads the whole body; refuses it with all that was found.</summary>
    public void Run(Reader read)
    {
        if (body.Bytes.Length == 0)
            throw Refusal.BadRequest(ODataMessages.NoBody, "");
        try
        {
            var json = new Utf8JsonReader(body.Bytes.Span, new JsonReaderOptions { MaxDepth = exchange.Limits.MaxDepth });
            json.Read();
            read(ref json);
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

    /// <summary>Notes what is wrong.</summary>
    public void Add(Finding finding)
    {
        _findings.Add(finding);
        if (_findings.Count == MostFindings)
            throw Refused();
    }

    /// <summary>The name on which the reader stands, noted as seen.</summary>
    public string Name(ref Utf8JsonReader json, HashSet<string> seen, string path)
    {
        var name = json.GetString()!;
        if (name.Length > LongestName)
            throw Refusal.BadRequest(ODataMessages.UnknownInput, path, ("name", $"{name.AsSpan(0, LongestName)}…"), ("suggestion", null));
        if (!seen.Add(name))
            Add(Finding.Of(ODataMessages.DuplicateProperty, path.Length == 0 ? name : $"{path}.{name}", ("name", name)));
        return name;
    }

    /// <summary>Whether a value of that type begins here; else it is passed over.</summary>
    public bool Expect(ref Utf8JsonReader json, JsonTokenType token, Message expected, string path)
    {
        if (json.TokenType == token)
            return true;
        Add(PrimitiveReader.WrongType(ref json, expected, path));
        json.Skip();
        return false;
    }

    /// <summary>A primitive value; null when it is none of that kind.</summary>
    public Value? Primitive(ref Utf8JsonReader json, ValueKind kind, string path)
    {
        var value = PrimitiveReader.Read(ref json, kind, path, out var wrong);
        if (wrong is not null)
        {
            Add(wrong);
            json.Skip();
        }
        return value;
    }

    private Refusal Refused() => new(StatusCodes.Status400BadRequest, _findings[0]) { Details = [.. _findings] };
}
