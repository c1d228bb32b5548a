using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Decisions.Outcomes;
using LowCode.Runtime.Apps;
using LowCode.Storage.Records;
using LowCode.Workflows.Signing;

namespace LowCode.Runtime.Annexes;

/// <summary>
/// What the runtime keeps with a record beside its fields (<see cref="Record.Annex"/>): when it entered its state, the
/// explained decisions, the signatures collected so far. Immutable.
/// </summary>
public sealed record RecordAnnex
{
    private static readonly ImmutableSortedDictionary<string, JsonElement> NoDecisions =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    // The version to which the record is pinned.
    private int AppVersion { get; init; }

    // As they are kept: most commands carry decisions along without looking into them.
    private ImmutableSortedDictionary<string, JsonElement> Kept { get; init; } = NoDecisions;

    /// <summary>Of a record that has none.</summary>
    public static RecordAnnex Empty { get; } = new();

    /// <summary>When the record entered its state; null when it has no workflow.</summary>
    public DateTimeOffset? EnteredAt { get; init; }

    /// <summary>
    /// The last outcome of each decision that was taken, by name, with its reasons. Read anew at each call.
    /// </summary>
    /// <param name="formOf">
    /// The record's form in a version: outcomes are explained in the words of the one by which they were decided, which is
    /// one of <see cref="DecidedBy"/>.
    /// </param>
    public ImmutableSortedDictionary<string, DecisionOutcome> Decisions(Func<int, CompiledForm> formOf) => Kept.ToImmutableSortedDictionary(
        decision => decision.Key,
        decision => DecisionJson.Read(decision.Value, formOf(DecisionJson.VersionOf(decision.Value) ?? AppVersion).Decision(decision.Key)),
        StringComparer.Ordinal);

    /// <summary>
    /// The app versions by whose rules a record's decisions were taken: its own, and others once it was rescored.
    /// </summary>
    public static IEnumerable<int> DecidedBy(Record record) => record.Annex.Span.IndexOf("\"version\":"u8) < 0
        ? [record.AppVersion]
        : Of(record).Kept.Values.Select(outcome => DecisionJson.VersionOf(outcome) ?? record.AppVersion).Distinct();

    /// <summary>
    /// What a decision last came to over a record, or null when it has never been taken; does not read the rest of the annex.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="decision">The decision's name in UTF-8.</param>
    internal static Verdict? VerdictOf(Record record, ReadOnlySpan<byte> decision)
    {
        if (record.Annex.IsEmpty)
            return null;
        var json = new Utf8JsonReader(record.Annex.Span);
        json.Read();
        return FindProperty(ref json, "decisions"u8) && FindProperty(ref json, decision) ? DecisionJson.ReadVerdict(ref json) : null;
    }

    /// <summary>The signatures collected in the record's state.</summary>
    public Signatures Signatures { get; init; } = Signatures.None;

    /// <summary>The annex of a record.</summary>
    public static RecordAnnex Of(Record record)
    {
        if (record.Annex.IsEmpty)
            return Empty;
        // Not disposed: the decisions are read from it when they are asked for.
        var root = JsonDocument.Parse(record.Annex).RootElement;
        return new RecordAnnex
        {
            AppVersion = record.AppVersion,
            EnteredAt = root.TryGetProperty("enteredAt", out var entered) ? entered.GetDateTimeOffset() : null,
            Kept = root.TryGetProperty("decisions", out var decisions)
                ? decisions.EnumerateObject().ToImmutableSortedDictionary(decision => decision.Name, decision => decision.Value, StringComparer.Ordinal)
                : NoDecisions,
            Signatures = root.TryGetProperty("signatures", out var signatures) ? Signatures.Read(signatures) : Signatures.None,
        };
    }

    /// <summary>With outcomes that take the place of earlier ones of the same decisions.</summary>
    internal RecordAnnex With(ImmutableArray<DecisionOutcome> outcomes) => outcomes.IsEmpty ? this
        : this with { Kept = Kept.SetItems(outcomes.Select(outcome => KeyValuePair.Create(outcome.Decision, ToJson(outcome)))) };

    /// <summary>As it is kept; empty when there is nothing to keep.</summary>
    internal ReadOnlyMemory<byte> ToBytes()
    {
        if (EnteredAt is null && Kept.IsEmpty && Signatures.All.IsEmpty)
            return default;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, RecordJson.Canonical))
        {
            json.WriteStartObject();
            if (EnteredAt is { } entered)
                json.WriteString("enteredAt", entered);
            if (!Kept.IsEmpty)
            {
                json.WriteStartObject("decisions");
                foreach (var (name, outcome) in Kept)
                {
                    json.WritePropertyName(name);
                    outcome.WriteTo(json);
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

    private static bool FindProperty(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var found = json.ValueTextEquals(name);
            json.Read();
            if (found)
                return true;
            json.Skip();
        }
        return false;
    }

    private static JsonElement ToJson(DecisionOutcome outcome)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, RecordJson.Canonical))
            DecisionJson.Write(json, outcome);
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }
}
