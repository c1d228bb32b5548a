using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace LowCode.Definitions.Values;

/// <summary>
/// Reads the JSON that stores keep, token by token and straight into values. It was written by this program and its hash
/// is checked elsewhere, so this trusts its grammar where that saves time, but never reads one value as another: what is
/// not as expected throws <see cref="FormatException"/> with its position. White space between tokens is passed over.
/// </summary>
public ref struct CanonicalReader
{
    private readonly ReadOnlySpan<byte> _json;
    private int _at;
    private bool _isFirst;

    /// <summary>Stands before the first token.</summary>
    public CanonicalReader(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _at;

    /// <summary>Enters an object.</summary>
    public void StartObject()
    {
        Take((byte)'{');
        _isFirst = true;
    }

    /// <summary>Enters an array.</summary>
    public void StartArray()
    {
        Take((byte)'[');
        _isFirst = true;
    }

    /// <summary>The name of the next property, or false and the object is left.</summary>
    public bool NextProperty(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!NextProperty())
            return false;
        name = ReadName();
        return true;
    }

    /// <summary>Stands before the name of the next property, or false and the object is left.</summary>
    public bool NextProperty() => Next((byte)'}');

    /// <summary>Passes over a name; false when another one stands here.</summary>
    internal bool TryName(in PropertyName name)
    {
        if (!name.StartsAt(_json[_at..]))
            return false;
        _at += name.Length;
        return true;
    }

    /// <summary>A property's name.</summary>
    public ReadOnlySpan<byte> ReadName()
    {
        var name = ReadRaw(out _);
        Take((byte)':');
        return name;
    }

    /// <summary>True when there is another item, or false and the array is left.</summary>
    public bool NextItem() => Next((byte)']');

    /// <summary>Passes over <c>null</c>; false when something else stands here.</summary>
    public bool TryNull()
    {
        if (Peek() != 'n')
            return false;
        Word("null"u8);
        return true;
    }

    /// <summary>A boolean.</summary>
    public bool ReadBoolean()
    {
        var value = Peek() == 't';
        Word(value ? "true"u8 : "false"u8);
        return value;
    }

    /// <summary>A whole number.</summary>
    public long ReadInteger()
    {
        var token = Number();
        return Utf8Parser.TryParse(token, out long value, out var length) && length == token.Length ? value : throw Wrong("a whole number");
    }

    /// <summary>An exact decimal with the places it is written with.</summary>
    public Value ReadDecimal()
    {
        var token = Number();
        if (TryFewDigits(token, out var few))
            return few;
        return Utf8Parser.TryParse(token, out decimal value, out var length) && length == token.Length ? Value.Of(value) : throw Wrong("a decimal");
    }

    /// <summary>A double.</summary>
    public double ReadDouble()
    {
        var token = Number();
        return Utf8Parser.TryParse(token, out double value, out var length) && length == token.Length ? value : throw Wrong("a number");
    }

    /// <summary>A text, kept in a pool when it is short.</summary>
    public string ReadText(TextPool pool)
    {
        var raw = ReadRaw(out var hasEscapes);
        return hasEscapes ? Unescaped(raw) : pool[raw];
    }

    /// <summary>A text.</summary>
    public string ReadText()
    {
        var raw = ReadRaw(out var hasEscapes);
        return hasEscapes ? Unescaped(raw) : TextPool.Decode(raw);
    }

    /// <summary>Option codes; lists that come again are the same one.</summary>
    internal Value ReadCodes(RecurringTexts<Value> lists, TextPool codes)
    {
        StartArray();
        var start = _at;
        // A list that was read before ended at its first bracket, so the same bytes end there too.
        var end = _json[start..].IndexOf((byte)']');
        if (end > 0 && lists.TryFind(_json.Slice(start, end), out var known))
        {
            _at = start + end + 1;
            _isFirst = false;
            return known;
        }
        var read = ImmutableArray.CreateBuilder<string>();
        while (NextItem())
            read.Add(ReadText(codes));
        var value = Value.Of(read.ToImmutable());
        if (_at == start + end + 1)
            lists.Keep(_json.Slice(start, end), value);
        return value;
    }

    /// <summary>A UUID with dashes.</summary>
    public Guid ReadId()
    {
        var raw = ReadRaw(out _);
        return Utf8Parser.TryParse(raw, out Guid value, out var length) && length == raw.Length ? value : throw Wrong("an id");
    }

    /// <summary>A calendar date.</summary>
    public DateOnly ReadDate() => IsoDate.Parse(ReadRaw(out _));

    /// <summary>A time of day with seconds.</summary>
    public TimeOnly ReadTime() => IsoDate.ParseTime(ReadRaw(out _));

    /// <summary>An instant, in UTC or with another offset.</summary>
    public DateTimeOffset ReadInstant()
    {
        var raw = ReadRaw(out var hasEscapes);
        if (IsoDate.TryParseInstant(raw, out var value))
            return value;
        return DateTimeOffset.TryParseExact(hasEscapes ? Unescaped(raw) : TextPool.Decode(raw), ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value) ? value : throw Wrong("an instant");
    }

    /// <summary>Any value, as it stands.</summary>
    public ReadOnlySpan<byte> ReadAny()
    {
        Peek();
        var start = _at;
        var json = new Utf8JsonReader(_json[start..], isFinalBlock: false, default);
        try
        {
            if (!json.Read() || !json.TrySkip())
                throw Wrong("a value");
        }
        catch (JsonException failure)
        {
            throw new FormatException(failure.Message, failure);
        }
        _at += (int)json.BytesConsumed;
        return _json[start.._at];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Next(byte close)
    {
        // What this program wrote has no white space.
        if (!_isFirst && _at + 1 < _json.Length && _json[_at] == ',' && _json[_at + 1] > ' ')
        {
            _at++;
            return true;
        }
        return NextFar(close);
    }

    private bool NextFar(byte close)
    {
        var next = Peek();
        if (next == close)
        {
            _at++;
            _isFirst = false;
            return false;
        }
        if (!_isFirst)
        {
            Take((byte)',');
            Peek();
        }
        _isFirst = false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Peek() => (uint)_at < (uint)_json.Length && _json[_at] > ' ' ? _json[_at] : PeekFar();

    private byte PeekFar()
    {
        while (_at < _json.Length)
        {
            if (_json[_at] > ' ')
                return _json[_at];
            _at++;
        }
        throw Wrong("more");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(byte token)
    {
        if (Peek() != token)
            throw Missing(token);
        _at++;
    }

    private void Word(ReadOnlySpan<byte> word)
    {
        if (!_json[_at..].StartsWith(word))
            throw Wrong(System.Text.Encoding.ASCII.GetString(word));
        _at += word.Length;
    }

    private ReadOnlySpan<byte> Number()
    {
        Peek();
        var start = _at;
        while (_at < _json.Length && _json[_at] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'.' or (byte)'+' or (byte)'e' or (byte)'E')
            _at++;
        return _json[start.._at];
    }

    // What stands between quotes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> ReadRaw(out bool hasEscapes)
    {
        Take((byte)'"');
        // Most texts are short: they end within the next sixteen bytes.
        if (_json.Length - _at >= Vector128<byte>.Count)
        {
            var head = Vector128.Create(_json.Slice(_at, Vector128<byte>.Count));
            var ends = Vector128.Equals(head, Vector128.Create((byte)'"')) | Vector128.Equals(head, Vector128.Create((byte)'\\'));
            var length = BitOperations.TrailingZeroCount(ends.ExtractMostSignificantBits());
            if (length < Vector128<byte>.Count && _json[_at + length] == '"')
            {
                hasEscapes = false;
                var raw = _json.Slice(_at, length);
                _at += length + 1;
                return raw;
            }
        }
        return ReadRawFar(out hasEscapes);
    }

    private ReadOnlySpan<byte> ReadRawFar(out bool hasEscapes)
    {
        var start = _at;
        hasEscapes = false;
        while (true)
        {
            var next = _json[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                throw Wrong("'\"'");
            _at += next;
            if (_json[_at] == '"')
                break;
            hasEscapes = true;
            _at = Math.Min(_at + 2, _json.Length);
        }
        return _json[start.._at++];
    }

    private static bool TryFewDigits(ReadOnlySpan<byte> token, out Value value)
    {
        value = default;
        var isNegative = token.Length > 0 && token[0] == '-';
        var (digits, places, point) = (0L, 0, false);
        foreach (var unit in isNegative ? token[1..] : token)
        {
            if (unit == '.' && !point)
                point = true;
            else if (unit is >= (byte)'0' and <= (byte)'9' && digits < 100_000_000_000_000)
                (digits, places) = ((digits * 10) + (unit - '0'), point ? places + 1 : places);
            else
                return false;
        }
        if (token.Length == (isNegative ? 1 : 0) || token[^1] == '.' || places > NearestDouble.MostPlaces)
            return false;
        value = Value.Of(new decimal((int)digits, (int)(digits >> 32), 0, isNegative, (byte)places), isNegative ? -NearestDouble.Of(digits, places) : NearestDouble.Of(digits, places));
        return true;
    }

    private readonly string Unescaped(ReadOnlySpan<byte> raw)
    {
        // The quotes stand around what stands between them.
        var json = new Utf8JsonReader(_json.Slice(_at - raw.Length - 2, raw.Length + 2));
        try
        {
            json.Read();
            return json.GetString()!;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new FormatException(failure.Message, failure);
        }
    }

    private readonly FormatException Missing(byte token) => Wrong($"'{(char)token}'");

    private readonly FormatException Wrong(string expected) => new($"At byte {_at}: expected {expected}.");
}
