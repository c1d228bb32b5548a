using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.OData.Errors;

/// <summary>Writes OData's error object: our code, the sentence in the reader's language, the target, the details.</summary>
internal static class ErrorBody
{
    public static void Write(Utf8JsonWriter json, Finding finding, ImmutableArray<Finding> details, string? locale)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        WriteMembers(json, finding, locale);
        if (!details.IsDefaultOrEmpty)
        {
            json.WriteStartArray("details");
            foreach (var detail in details)
            {
                json.WriteStartObject();
                WriteMembers(json, detail, locale);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, Finding finding, string? locale)
    {
        json.WriteString("code", finding.Message.Code);
        json.WriteString("message", finding.In(locale));
        if (finding.Path.Length > 0)
            json.WriteString("target", PropertyPath.Of(finding.Path));
    }
}
