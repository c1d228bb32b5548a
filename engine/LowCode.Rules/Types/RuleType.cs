using LowCode.Definitions.Messages;

namespace LowCode.Rules.Types;

/// <summary>
/// What an expression may give: a set of kinds, and what is known of the text, the list's items or the object among them.
/// Types are exact about kinds (an expression never gives a kind that its type lacks), so what is safe is known before a rule runs.
/// </summary>
internal sealed record RuleType(RuleKinds Kinds)
{
    private const int DeepestList = 4;

    // What objects of different types have in common: nothing that a rule could name.
    private static readonly ObjectType Mixed = ObjectType.Of(RuleTerms.Object);

    public static readonly RuleType Null = new(RuleKinds.Null);
    public static readonly RuleType Undefined = new(RuleKinds.Undefined);
    public static readonly RuleType Boolean = new(RuleKinds.Boolean);
    public static readonly RuleType Number = new(RuleKinds.Number);
    public static readonly RuleType Text = new(RuleKinds.Text);
    public static readonly RuleType Date = new(RuleKinds.Text) { Meaning = Meaning.IsDate };
    public static readonly RuleType Time = new(RuleKinds.Text) { Meaning = Meaning.IsTime };
    public static readonly RuleType Instant = new(RuleKinds.Text) { Meaning = Meaning.IsInstant };

    /// <summary>After an error was reported: fits everywhere, so that one mistake is reported once.</summary>
    public static readonly RuleType Broken = new(RuleKinds.None);

    /// <summary>What the text means; null for any text.</summary>
    public Meaning? Meaning { get; init; }

    /// <summary>What a list holds.</summary>
    public RuleType? Item { get; init; }

    /// <summary>What the object has.</summary>
    public ObjectType? Object { get; init; }

    public bool IsBroken => Kinds == RuleKinds.None;

    public bool MayBe(RuleKinds kinds) => (Kinds & kinds) != 0;

    /// <summary>True when it gives these kinds and no others.</summary>
    public bool IsOnly(RuleKinds kinds) => (Kinds & ~kinds) == 0;

    public RuleType OrNull => this with { Kinds = Kinds | RuleKinds.Null };

    internal RuleType OrUndefined => this with { Kinds = Kinds | RuleKinds.Undefined };

    /// <summary>Without null and undefined.</summary>
    public RuleType Present => MayBe(RuleKinds.Nothing) && !IsOnly(RuleKinds.Nothing) ? this with { Kinds = Kinds & ~RuleKinds.Nothing } : this;

    public static RuleType ListOf(RuleType item) => new(RuleKinds.List) { Item = item };

    public static RuleType Of(ObjectType type) => new(RuleKinds.Object) { Object = type };

    public static RuleType Of(Meaning meaning) => new(RuleKinds.Text) { Meaning = meaning };

    /// <summary>How deep lists lie in lists.</summary>
    public int ListDepth => Item is null ? 0 : 1 + Item.ListDepth;

    /// <summary>True when lists lie in lists deeper than the language allows.</summary>
    public bool IsTooDeep => ListDepth > DeepestList;

    /// <summary>What either may give.</summary>
    public static RuleType Join(RuleType left, RuleType right)
    {
        if (left.IsBroken || right.IsBroken)
            return Broken;
        var item = left.Item is null ? right.Item : right.Item is null ? left.Item
            : left.Item.IsBroken ? right.Item : right.Item.IsBroken ? left.Item : Join(left.Item, right.Item);
        var meaning = !left.MayBe(RuleKinds.Text) ? right.Meaning : !right.MayBe(RuleKinds.Text) ? left.Meaning
            : Equals(left.Meaning, right.Meaning) ? left.Meaning : null;
        var shape = left.Object is null ? right.Object : right.Object is null || left.Object == right.Object ? left.Object : Mixed;
        return new RuleType(left.Kinds | right.Kinds) { Item = item, Meaning = meaning, Object = shape };
    }

    /// <summary>What messages call it.</summary>
    public LocalizedText Title
    {
        get
        {
            LocalizedText? title = null;
            Add(RuleKinds.Boolean, RuleTerms.Boolean);
            Add(RuleKinds.Number, RuleTerms.Number);
            Add(RuleKinds.Text, Meaning switch
            {
                Meaning.Date => RuleTerms.Date,
                Meaning.Time => RuleTerms.Time,
                Meaning.Instant => RuleTerms.Instant,
                Meaning.Choice => RuleTerms.Choice,
                Meaning.Reference => RuleTerms.Reference,
                _ => RuleTerms.Text,
            });
            Add(RuleKinds.List, RuleTerms.List);
            Add(RuleKinds.Object, Object?.Title ?? RuleTerms.Object);
            return title ?? RuleTerms.Nothing;

            void Add(RuleKinds kind, LocalizedText term)
            {
                if (MayBe(kind))
                    title = title is null ? term : RuleTerms.Or(title, term);
            }
        }
    }
}
