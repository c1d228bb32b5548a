using LowCode.Rules.Types;

namespace LowCode.Rules.Results;

/// <summary>
/// A JavaScript value without a JavaScript engine: undefined, null, a boolean, a number, a text, a list
/// (<c>RuleValue[]</c>, never changed) or an object (<see cref="Parts"/>, or a row). Numbers and
/// booleans need no allocation. The default value is undefined. Immutable.
/// </summary>
internal readonly struct RuleValue
{
    private RuleValue(RuleKinds kind, double number, object? reference)
    {
        Kind = kind;
        Number = number;
        Reference = reference;
    }

    public static RuleValue Undefined => default;

    public static RuleValue Null { get; } = new(RuleKinds.Null, 0, null);

    public static RuleValue EmptyList { get; } = Of(Array.Empty<RuleValue>());

    /// <summary>One kind; <see cref="RuleKinds.None"/> stands for undefined.</summary>
    public RuleKinds Kind { get; }

    /// <summary>The number; 1 and 0 for true and false.</summary>
    public double Number { get; }

    /// <summary>The text, list or object.</summary>
    public object? Reference { get; }

    /// <summary>True for null and undefined.</summary>
    public bool IsNothing => Kind is RuleKinds.None or RuleKinds.Null;

    /// <summary>True for what counts as not filled in: null, undefined, NaN, the empty text, the empty list.</summary>
    public bool IsEmpty => Kind switch
    {
        RuleKinds.List => List.Length == 0,
        RuleKinds.Text => Text.Length == 0,
        RuleKinds.Number => double.IsNaN(Number),
        _ => IsNothing,
    };

    public bool IsNull => Kind == RuleKinds.Null;

    public bool IsBoolean => Kind == RuleKinds.Boolean;

    public bool IsNumber => Kind == RuleKinds.Number;

    public bool IsText => Kind == RuleKinds.Text;

    public bool IsList => Kind == RuleKinds.List;

    public bool Boolean => Number != 0;

    public string Text => (string)Reference!;

    public RuleValue[] List => (RuleValue[])Reference!;

    public static RuleValue Of(bool value) => new(RuleKinds.Boolean, value ? 1 : 0, null);

    public static RuleValue Of(double value) => new(RuleKinds.Number, value, null);

    public static RuleValue Of(string value) => new(RuleKinds.Text, 0, value);

    /// <summary>A text, or null.</summary>
    public static RuleValue OfOptional(string? value) => value is null ? Null : Of(value);

    /// <summary>A list; the array must not be changed afterwards.</summary>
    public static RuleValue Of(RuleValue[] items) => new(RuleKinds.List, 0, items);

    public static RuleValue OfObject(object value) => new(RuleKinds.Object, 0, value);
}

/// <summary>An object with values that are all there: a location, a file, the person who acts, the record's facts.</summary>
/// <param name="Source">What it was made from.</param>
/// <param name="Values">Its members by number.</param>
internal sealed record Parts(object? Source, RuleValue[] Values);
