using System.Runtime.CompilerServices;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>What compiled rules read of a row's slots. The row is one as rules see it (<see cref="RowFrame.Seen"/>).</summary>
internal static class RowSlots
{
    /// <summary>The number in a slot, or <paramref name="empty"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NumberAt(Row row, int slot, double empty) => row.At(slot).DoubleOr(empty);

    /// <summary>The text in a slot of kind Text; null when empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static string? TextAt(Row row, int slot) => row.At(slot).TextOrNull();

    /// <summary>The text in a slot of kind Text; TypeError when empty.</summary>
    public static string FilledTextAt(Row row, int slot) => TextAt(row, slot) ?? throw new RuleFailure(RuleFailureMessages.NothingThere);

    /// <summary>The day in a slot of kind Date; <see cref="Days.None"/> when empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DayAt(Row row, int slot) => row.At(slot).DayOr(Days.None);

    /// <summary>Whether a slot of kind Boolean holds this.</summary>
    public static bool HoldsAt(Row row, int slot, bool value) => !IsEmptyAt(row, slot) && row.At(slot).AsBoolean() == value;

    /// <summary>Whether a slot of kind Codes holds this code.</summary>
    public static bool HasCodeAt(Row row, int slot, string code) => row.At(slot).HasCode(code);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEmptyAt(Row row, int slot) => row.At(slot).IsEmpty;

    /// <summary>How many codes, files or rows there are.</summary>
    public static int CountAt(Row row, int slot) => row.At(slot).Count;

    /// <summary>What a slot that holds no list reads as.</summary>
    public static RuleValue ValueAt(Row row, int slot) => ValueOf(row.At(slot));

    /// <summary>What a value that is no list reads as.</summary>
    public static RuleValue ValueOf(in Value value) => value.Kind switch
    {
        ValueKind.Empty => RuleValue.Null,
        ValueKind.Boolean => RuleValue.Of(value.AsBoolean()),
        ValueKind.Integer or ValueKind.Decimal => RuleValue.Of(value.AsDouble()),
        ValueKind.Text => RuleValue.Of(value.AsText()),
        ValueKind.Location => LocationOf(value.AsLocation()),
        _ => RuleValue.Of(value.ToString()),
    };

    private static RuleValue LocationOf(Location location) => RuleValue.OfObject(new Parts(location,
    [
        RuleValue.Of(location.Latitude), RuleValue.Of(location.Longitude),
        location.Accuracy is { } accuracy ? RuleValue.Of(accuracy) : RuleValue.Null,
    ]));
}
