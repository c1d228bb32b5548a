using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Decisions.Outcomes;
using LowCode.Storage.Records;
using LowCode.Workflows.Signing;

namespace LowCode.Runtime.Annexes;

/// <summary>
/// What the runtime keeps with a record beside its fields (<see cref="Record.Annex"/>): when it entered its state, the
/// explained decisions, the signatures collected so far. Immutable.
/// </summary>
public sealed record RecordAnnex
{
    /// <summary>Of a record that has none.</summary>
    public static RecordAnnex Empty { get; } = new();

    /// <summary>When the record entered its state; null when it has no workflow.</summary>
    public DateTimeOffset? EnteredAt { get; init; }

    /// <summary>The last outcome of each decision that was taken, by name, with its reasons.</summary>
    public ImmutableSortedDictionary<string, DecisionOutcome> Decisions { get; init; } =
        ImmutableSortedDictionary.Create<string, DecisionOutcome>(StringComparer.Ordinal);

    /// <summary>The signatures collected in the record's state.</summary>
    public Signatures Signatures { get; init; } = Signatures.None;

    /// <summary>The annex of a record.</summary>
    public static RecordAnnex Of(Record record)
    {
        if (record.Annex.IsEmpty)
            return Empty;
        using var json = JsonDocument.Parse(record.Annex);
        var root = json.RootElement;
        return new RecordAnnex
        {
            EnteredAt = root.TryGetProperty("enteredAt", out var entered) ? entered.GetDateTimeOffset() : null,
            Decisions = root.TryGetProperty("decisions", out var decisions)
                ? decisions.EnumerateObject().ToImmutableSortedDictionary(
                    decision => decision.Name, decision => DecisionJson.Read(decision.Value), StringComparer.Ordinal)
                : Empty.Decisions,
            Signatures = root.TryGetProperty("signatures", out var signatures) ? Signatures.Read(signatures) : Signatures.None,
        };
    }

    /// <summary>As it is kept; empty when there is nothing to keep.</summary>
    internal ReadOnlyMemory<byte> ToBytes()
    {
        if (EnteredAt is null && Decisions.IsEmpty && Signatures.All.IsEmpty)
            return default;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (EnteredAt is { } entered)
                json.WriteString("enteredAt", entered);
            if (!Decisions.IsEmpty)
            {
                json.WriteStartObject("decisions");
                foreach (var (name, outcome) in Decisions)
                {
                    json.WritePropertyName(name);
                    DecisionJson.Write(json, outcome);
                }
                json.WriteEndObject();
            }
            if (!Signatures.All.IsEmpty)
            {
                json.WritePropertyName("signatures");
                Signatures.Write(json);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenMemory.ToArray();
    }
}
