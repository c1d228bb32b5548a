using System.Collections.Immutable;
using System.Text.Json;

namespace LowCode.Workflows.Signing;

/// <summary>
/// The signatures collected so far for a record in its state. A transition that happens drops them all, also one that
/// leads back to the same state. Immutable.
/// </summary>
/// <param name="All">In the order in which they were given.</param>
public sealed record Signatures(ImmutableArray<Signature> All)
{
    /// <summary>None: what a record has on entering a state.</summary>
    public static Signatures None { get; } = new([]);

    /// <summary>Those under one transition.</summary>
    public IEnumerable<Signature> Of(string transition) => All.Where(signature => signature.Transition == transition);

    /// <summary>With one more.</summary>
    public Signatures Add(Signature signature) => new(All.Add(signature));

    /// <summary>Writes them as a JSON array.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var signature in All)
        {
            json.WriteStartObject();
            json.WriteString("transition", signature.Transition);
            json.WriteString("by", signature.By);
            json.WriteString("at", signature.At);
            json.WriteStartArray("roles");
            foreach (var role in signature.Roles)
                json.WriteNumberValue(role);
            json.WriteEndArray();
            if (signature.Comment is not null)
                json.WriteString("comment", signature.Comment);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote: trusted, internal data.</summary>
    public static Signatures Read(JsonElement json) => new([.. json.EnumerateArray().Select(ReadOne)]);

    private static Signature ReadOne(JsonElement json) =>
        new(json.GetProperty("transition").GetString()!, json.GetProperty("by").GetString()!, json.GetProperty("at").GetDateTimeOffset(),
            [.. json.GetProperty("roles").EnumerateArray().Select(role => role.GetInt32())])
        {
            Comment = json.TryGetProperty("comment", out var comment) ? comment.GetString() : null,
        };
}
