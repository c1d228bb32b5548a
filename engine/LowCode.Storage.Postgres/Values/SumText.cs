using System.Globalization;
using System.Numerics;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Pipelines;

namespace LowCode.Storage.Postgres.Values;

/// <summary>Sums as the database writes them: exact, with any number of digits.</summary>
internal static class SumText
{
    /// <summary>A sum of values of a kind.</summary>
    /// <exception cref="EvaluationException">It is beyond the range.</exception>
    public static Value Sum(string text, ValueKind kind)
    {
        var (digits, places) = Parse(text);
        if (kind is not ValueKind.Integer)
            return Value.Of(ExactDecimal.Of(digits, places));
        return digits >= long.MinValue && digits <= long.MaxValue
            ? Value.Of((long)digits)
            : throw new EvaluationException(StorageMessages.AggregateTooLarge);
    }

    /// <summary>A sum, a slash, and how many were added.</summary>
    /// <exception cref="EvaluationException">It is beyond the range.</exception>
    public static Value Average(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (digits, places) = Parse(text[..slash]);
        return Value.Of(ExactDecimal.Of(digits, places, long.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture)));
    }

    private static (BigInteger Digits, int Places) Parse(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = BigInteger.Parse(point < 0 ? text : text.Remove(point, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (digits, point < 0 ? 0 : text.Length - point - 1);
    }
}
