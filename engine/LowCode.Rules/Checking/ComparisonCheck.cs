using LowCode.Definitions.Messages;
using LowCode.Rules.Expressions;
using LowCode.Rules.Functions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>Finds comparisons whose result can never change, or that compare with what the other side can never be.</summary>
internal static class ComparisonCheck
{
    /// <summary>Checks both sides of a comparison operator.</summary>
    public static void Check(string symbol, RuleExpression left, RuleExpression right, int at, Reporter report)
    {
        var fits = symbol[0] is '=' or '!'
            ? CheckEquality(symbol.Length == 3, left, right, at, report)
            : CheckOrder(left, right, at, report);
        if (fits)
            CheckMeanings(left, right, at, report);
    }

    /// <summary>Checks what a list is searched for: <c>includes</c>, <c>indexOf</c>.</summary>
    public static void CheckItem(RuleExpression list, RuleExpression item, int at, Reporter report)
    {
        if (list.Type.Item is not { IsBroken: false } held || item.Type.IsBroken)
            return;
        if (item.Type.MayBe(RuleKinds.Composite) || held.MayBe(RuleKinds.Composite) || (item.Type.Kinds & held.Kinds) == 0)
            report.Error(RuleMessages.Incomparable, at, ("left", held.Title), ("right", item.Type.Title));
        else if (list is ListLiteral literal)
        {
            foreach (var candidate in literal.Items)
                CheckMeanings(candidate, item, at, report);
        }
        else
            CheckConstants(held, item, at, report);
    }

    /// <summary>Checks the constants that an expression may give against what a text of this type can be.</summary>
    public static void CheckConstants(RuleType type, RuleExpression expression, int at, Reporter report)
    {
        foreach (var leaf in Leaves(expression))
        {
            if (leaf is Constant { Value: string text })
                CheckConstant(type, text, at, report);
        }
    }

    private static bool CheckEquality(bool strict, RuleExpression left, RuleExpression right, int at, Reporter report)
    {
        if (IsMisplacedUndefined(left, right) || IsMisplacedUndefined(right, left))
        {
            report.Error(RuleMessages.UndefinedCompare, at);
            return false;
        }
        if (IsEmptyText(left, right) || IsEmptyText(right, left))
        {
            report.Error(RuleMessages.EmptyText, at);
            return false;
        }
        var (l, r) = (left.Type.Kinds & ~RuleKinds.Nothing, right.Type.Kinds & ~RuleKinds.Nothing);
        // A list is never null, however empty; two lists or objects are never the same.
        var never = l == 0 || r == 0
            ? left.Type.IsOnly(RuleKinds.List) || right.Type.IsOnly(RuleKinds.List)
            : ((l | r) & RuleKinds.Composite) != 0 || (strict && (l & r) == 0);
        if (never)
            Report(left, right, at, report);
        return !never;
    }

    private static bool CheckOrder(RuleExpression left, RuleExpression right, int at, Reporter report)
    {
        var (l, r) = (left.Type.Kinds & ~RuleKinds.Nothing, right.Type.Kinds & ~RuleKinds.Nothing);
        const RuleKinds number = RuleKinds.Number | RuleKinds.Boolean;
        var never = ((l | r) & RuleKinds.Composite) != 0
            || l == 0 || r == 0
            || (l == RuleKinds.Text && (r & ~number) == 0)
            || (r == RuleKinds.Text && (l & ~number) == 0);
        if (never)
            Report(left, right, at, report);
        return !never;
    }

    private static void CheckMeanings(RuleExpression left, RuleExpression right, int at, Reporter report)
    {
        if (!left.Type.MayBe(RuleKinds.Text) || !right.Type.MayBe(RuleKinds.Text))
            return;
        CheckConstants(left.Type, right, at, report);
        CheckConstants(right.Type, left, at, report);
        if (left is Constant || right is Constant)
            return;
        if (left.Type.Meaning is { } one && right.Type.Meaning is { } other && one.GetType() != other.GetType())
            Report(left, right, at, report);
    }

    private static void CheckConstant(RuleType type, string text, int at, Reporter report)
    {
        switch (type.Meaning)
        {
            case Meaning.Choice choice when choice.List.Find(text) is null:
                if (Suggestions.Find(text, choice.List.Items.Select(item => item.Code)) is { } suggestion)
                    report.Error(RuleMessages.UnknownCodeSuggest, at, ("list", choice.Name), ("code", text), ("suggestion", suggestion));
                else
                    report.Error(RuleMessages.UnknownCode, at, ("list", choice.Name), ("code", text));
                break;
            case Meaning.Date when !Dates.TryRead(text, out _):
                DateLiteral(RuleTerms.Date, "2026-06-01");
                break;
            case Meaning.Time when text.Length != 8 || !Dates.TryReadTime(text, out _):
                DateLiteral(RuleTerms.Time, "08:30:00");
                break;
            case Meaning.Instant when !Dates.TryReadInstant(text, out _):
                DateLiteral(RuleTerms.Instant, "2026-06-01T00:30:00.000Z");
                break;
        }

        void DateLiteral(LocalizedText expected, string example) =>
            report.Error(RuleMessages.DateLiteral, at, ("text", text), ("expected", expected), ("example", example));
    }

    private static IEnumerable<RuleExpression> Leaves(RuleExpression expression) => expression switch
    {
        Conditional conditional => Leaves(conditional.Then).Concat(Leaves(conditional.Else)),
        Logical { Operator: "&&" } logical => Leaves(logical.Right),
        Logical logical => Leaves(logical.Left).Concat(Leaves(logical.Right)),
        _ => [expression],
    };

    private static bool IsMisplacedUndefined(RuleExpression constant, RuleExpression other) =>
        constant is Constant { Value: null } && constant.Type == RuleType.Undefined && !other.Type.MayBe(RuleKinds.Undefined);

    private static bool IsEmptyText(RuleExpression constant, RuleExpression other) =>
        constant is Constant { Value: "" } && other is (FieldRead or MemberRead { Member.Slot: not null });

    private static void Report(RuleExpression left, RuleExpression right, int at, Reporter report) =>
        report.Error(RuleMessages.Incomparable, at, ("left", left.Type.Title), ("right", right.Type.Title));
}
