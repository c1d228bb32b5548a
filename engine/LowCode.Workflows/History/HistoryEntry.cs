using System.Text.Json;

namespace LowCode.Workflows.History;

/// <summary>One step in a record's way through its workflow.</summary>
/// <param name="At">When.</param>
/// <param name="By">User name, or <c>system</c>.</param>
/// <param name="Transition">The transition; null for the creation.</param>
/// <param name="From">The state it left; null for the creation.</param>
/// <param name="To">The state it led to: the same when a signature was given and others are awaited.</param>
public sealed record HistoryEntry(DateTimeOffset At, string By, string? Transition, string? From, string To)
{
    /// <summary>Name of the person as people say it.</summary>
    public string? Title { get; init; }

    /// <summary>What the person wrote.</summary>
    public string? Comment { get; init; }

    /// <summary>True for a signature that did not yet make the transition happen.</summary>
    public bool Signed { get; init; }

    /// <summary>Writes it as a JSON object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("at", At);
        WriteText(json, "by", By);
        WriteText(json, "title", Title);
        WriteText(json, "transition", Transition);
        WriteText(json, "from", From);
        WriteText(json, "to", To);
        WriteText(json, "comment", Comment);
        if (Signed)
            json.WriteBoolean("signed", true);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote: trusted, internal data.</summary>
    public static HistoryEntry Read(JsonElement json) =>
        new(json.GetProperty("at").GetDateTimeOffset(), json.GetProperty("by").GetString()!,
            Text(json, "transition"), Text(json, "from"), json.GetProperty("to").GetString()!)
        {
            Title = Text(json, "title"),
            Comment = Text(json, "comment"),
            Signed = json.TryGetProperty("signed", out var signed) && signed.GetBoolean(),
        };

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
