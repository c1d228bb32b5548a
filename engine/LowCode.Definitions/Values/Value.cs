using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowCode.Definitions.Values;

/// <summary>
/// What one field of one record holds: a 16-byte immutable value. The default value is <see cref="Empty"/>.
/// Numbers, dates and booleans need no allocation. Reading a value as a kind that it does not have throws
/// <see cref="InvalidOperationException"/>: check <see cref="Kind"/> first. Thread-safe.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    // A marker for kinds that live in _bits; otherwise the object itself, whose type tells the kind.
    // A decimal keeps the bits of the double nearest to it there, which is what rules calculate with.
    private readonly object? _ref;
    private readonly long _bits;

    private Value(object? reference, long bits = 0)
    {
        _ref = reference;
        _bits = bits;
    }

    /// <summary>Nothing was entered.</summary>
    public static Value Empty => default;

    /// <summary>The kind of what is held.</summary>
    public ValueKind Kind => _ref switch
    {
        null => ValueKind.Empty,
        Marker marker => marker.Kind,
        string => ValueKind.Text,
        decimal => ValueKind.Decimal,
        CodeList => ValueKind.Codes,
        Location => ValueKind.Location,
        Attachment[] => ValueKind.Files,
        Row[] => ValueKind.Rows,
        _ => ValueKind.Id,
    };

    /// <summary>True when nothing was entered.</summary>
    public bool IsEmpty => _ref is null;

    /// <summary>A boolean.</summary>
    public static Value Of(bool value) => new(Marker.Boolean, value ? 1 : 0);

    /// <summary>A whole number; the caller has checked that it lies within ±(2^53−1).</summary>
    public static Value Of(long value) => new(Marker.Integer, value);

    /// <summary>An exact decimal.</summary>
    public static Value Of(decimal value) => Of(value, NearestDouble.Of(value));

    // The double nearest to it is known.
    internal static Value Of(decimal value, double nearest) => new(value, BitConverter.DoubleToInt64Bits(nearest));

    /// <summary>Text; null and the empty string become <see cref="Empty"/>.</summary>
    public static Value Of(string? value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>A calendar date.</summary>
    public static Value Of(DateOnly value) => new(Marker.Date, value.DayNumber);

    /// <summary>A time of day, cut to the second.</summary>
    public static Value Of(TimeOnly value) => new(Marker.Time, value.Ticks - (value.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>An instant, cut to the millisecond and turned to UTC.</summary>
    public static Value Of(DateTimeOffset value) =>
        new(Marker.Instant, value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMillisecond));

    /// <summary>The id of a record; <see cref="Guid.Empty"/> becomes <see cref="Empty"/>.</summary>
    public static Value Of(Guid value) => value == Guid.Empty ? default : new(new Boxed(value));

    /// <summary>Option codes; an empty list becomes <see cref="Empty"/>.</summary>
    public static Value Of(ImmutableArray<string> codes) => codes.IsDefaultOrEmpty ? default : new(new CodeList(codes));

    /// <summary>A point; null becomes <see cref="Empty"/>.</summary>
    public static Value Of(Location? value) => new(value);

    /// <summary>Attachments; an empty list becomes <see cref="Empty"/>. The array must not be changed afterwards.</summary>
    public static Value Of(Attachment[] files) => files.Length == 0 ? default : new(files);

    /// <summary>Rows of a table; an empty list becomes <see cref="Empty"/>. The array must not be changed afterwards.</summary>
    public static Value Of(Row[] rows) => rows.Length == 0 ? default : new(rows);

    /// <summary>The boolean held.</summary>
    public bool AsBoolean() => _ref == Marker.Boolean ? _bits != 0 : throw Wrong(ValueKind.Boolean);

    /// <summary>The whole number held.</summary>
    public long AsInteger() => _ref == Marker.Integer ? _bits : throw Wrong(ValueKind.Integer);

    /// <summary>The number held, exact; a whole number is widened.</summary>
    public decimal AsDecimal() => _ref switch
    {
        decimal value => value,
        _ when _ref == Marker.Integer => _bits,
        _ => throw Wrong(ValueKind.Decimal),
    };

    /// <summary>The number held as the double nearest to it: what a rule sees.</summary>
    public double AsDouble() => IsNumber ? DoubleOr(0) : throw Wrong(ValueKind.Decimal);

    /// <summary>The number held as the double nearest to it, or <paramref name="empty"/> when nothing was entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double DoubleOr(double empty) => _ref == Marker.Integer ? _bits
        : _ref is null ? empty
        : _ref is decimal ? BitConverter.Int64BitsToDouble(_bits)
        : throw Wrong(ValueKind.Decimal);

    /// <summary>The date held as its <see cref="DateOnly.DayNumber"/>, or <paramref name="empty"/> when nothing was entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int DayOr(int empty) => _ref == Marker.Date ? (int)_bits : _ref is null ? empty : throw Wrong(ValueKind.Date);

    /// <summary>The text held, or null when nothing was entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string? TextOrNull() => _ref is string text ? text : _ref is null ? null : throw Wrong(ValueKind.Text);

    /// <summary>Whether the option codes held contain one; false when nothing was entered.</summary>
    public bool HasCode(string code)
    {
        foreach (var one in AsCodes())
        {
            if (string.Equals(one, code))
                return true;
        }
        return false;
    }

    /// <summary>The text held.</summary>
    public string AsText() => _ref as string ?? throw Wrong(ValueKind.Text);

    /// <summary>The date held.</summary>
    public DateOnly AsDate() => _ref == Marker.Date ? DateOnly.FromDayNumber((int)_bits) : throw Wrong(ValueKind.Date);

    /// <summary>The time of day held.</summary>
    public TimeOnly AsTime() => _ref == Marker.Time ? new TimeOnly(_bits) : throw Wrong(ValueKind.Time);

    /// <summary>The instant held, offset zero.</summary>
    public DateTimeOffset AsInstant() =>
        _ref == Marker.Instant ? new DateTimeOffset(_bits, TimeSpan.Zero) : throw Wrong(ValueKind.Instant);

    /// <summary>The record id held.</summary>
    public Guid AsId() => _ref is Boxed id ? id.Id : throw Wrong(ValueKind.Id);

    /// <summary>The option codes held; empty when nothing was entered.</summary>
    public ImmutableArray<string> AsCodes() => _ref switch
    {
        null => [],
        CodeList list => list.Codes,
        _ => throw Wrong(ValueKind.Codes),
    };

    /// <summary>The point held.</summary>
    public Location AsLocation() => _ref as Location ?? throw Wrong(ValueKind.Location);

    /// <summary>The attachments held; empty when nothing was entered.</summary>
    public ReadOnlySpan<Attachment> AsFiles() => _ref switch
    {
        null => [],
        Attachment[] files => files,
        _ => throw Wrong(ValueKind.Files),
    };

    /// <summary>The rows held; empty when nothing was entered.</summary>
    public ReadOnlySpan<Row> AsRows() => _ref switch
    {
        null => [],
        Row[] rows => rows,
        _ => throw Wrong(ValueKind.Rows),
    };

    /// <summary>The rows held, to be kept; empty when nothing was entered.</summary>
    public ImmutableArray<Row> AsRowList() => _ref switch
    {
        null => [],
        Row[] rows => ImmutableCollectionsMarshal.AsImmutableArray(rows),
        _ => throw Wrong(ValueKind.Rows),
    };

    /// <summary>How many codes, files or rows are held; 0 when nothing was entered.</summary>
    public int Count => _ref switch
    {
        null => 0,
        CodeList list => list.Codes.Length,
        Attachment[] files => files.Length,
        Row[] rows => rows.Length,
        _ => throw Wrong(ValueKind.Rows),
    };

    /// <summary>
    /// Orders two values of the same kind: text by UTF-16 code unit, false before true, dates and numbers by size,
    /// empty before everything. A whole number and a decimal compare exactly. Kinds without an order
    /// (codes, locations, files, rows) throw <see cref="InvalidOperationException"/>.
    /// </summary>
    public static int Compare(in Value left, in Value right)
    {
        if (left._ref is null || right._ref is null)
            return (left._ref is null ? 0 : 1) - (right._ref is null ? 0 : 1);
        if (left._ref is Marker && ReferenceEquals(left._ref, right._ref))
            return left._bits.CompareTo(right._bits);
        if (left._ref is string text && right._ref is string other)
            return string.CompareOrdinal(text, other);
        if (left._ref is Boxed id && right._ref is Boxed otherId)
            return id.Id.CompareTo(otherId.Id);
        if (left.IsNumber && right.IsNumber)
            return left.AsDecimal().CompareTo(right.AsDecimal());
        throw new InvalidOperationException($"{left.Kind} and {right.Kind} have no common order.");
    }

    /// <summary>True for <see cref="ValueKind.Integer"/> and <see cref="ValueKind.Decimal"/>.</summary>
    public bool IsNumber => _ref == Marker.Integer || _ref is decimal;

    /// <summary>Same kind and same content; 1 and 1.0 are equal. Rows are compared by content, in order.</summary>
    public bool Equals(Value other)
    {
        if (_ref is Marker && ReferenceEquals(_ref, other._ref))
            return _bits == other._bits;
        if (IsNumber && other.IsNumber)
            return AsDecimal() == other.AsDecimal();
        return _ref switch
        {
            Attachment[] files => other._ref is Attachment[] others && files.AsSpan().SequenceEqual(others),
            Row[] rows => other._ref is Row[] others && rows.AsSpan().SequenceEqual(others),
            _ => Equals(_ref, other._ref),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _ref switch
    {
        null => 0,
        _ when IsNumber => AsDecimal().GetHashCode(),
        Marker marker => HashCode.Combine(marker.Kind, _bits),
        Attachment[] files => HashCode.Combine(files.Length, files[0]),
        Row[] rows => rows.Length,
        _ => _ref.GetHashCode(),
    };

    /// <summary>Content equality, see <see cref="Equals(Value)"/>.</summary>
    public static bool operator ==(in Value left, in Value right) => left.Equals(right);

    /// <summary>Content inequality.</summary>
    public static bool operator !=(in Value left, in Value right) => !left.Equals(right);

    /// <summary>For people who debug; not a storage format. See <c>ValueJson</c> for that.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Empty => "(empty)",
        ValueKind.Boolean => AsBoolean() ? "true" : "false",
        ValueKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        ValueKind.Decimal => AsDecimal().ToString(CultureInfo.InvariantCulture),
        ValueKind.Date => AsDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Time => AsTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        ValueKind.Instant => AsInstant().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ValueKind.Id => AsId().ToString(),
        ValueKind.Codes => string.Join(",", AsCodes()),
        ValueKind.Files => $"{AsFiles().Length} file(s)",
        ValueKind.Rows => $"{AsRows().Length} row(s)",
        _ => _ref!.ToString()!,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private InvalidOperationException Wrong(ValueKind wanted) => new($"The value is {Kind}, not {wanted}.");

    private sealed class Marker(ValueKind kind)
    {
        public static readonly Marker Boolean = new(ValueKind.Boolean);
        public static readonly Marker Integer = new(ValueKind.Integer);
        public static readonly Marker Date = new(ValueKind.Date);
        public static readonly Marker Time = new(ValueKind.Time);
        public static readonly Marker Instant = new(ValueKind.Instant);
        public ValueKind Kind { get; } = kind;
    }

    private sealed record Boxed(Guid Id);

    private sealed class CodeList(ImmutableArray<string> codes)
    {
        public ImmutableArray<string> Codes { get; } = codes;

        public override bool Equals(object? obj) =>
            obj is CodeList other && Codes.AsSpan().SequenceEqual(other.Codes.AsSpan());

        public override int GetHashCode() => Codes.Length == 0 ? 0 : HashCode.Combine(Codes.Length, Codes[0]);
    }
}
