using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// Text by UTF-16 code unit, without culture. Results that would be the empty string are empty, as everywhere.
/// substring clips what lies outside the text: a start behind the end gives empty.
/// </summary>
internal static class TextFunctions
{
    public static Compiled Compile(Function function, Compiled[] arguments)
    {
        Functions.Require(function, arguments[0], ValueKind.Text);
        var text = arguments[0].Value;
        if (function is Function.Substring)
            return Substring(arguments);
        if (arguments.Length == 1)
        {
            return function switch
            {
                Function.Length => new(ValueKind.Integer, frame =>
                    text(frame) is { IsEmpty: false } value ? Value.Of((long)value.AsText().Length) : default),
                Function.ToLower => OfText(text, static value => value.ToLowerInvariant()),
                Function.ToUpper => OfText(text, static value => value.ToUpperInvariant()),
                _ => OfText(text, static value => value.Trim()),
            };
        }
        Functions.Require(function, arguments[1], ValueKind.Text);
        var other = arguments[1].Value;
        return function switch
        {
            Function.Concat => new(ValueKind.Text, frame =>
                Both(frame, text, other, out var a, out var b) ? Value.Of(a + b) : default),
            Function.IndexOf => new(ValueKind.Integer, frame =>
                Both(frame, text, other, out var a, out var b) ? Value.Of((long)a.IndexOf(b, StringComparison.Ordinal)) : default),
            Function.Contains => Test(text, other, static (a, b) => a.Contains(b, StringComparison.Ordinal)),
            Function.StartsWith => Test(text, other, static (a, b) => a.StartsWith(b, StringComparison.Ordinal)),
            _ => Test(text, other, static (a, b) => a.EndsWith(b, StringComparison.Ordinal)),
        };
    }

    public static Compiled CodesContain(Compiled codes, Compiled code)
    {
        Functions.Require(Function.Contains, code, ValueKind.Text);
        var (of, wanted) = (codes.Value, code.Value);
        return new(frame =>
        {
            var (list, one) = (of(frame), wanted(frame));
            return list.IsEmpty || one.IsEmpty ? Truth.Unknown : Logic.Of(list.AsCodes().Contains(one.AsText()));
        });
    }

    /// <summary>Patterns run in linear time; those that need backtracking are not supported.</summary>
    public static Compiled MatchesPattern(Compiled text, Expression pattern)
    {
        Functions.Require(Function.MatchesPattern, text, ValueKind.Text);
        if (pattern is not Constant { Value.Kind: ValueKind.Text } constant)
            throw new NotSupportedException("MatchesPattern takes a constant pattern.");
        var of = text.Value;
        var regex = Linear(constant.Value.AsText());
        return new(frame => of(frame) is { IsEmpty: false } value ? Logic.Of(regex.IsMatch(value.AsText())) : Truth.Unknown);
    }

    private static Regex Linear(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException failure)
        {
            throw new NotSupportedException($"The pattern '{pattern}' is not supported.", failure);
        }
    }

    private static Compiled Substring(Compiled[] arguments)
    {
        Functions.Require(Function.Substring, arguments[1], ValueKind.Integer);
        var (text, start) = (arguments[0].Value, arguments[1].Value);
        var length = arguments.Length > 2 ? arguments[2] : null;
        if (length is not null)
            Functions.Require(Function.Substring, length, ValueKind.Integer);
        return new(ValueKind.Text, frame =>
        {
            var (value, first) = (text(frame), start(frame));
            if (value.IsEmpty || first.IsEmpty)
                return default;
            var count = length is null ? Value.Of(long.MaxValue) : length.Value(frame);
            if (count.IsEmpty)
                return default;
            var (from, many) = Part(value.AsText().Length, first.AsInteger(), count.AsInteger());
            return Value.Of(value.AsText().Substring(from, many));
        });
    }

    /// <summary>Which part of so many characters or members substring takes: a negative start counts from their end.</summary>
    /// <exception cref="EvaluationException">Less than none are wanted.</exception>
    public static (int Start, int Count) Part(int length, long start, long count)
    {
        if (count < 0)
            throw new EvaluationException(StorageMessages.NegativeLength);
        var from = Math.Clamp(start < 0 ? length + start : start, 0, length);
        return ((int)from, (int)Math.Min(count, length - from));
    }

    private static Compiled OfText(ValueFunction text, Func<string, string> function) => new(ValueKind.Text, frame =>
        text(frame) is { IsEmpty: false } value ? Value.Of(function(value.AsText())) : default);

    private static Compiled Test(ValueFunction text, ValueFunction other, Func<string, string, bool> test) => new(frame =>
        Both(frame, text, other, out var a, out var b) ? Logic.Of(test(a, b)) : Truth.Unknown);

    private static bool Both(EvaluationFrame frame, ValueFunction left, ValueFunction right, out string a, out string b)
    {
        var (first, second) = (left(frame), right(frame));
        if (first.IsEmpty || second.IsEmpty)
        {
            a = b = "";
            return false;
        }
        (a, b) = (first.AsText(), second.AsText());
        return true;
    }
}
