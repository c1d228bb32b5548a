using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>Finds a canonical function's meaning for the kinds of its arguments.</summary>
internal static class Functions
{
    public static Compiled Compile(Function function, Compiled[] arguments, ImmutableArray<Expression> sources)
    {
        CheckCount(function, arguments.Length);
        // $count of nothing is 0; every other function of an empty argument is empty.
        if (function is Function.Count)
            return Collections.Count(arguments[0]);
        return function switch
        {
            Function.Now => new(ValueKind.Instant, static frame => frame.Now),
            Function.HasSubset or Function.HasSubsequence => CodesFunctions.Compile(function, arguments),
            Function.Contains when arguments[0].Kind is ValueKind.Codes && arguments[1].Kind is not ValueKind.Codes => TextFunctions.CodesContain(arguments[0], arguments[1]),
            Function.MatchesPattern => TextFunctions.MatchesPattern(arguments[0], sources[1]),
            Function.Concat or Function.Contains or Function.EndsWith or Function.StartsWith or Function.IndexOf
                or Function.Length or Function.Substring when arguments.Any(argument => argument.Kind is ValueKind.Codes)
                => CodesFunctions.Compile(function, arguments),
            Function.Concat or Function.Contains or Function.EndsWith or Function.StartsWith or Function.IndexOf
                or Function.Length or Function.Substring or Function.ToLower or Function.ToUpper or Function.Trim
                => TextFunctions.Compile(function, arguments),
            Function.Round or Function.Floor or Function.Ceiling => NumberFunctions.Compile(function, arguments[0]),
            Function.Distance => Geometry.Distance(arguments[0], arguments[1]),
            Function.Latitude or Function.Longitude or Function.Accuracy => NumberFunctions.OfLocation(function, arguments[0]),
            _ => TimeFunctions.Compile(function, arguments[0]),
        };
    }

    internal static void Require(Function function, Compiled argument, ValueKind kind)
    {
        if (argument.Kind is not ValueKind.Empty && argument.Kind != kind)
            throw Wrong(function, argument.Kind);
    }

    internal static NotSupportedException Wrong(Function function, ValueKind kind) =>
        new($"{function} does not take {kind}.");

    private static void CheckCount(Function function, int count)
    {
        var right = function switch
        {
            Function.Now => count == 0,
            Function.Substring => count is 2 or 3,
            Function.Concat or Function.Contains or Function.EndsWith or Function.StartsWith or Function.IndexOf
                or Function.MatchesPattern or Function.HasSubset or Function.HasSubsequence or Function.Distance => count == 2,
            _ => count == 1,
        };
        if (!right)
            throw new NotSupportedException($"{function} does not take {count} arguments.");
    }
}
