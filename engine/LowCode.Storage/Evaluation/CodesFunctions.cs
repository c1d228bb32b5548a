using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// Functions of texts and collections, over codes. A collection that is empty is one with no members, so none is unknown
/// but those that are asked about nothing at all.
/// </summary>
internal static class CodesFunctions
{
    public static Compiled Compile(Function function, Compiled[] arguments)
    {
        Functions.Require(function, arguments[0], ValueKind.Codes);
        var first = arguments[0].Value;
        if (function is Function.Length)
            return new(ValueKind.Integer, frame => Value.Of((long)first(frame).AsCodes().Length));
        if (function is Function.Substring)
            return Part(arguments);
        Functions.Require(function, arguments[1], ValueKind.Codes);
        if (arguments[1].Kind is ValueKind.Empty && function is not (Function.HasSubset or Function.HasSubsequence))
            return new(ResultOf(function), static _ => default);
        var second = arguments[1].Value;
        return function switch
        {
            Function.Concat => new(ValueKind.Codes, frame => Value.Of(first(frame).AsCodes().AddRange(second(frame).AsCodes()))),
            Function.IndexOf => new(ValueKind.Integer, frame => Value.Of((long)IndexOf(first(frame).AsCodes(), second(frame).AsCodes()))),
            Function.Contains => Test(first, second, static (all, some) => IndexOf(all, some) >= 0),
            Function.StartsWith => Test(first, second, static (all, some) => all.AsSpan().StartsWith(some.AsSpan())),
            Function.EndsWith => Test(first, second, static (all, some) => all.AsSpan().EndsWith(some.AsSpan())),
            Function.HasSubset => Test(first, second, HasSubset),
            _ => Test(first, second, HasSubsequence),
        };
    }

    private static ValueKind ResultOf(Function function) => function switch
    {
        Function.Concat => ValueKind.Codes,
        Function.IndexOf => ValueKind.Integer,
        _ => ValueKind.Boolean,
    };

    private static Compiled Test(ValueFunction first, ValueFunction second, Func<ImmutableArray<string>, ImmutableArray<string>, bool> test) =>
        new(frame => Logic.Of(test(first(frame).AsCodes(), second(frame).AsCodes())));

    private static Compiled Part(Compiled[] arguments)
    {
        foreach (var number in arguments[1..])
            Functions.Require(Function.Substring, number, ValueKind.Integer);
        var (first, start) = (arguments[0].Value, arguments[1].Value);
        var length = arguments.Length > 2 ? arguments[2].Value : static _ => Value.Of(long.MaxValue);
        return new(ValueKind.Codes, frame =>
        {
            var (codes, from, count) = (first(frame).AsCodes(), start(frame), length(frame));
            if (from.IsEmpty || count.IsEmpty)
                return default;
            var (at, many) = TextFunctions.Part(codes.Length, from.AsInteger(), count.AsInteger());
            return Value.Of([.. codes.AsSpan(at, many)]);
        });
    }

    private static int IndexOf(ImmutableArray<string> all, ImmutableArray<string> some) => all.AsSpan().IndexOf(some.AsSpan());

    // Each member of the second is matched by one of the first of its own.
    private static bool HasSubset(ImmutableArray<string> all, ImmutableArray<string> some)
    {
        var left = all.ToList();
        return some.All(left.Remove);
    }

    private static bool HasSubsequence(ImmutableArray<string> all, ImmutableArray<string> some)
    {
        var met = 0;
        foreach (var code in all)
        {
            if (met < some.Length && string.Equals(code, some[met]))
                met++;
        }
        return met == some.Length;
    }
}
