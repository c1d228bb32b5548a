using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Patterns;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>
/// The constant constraints of one field, parsed once. A constant that cannot be parsed constrains nothing here: it is
/// a diagnostic when the definition is checked. Immutable.
/// </summary>
public sealed class FieldConstraints
{
    internal FieldConstraints(FieldDefinition field)
    {
        Field = field;
        var type = field.Type;
        if (type.BoundsAreCounts)
        {
            MinCount = ReadCount(field.Min);
            MaxCount = ReadCount(field.Max) ?? type.DefaultMaxCount;
        }
        else
        {
            Min = field.Min is null ? Value.Empty : type.ReadBound(field.Min);
            Max = field.Max is null ? Value.Empty : type.ReadBound(field.Max);
        }
        MaxLength = field.MaxLength ?? type.DefaultMaxLength;
        Accept = field.Accept.IsDefaultOrEmpty ? type.DefaultAccept : field.Accept;
        if (field.Pattern is not null)
        {
            Pattern = Pattern.TryParse(field.Pattern, out var problem);
            PatternProblem = problem;
        }
    }

    /// <summary>The field whose constraints these are.</summary>
    public FieldDefinition Field { get; }

    /// <summary>Smallest value, or empty.</summary>
    public Value Min { get; }

    /// <summary>Largest value, or empty.</summary>
    public Value Max { get; }

    /// <summary>Fewest codes, files or rows, or null.</summary>
    public int? MinCount { get; }

    /// <summary>Most codes, files or rows, those of the type when the field does not say; null when there is no bound.</summary>
    public int? MaxCount { get; }

    /// <summary>True when no value or count can meet both bounds.</summary>
    internal bool BoundsCross => MinCount > MaxCount || (!Min.IsEmpty && !Max.IsEmpty && Order(Min) > Order(Max));

    /// <summary>Most characters, those of the type when the field does not say; null when it has no length.</summary>
    public int? MaxLength { get; }

    /// <summary>Matches a whole text, or null.</summary>
    internal Pattern? Pattern { get; }

    /// <summary>Why the field's pattern cannot be used, and at which of its characters, or null.</summary>
    internal (Phrase Problem, int Position)? PatternProblem { get; }

    /// <summary>Largest file, in bytes.</summary>
    public long MaxSize => Field.MaxSize ?? FileConstraints.DefaultMaxSize;

    /// <summary>Media types that are accepted, those of the type when the field does not say; all when empty.</summary>
    public ImmutableArray<string> Accept { get; }

    private static decimal Order(in Value bound) => bound.Kind switch
    {
        ValueKind.Date => bound.AsDate().DayNumber,
        ValueKind.Time => bound.AsTime().Ticks,
        ValueKind.Instant => bound.AsInstant().UtcTicks,
        _ => bound.AsDecimal(),
    };

    /// <summary>A count of 0 to 100,000; null when the text is none.</summary>
    internal static int? ReadCount(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 100_000 ? count : null;
}
