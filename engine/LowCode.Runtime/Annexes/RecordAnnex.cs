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
    private static readonly ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> NoDecisions =
        ImmutableSortedDictionary.Create<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);

    // As they are kept, JSON in UTF-8: most commands carry decisions along without looking into them.
    private ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Kept { get; init; } = NoDecisions;

    // The version to which the record is pinned.
    private int AppVersion { get; init; }

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
        decision =>
        {
            using var json = JsonDocument.Parse(decision.Value);
            return DecisionJson.Read(json.RootElement, formOf(DecisionJson.VersionOf(json.RootElement) ?? AppVersion).Decision(decision.Key));
        },
        StringComparer.Ordinal);

    /// <summary>
    /// The app versions by whose rules a record's decisions were taken: its own, and others once it was rescored.
    /// </summary>
    public static IEnumerable<int> DecidedBy(Record record) => record.Annex.Span.IndexOf("\"version\":"u8) < 0
        ? [record.AppVersion]
        : Of(record).Kept.Values.Select(outcome =>
        {
            using var json = JsonDocument.Parse(outcome);
            return DecisionJson.VersionOf(json.RootElement) ?? record.AppVersion;
        }).Distinct();

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
        var annex = new RecordAnnex { AppVersion = record.AppVersion };
        var json = new Utf8JsonReader(record.Annex.Span);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var property = json.ValueSpan;
            json.Read();
            switch (property)
            {
                case var _ when property.SequenceEqual("enteredAt"u8):
                    annex = annex with { EnteredAt = json.GetDateTimeOffset() };
                    break;
                case var _ when property.SequenceEqual("decisions"u8):
                    annex = annex with { Kept = ReadKept(ref json, record.Annex) };
                    break;
                case var _ when property.SequenceEqual("signatures"u8):
                    annex = annex with { Signatures = Signatures.Read(JsonElement.ParseValue(ref json)) };
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
        return annex;
    }

    /// <summary>With outcomes that take the place of earlier ones of the same decisions.</summary>
    internal RecordAnnex With(ImmutableArray<DecisionOutcome> outcomes) => outcomes.IsEmpty ? this
        : this with { Kept = Kept.SetItems(outcomes.Select(outcome => KeyValuePair.Create(outcome.Decision, ToJson(outcome)))) };

    /// <summary>Without the outcomes of some decisions.</summary>
    internal RecordAnnex Without(IEnumerable<string> decisions) => this with { Kept = Kept.RemoveRange(decisions) };

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
                    json.WriteRawValue(outcome.Span, skipInputValidation: true);
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

    /// <summary>Passes over properties until one with a name, and stands on its value; false when there is none.</summary>
    internal static bool FindProperty(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
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

    private static ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> ReadKept(ref Utf8JsonReader json, ReadOnlyMemory<byte> annex)
    {
        var kept = NoDecisions;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            kept = kept.Add(name, annex[start..(int)json.BytesConsumed]);
        }
        return kept;
    }

    private static ReadOnlyMemory<byte> ToJson(DecisionOutcome outcome)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, RecordJson.Canonical))
            DecisionJson.Write(json, outcome);
        return buffer.WrittenMemory;
    }
}
