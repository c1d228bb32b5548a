using System.Text.Encodings.Web;
using System.Text.Json;

namespace LowCode.OData.Writing;

/// <summary>How JSON is written here.</summary>
internal static class JsonStyle
{
    /// <summary>Chinese stays readable; the media type says that it is JSON and not HTML.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>For answers: the plans write sound JSON, so it is not checked again.</summary>
    public static JsonWriterOptions Writer { get; } = new() { Encoder = Encoder, SkipValidation = true };

    public static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name, Encoder);
}
