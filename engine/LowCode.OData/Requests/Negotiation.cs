using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Requests;

/// <summary>Versions, formats and languages: what the client can take and what it gets.</summary>
internal static class Negotiation
{
    public const string JsonType = "application/json";
    public const string XmlType = "application/xml";

    /// <summary>The version of the answer: 4.01, or 4.0 when the client takes no more.</summary>
    public static string Version(IHeaderDictionary headers)
    {
        if (headers["OData-Version"].ToString() is { Length: > 0 } sent && sent is not ("4.0" or "4.01"))
            throw Refusal.BadRequest(ODataMessages.WrongVersion, "OData-Version", ("version", sent));
        return headers["OData-MaxVersion"].ToString().Trim() switch
        {
            "" => "4.01",
            "4.0" or "4" => "4.0",
            var most when decimal.TryParse(most, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 4.01m => "4.01",
            var other => throw Refusal.BadRequest(ODataMessages.WrongVersion, "OData-MaxVersion", ("version", other)),
        };
    }

    /// <summary>How JSON is to be written.</summary>
    public static WriteOptions Json(IHeaderDictionary headers, QueryOptions options)
    {
        foreach (var type in Accepted(headers, options))
        {
            if (Matches(type, JsonType) && Parameters(type) is { } write)
                return write;
        }
        throw NotAcceptable(headers, options, JsonType);
    }

    /// <summary>Whether metadata is wanted as JSON; XML is what is given unasked.</summary>
    public static bool MetadataAsJson(IHeaderDictionary headers, QueryOptions options)
    {
        foreach (var type in Accepted(headers, options))
        {
            if (Matches(type, XmlType))
                return false;
            if (Matches(type, JsonType))
                return true;
        }
        throw NotAcceptable(headers, options, $"{XmlType}, {JsonType}");
    }

    /// <summary>The language of texts: Accept-Language, else the caller's own.</summary>
    public static string Locale(IHeaderDictionary headers, string own)
    {
        if (!StringWithQualityHeaderValue.TryParseList(headers.AcceptLanguage, out var wanted))
            return own;
        foreach (var language in wanted.OrderByDescending(language => language.Quality ?? 1))
        {
            if (Locales.IsEnglish(language.Value.Value))
                return language.Value.Value!;
            if (language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                return Locales.Chinese;
        }
        return own;
    }

    private static IEnumerable<MediaTypeHeaderValue> Accepted(IHeaderDictionary headers, QueryOptions options)
    {
        var format = options["$format"];
        if (format is not null)
        {
            var full = format.ToLowerInvariant() switch { "json" => JsonType, "xml" => XmlType, _ => format };
            return MediaTypeHeaderValue.TryParse(full, out var type) ? [type] : throw NotAcceptable(headers, options, $"{JsonType}, {XmlType}");
        }
        if (StringValues.IsNullOrEmpty(headers.Accept))
            return [new MediaTypeHeaderValue("*/*")];
        return MediaTypeHeaderValue.TryParseList(headers.Accept, out var types)
            ? types.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1).ThenByDescending(Specificity)
            : throw NotAcceptable(headers, options, JsonType);
    }

    private static int Specificity(MediaTypeHeaderValue type) =>
        type.MatchesAllTypes ? 0 : type.MatchesAllSubTypes ? 1 : 2 + type.Parameters.Count;

    private static bool Matches(MediaTypeHeaderValue wanted, string offered) =>
        wanted.MatchesAllTypes || (wanted.MatchesAllSubTypes && offered.StartsWith(wanted.Type + "/", StringComparison.OrdinalIgnoreCase))
        || wanted.MediaType.Equals(offered, StringComparison.OrdinalIgnoreCase)
        || (offered == JsonType && wanted.MediaType.Equals("text/json", StringComparison.OrdinalIgnoreCase));

    private static WriteOptions? Parameters(MediaTypeHeaderValue type)
    {
        var level = MetadataLevel.Minimal;
        var text = false;
        foreach (var parameter in type.Parameters)
        {
            switch (parameter.Name.ToString().ToLowerInvariant())
            {
                case "odata.metadata" or "metadata":
                    if (!Enum.TryParse(parameter.Value.ToString(), ignoreCase: true, out level))
                        return null;
                    break;
                case "ieee754compatible":
                    text = parameter.Value.Equals("true", StringComparison.OrdinalIgnoreCase);
                    break;
                default: break;
            }
        }
        return new WriteOptions(level, text);
    }

    private static Refusal NotAcceptable(IHeaderDictionary headers, QueryOptions options, string offered) => new(
        StatusCodes.Status406NotAcceptable,
        Finding.Of(ODataMessages.NotAcceptable, options["$format"] is null ? "Accept" : "$format",
            ("accept", options["$format"] ?? headers.Accept.ToString()), ("offered", offered)));
}
