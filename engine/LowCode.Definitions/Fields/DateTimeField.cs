using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>An instant, to the millisecond.</summary>
internal sealed class DateTimeField : FieldType
{
    public override string Name => "datetime";

    public override string Summary => "A date with a time of day: an instant";

    public override ValueKind Kind => ValueKind.Instant;

    public override string EdmType => "Edm.DateTimeOffset";

    public override ImmutableArray<string> Properties { get; } = ["min", "max"];

    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFK"];

    internal override string BoundExample => "2026-06-01T08:30:00+08:00";

    /// <summary>ISO 8601 with an offset: a bound without one would mean another instant in every time zone.</summary>
    internal override Value ReadBound(string text) =>
        (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
        && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? Value.Of(instant)
            : Value.Empty;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        BoundConstraints.CheckMoment(constraints, value.AsInstant().Ticks, bound => bound.AsInstant().Ticks, path, findings);
}
