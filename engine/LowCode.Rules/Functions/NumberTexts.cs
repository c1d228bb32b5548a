using System.Globalization;
using System.Numerics;

namespace LowCode.Rules.Functions;

/// <summary>JavaScript's numbers as texts: how it writes them, and what parseInt and parseFloat read of a text. Thread-safe.</summary>
internal static class NumberTexts
{
    // How far a part of the digits may grow in a radix that is no power of two; V8 adds up such parts (its rounding, kept).
    private const uint LargestPart = uint.MaxValue / 36;

    /// <summary>What JavaScript trims: its white space and line terminators.</summary>
    public static readonly char[] Space =
        "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff".ToCharArray();

    /// <summary>Number::toString of ECMA-262: the fewest digits that name the number, with an exponent from 1e21 on and below 1e-6.</summary>
    public static string Write(double number)
    {
        if (number is 0)
            return "0";
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        if (Math.Abs(number) <= Numbers.LargestInteger && Math.Truncate(number) == number)
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        // The framework finds the same digits; where the point stands is JavaScript's own.
        var (digits, point) = Shortest(Math.Abs(number));
        var sign = number < 0 ? "-" : "";
        return point switch
        {
            <= 21 when point >= digits.Length => sign + digits + new string('0', point - digits.Length),
            <= 21 and > 0 => $"{sign}{digits.AsSpan(0, point)}.{digits.AsSpan(point)}",
            <= 0 and > -6 => sign + "0." + new string('0', -point) + digits,
            _ => string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}e{point - 1:+0;-0}"),
        };
    }

    // The fewest digits that name the number, and where the point stands among them: 0.015 is 15 with its point at -1.
    private static (string Digits, int Point) Shortest(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture).AsSpan();
        var exponent = text.IndexOf('E');
        var mantissa = exponent < 0 ? text : text[..exponent];
        var dot = mantissa.IndexOf('.');
        var point = (dot < 0 ? mantissa.Length : dot)
            + (exponent < 0 ? 0 : int.Parse(text[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        var digits = dot < 0 ? mantissa.ToString() : string.Concat(mantissa[..dot], mantissa[(dot + 1)..]);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), point - leading);
    }

    /// <summary>parseFloat: NaN when the text does not begin with a number.</summary>
    public static double ParseFloat(string text)
    {
        var rest = text.AsSpan().TrimStart(Space);
        var start = !rest.IsEmpty && rest[0] is '+' or '-' ? 1 : 0;
        if (rest[start..].StartsWith("Infinity", StringComparison.Ordinal))
            return rest[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        var whole = Digits(rest, start);
        var end = whole;
        if (end < rest.Length && rest[end] == '.')
        {
            var fraction = Digits(rest, end + 1);
            if (fraction > end + 1 || whole > start)
                end = fraction;
        }
        if (end == start || (end == start + 1 && rest[start] == '.'))
            return double.NaN;
        if (end < rest.Length && rest[end] is 'e' or 'E')
        {
            var sign = end + 1 < rest.Length && rest[end + 1] is '+' or '-' ? 1 : 0;
            var exponent = Digits(rest, end + 1 + sign);
            if (exponent > end + 1 + sign)
                end = exponent;
        }
        return double.Parse(rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>parseInt; the radix as JavaScript takes it, 0 for "by the prefix".</summary>
    public static double ParseInt(string text, double radix)
    {
        var rest = text.AsSpan().TrimStart(Space);
        var negative = !rest.IsEmpty && rest[0] == '-';
        if (!rest.IsEmpty && rest[0] is '+' or '-')
            rest = rest[1..];
        var numerals = ToInt32(radix);
        if (numerals != 0 && numerals is < 2 or > 36)
            return double.NaN;
        if (numerals is 0 or 16 && rest.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[2..];
            numerals = 16;
        }
        if (numerals == 0)
            numerals = 10;
        var end = 0;
        while (end < rest.Length && ValueOf(rest[end]) < numerals)
            end++;
        if (end == 0)
            return double.NaN;
        var value = numerals == 10 ? double.Parse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture)
            : BitOperations.IsPow2(numerals) ? Exactly(rest[..end], numerals)
            : InParts(rest[..end], (uint)numerals);
        return negative ? -value : value;
    }

    private static double Exactly(ReadOnlySpan<char> digits, int radix)
    {
        digits = digits.TrimStart('0');
        if (digits.Length > 1024)
            return double.PositiveInfinity; // even in radix 2
        var value = BigInteger.Zero;
        foreach (var digit in digits)
            value = (value * radix) + ValueOf(digit);
        return double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static double InParts(ReadOnlySpan<char> digits, uint radix)
    {
        var value = 0.0;
        for (var i = 0; i < digits.Length;)
        {
            uint part = 0, factor = 1;
            while (i < digits.Length && factor * radix <= LargestPart)
            {
                factor *= radix;
                part = (part * radix) + (uint)ValueOf(digits[i++]);
            }
            value = (value * factor) + part;
        }
        return value;
    }

    private static int ValueOf(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'z' => digit - 'a' + 10,
        >= 'A' and <= 'Z' => digit - 'A' + 10,
        _ => int.MaxValue,
    };

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
            from++;
        return from;
    }

    private static int ToInt32(double number) =>
        double.IsFinite(number) ? unchecked((int)(long)Math.IEEERemainder(Math.Truncate(number), 4294967296.0)) : 0;
}
