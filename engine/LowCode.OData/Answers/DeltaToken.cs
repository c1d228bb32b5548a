using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Serving;
using LowCode.Runtime.Reading;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>
/// What a delta link holds beside its query: how far changes have been followed, and two checks. One tells whether it is
/// still the same query, the other whether the same person still sees the same. It is no secret and not signed: whoever
/// makes one up learns nothing that they might not see.
/// </summary>
/// <param name="Window">How far.</param>
internal sealed record DeltaToken(DeltaWindow Window)
{
    /// <summary>As it stands in the link.</summary>
    public string Encode(Exchange exchange, EntityPlan entity) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Window.After}.{Window.Floor}.{Window.Ceiling}.{QueryOf(exchange)}.{SightOf(exchange, entity)}")));

    /// <summary>Reads the one in the request: 400 when it is none of ours, 410 when what it was made for is no more.</summary>
    public static DeltaToken Read(Exchange exchange, EntityPlan entity)
    {
        var text = exchange.Options["$deltatoken"]!;
        var parts = Base64Url.IsValid(text) ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.') : [];
        var numbers = new long[3];
        for (var i = 0; i < 3; i++)
        {
            if (parts.Length != 5 || !long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                throw Wrong();
        }
        var window = new DeltaWindow(numbers[0], numbers[1], numbers[2]);
        if (parts[3] != QueryOf(exchange) || window.Floor > window.Ceiling || window.Floor > window.After)
            throw Wrong();
        // A number that is not there yet is of another store, or of what a restored backup has lost.
        if (parts[4] != SightOf(exchange, entity) || Math.Max(window.After, window.Ceiling) > exchange.Reader.LastChange)
        {
            throw new Refusal(StatusCodes.Status410Gone, Finding.Of(DeltaMessages.Gone, "$deltatoken"))
            {
                Location = exchange.Root + exchange.Path.Address + Options(exchange, ""),
            };
        }
        return new DeltaToken(window);
    }

    /// <summary>The query's options, with others behind them.</summary>
    public static string Options(Exchange exchange, params IEnumerable<string> more)
    {
        var options = exchange.Options.All.Where(option => option.Key is not ("$skip" or "$top" or "$skiptoken" or "$deltatoken"))
            .Select(option => $"{option.Key}={Uri.EscapeDataString(option.Value)}").Concat(more.Where(option => option.Length > 0));
        var text = string.Join('&', options);
        return text.Length == 0 ? "" : "?" + text;
    }

    private static string QueryOf(Exchange exchange) => Short(string.Join('\n', exchange.Options.All
        .Where(option => option.Key is not ("$skiptoken" or "$deltatoken" or "$format")).OrderBy(option => option.Key, StringComparer.Ordinal)
        .Select(option => $"{option.Key}={option.Value}").Prepend(exchange.Path.Address)));

    private static string SightOf(Exchange exchange, EntityPlan entity) => Short(exchange.Reader.SightOf(entity.App, entity.Form));

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    private static Refusal Wrong() => Refusal.BadRequest(DeltaMessages.WrongToken, "$deltatoken");
}
