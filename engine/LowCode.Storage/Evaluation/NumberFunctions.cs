using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// Rounding keeps the kind of its argument; a midpoint rounds away from zero. A coordinate is read as an exact decimal
/// of at most 15 significant digits.
/// </summary>
internal static class NumberFunctions
{
    public static Compiled Compile(Function function, Compiled argument)
    {
        if (argument.Kind is not ValueKind.Empty && !Comparisons.IsNumber(argument.Kind))
            throw Functions.Wrong(function, argument.Kind);
        var of = argument.Value;
        Func<decimal, decimal> rounding = function switch
        {
            Function.Floor => decimal.Floor,
            Function.Ceiling => decimal.Ceiling,
            _ => static value => decimal.Round(value, MidpointRounding.AwayFromZero),
        };
        return new(argument.Kind, frame =>
        {
            var value = of(frame);
            return value.Kind is ValueKind.Decimal ? Value.Of(rounding(value.AsDecimal())) : value;
        });
    }

    public static Compiled OfLocation(Function function, Compiled argument)
    {
        Functions.Require(function, argument, ValueKind.Location);
        var of = argument.Value;
        Func<Location, double?> part = function switch
        {
            Function.Latitude => static location => location.Latitude,
            Function.Longitude => static location => location.Longitude,
            _ => static location => location.Accuracy,
        };
        return new(ValueKind.Decimal, frame =>
        {
            var value = of(frame);
            return !value.IsEmpty && part(value.AsLocation()) is { } number ? Value.Of(Exact(number)) : default;
        });
    }

    private static decimal Exact(double coordinate)
    {
        try
        {
            return (decimal)coordinate;
        }
        catch (OverflowException)
        {
            throw new EvaluationException(StorageMessages.NumberTooLarge);
        }
    }
}
