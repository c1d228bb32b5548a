using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>Smallest and largest: of numbers, dates and times, and of counts.</summary>
internal static class BoundConstraints
{
    public static void CheckNumber(FieldConstraints constraints, decimal number, string path, ICollection<Finding> findings)
    {
        if (!constraints.Min.IsEmpty && number < constraints.Min.AsDecimal())
            findings.Add(Finding.Of(FormMessages.TooSmall, path, ("min", constraints.Field.Min)));
        if (!constraints.Max.IsEmpty && number > constraints.Max.AsDecimal())
            findings.Add(Finding.Of(FormMessages.TooLarge, path, ("max", constraints.Field.Max)));
    }

    /// <param name="constraints">With bounds of the same kind as the moment.</param>
    /// <param name="moment">A date, time or instant, as a number that grows with it.</param>
    /// <param name="number">Turns a bound into such a number.</param>
    /// <param name="path">For the finding.</param>
    /// <param name="findings">Where it is added.</param>
    public static void CheckMoment(
        FieldConstraints constraints, long moment, Func<Value, long> number, string path, ICollection<Finding> findings)
    {
        if (!constraints.Min.IsEmpty && moment < number(constraints.Min))
            findings.Add(Finding.Of(FormMessages.TooEarly, path, ("min", constraints.Field.Min)));
        if (!constraints.Max.IsEmpty && moment > number(constraints.Max))
            findings.Add(Finding.Of(FormMessages.TooLate, path, ("max", constraints.Field.Max)));
    }

    public static void CheckCount(
        int count, int? min, int? max, (Message Few, Message Many) messages, string path, ICollection<Finding> findings)
    {
        if (min is { } fewest && count < fewest)
            findings.Add(Finding.Of(messages.Few, path, ("min", fewest), ("count", count)));
        if (max is { } most && count > most)
            findings.Add(Finding.Of(messages.Many, path, ("max", most), ("count", count)));
    }
}
