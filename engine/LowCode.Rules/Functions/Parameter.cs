using LowCode.Definitions.Messages;
using LowCode.Rules.Types;

namespace LowCode.Rules.Functions;

/// <summary>What an argument of a function or method must be.</summary>
/// <param name="Title">What messages call it.</param>
/// <param name="Kinds">The kinds it may have.</param>
/// <param name="Meaning">What a text must stand for, when it matters.</param>
internal sealed record Parameter(LocalizedText Title, RuleKinds Kinds, Func<Meaning?, bool>? Meaning = null)
{
    /// <summary>What the items of a list must be, when it matters.</summary>
    public Func<RuleType, bool>? Item { get; init; }

    /// <summary>Anything that is no list and no object.</summary>
    public static readonly Parameter Scalar = new(RuleTerms.Scalar, ~RuleKinds.Composite);

    /// <summary>Anything.</summary>
    public static readonly Parameter Any = new(RuleTerms.Object, (RuleKinds)0xFF);

    /// <summary>A number; empty and boolean ones are converted as JavaScript does.</summary>
    public static readonly Parameter Number = new(RuleTerms.Number, RuleKinds.Number | RuleKinds.Nothing | RuleKinds.Boolean);

    /// <summary>A text.</summary>
    public static readonly Parameter Text = new(RuleTerms.Text, RuleKinds.Text | RuleKinds.Nothing);

    /// <summary>A text that must be there.</summary>
    public static readonly Parameter FilledText = new(RuleTerms.Text, RuleKinds.Text);

    /// <summary>A date.</summary>
    public static readonly Parameter Date =
        new(RuleTerms.Date, RuleKinds.Text | RuleKinds.Nothing, meaning => meaning is Types.Meaning.Date);

    /// <summary>An instant.</summary>
    public static readonly Parameter Instant =
        new(RuleTerms.Instant, RuleKinds.Text | RuleKinds.Nothing, meaning => meaning is Types.Meaning.Instant);

    /// <summary>A list.</summary>
    public static readonly Parameter List = new(RuleTerms.List, RuleKinds.List);

    /// <summary>A list of numbers, some of them empty.</summary>
    public static readonly Parameter Numbers = new(RuleTerms.Numbers, RuleKinds.List)
    {
        Item = item => item.IsOnly(RuleKinds.Number | RuleKinds.Boolean | RuleKinds.Nothing),
    };

    /// <summary>A list of numbers or of texts, some of them empty: one order for all.</summary>
    public static readonly Parameter Ordered = new(RuleTerms.Ordered, RuleKinds.List)
    {
        Item = item => item.IsOnly(RuleKinds.Number | RuleKinds.Nothing) || item.IsOnly(RuleKinds.Text | RuleKinds.Nothing),
    };

    /// <summary>A list without lists and objects in it.</summary>
    public static readonly Parameter Scalars = new(RuleTerms.Scalars, RuleKinds.List)
    {
        Item = item => item.IsOnly(~RuleKinds.Composite),
    };

    /// <summary>An arrow function over an item and its index.</summary>
    public static readonly Parameter Arrow = new(RuleTerms.Object, RuleKinds.None);

    /// <summary>Whether an argument of this type can be given.</summary>
    public bool Accepts(RuleType type) =>
        type.IsBroken || (type.IsOnly(Kinds)
            && (Meaning is null || !type.MayBe(RuleKinds.Text) || Meaning(type.Meaning))
            && (Item is null || type.Item is null || Item(type.Item)));
}
