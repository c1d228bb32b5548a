using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>Checks that what a rule gives fits what it is used for.</summary>
internal static class ResultCheck
{
    /// <summary>Reports a result that cannot be used.</summary>
    public static void Check(RuleScope scope, RuleExpression result, int at, Reporter report)
    {
        switch (scope.Site.Use)
        {
            case RuleUse.Condition:
                ConditionCheck.CheckWhole(result, at, report);
                break;
            case RuleUse.Number:
                Expect(RuleTerms.Number, RuleKinds.Number, result, at, report);
                break;
            case RuleUse.Value when scope is { Site.Target: { } slot, Target: { } target }:
                CheckValue(slot.Kind, target, result, at, report);
                break;
        }
    }

    private static void CheckValue(ValueKind kind, RuleType target, RuleExpression result, int at, Reporter report)
    {
        switch (kind)
        {
            case ValueKind.Boolean:
                Expect(RuleTerms.Boolean, RuleKinds.Boolean, result, at, report);
                break;
            case ValueKind.Integer or ValueKind.Decimal:
                Expect(RuleTerms.Number, RuleKinds.Number, result, at, report);
                break;
            case ValueKind.Text when target.Meaning is null:
                Expect(RuleTerms.Text, ~RuleKinds.Composite, result, at, report);
                break;
            case ValueKind.Text or ValueKind.Date or ValueKind.Time or ValueKind.Instant or ValueKind.Id:
                if (Expect(target.Present.Title, RuleKinds.Text, result, at, report))
                    CheckMeaning(target, result, at, report);
                break;
            case ValueKind.Codes:
                if (Expect(target.Title, RuleKinds.List, result, at, report) && result.Type.Item is { IsBroken: false } item)
                {
                    if (!item.IsOnly(RuleKinds.Text))
                        Refuse(target.Title, result.Type, at, report);
                    else if (result is ListLiteral literal)
                        foreach (var code in literal.Items)
                            ComparisonCheck.CheckConstants(target.Item!, code, at, report);
                }
                break;
            case ValueKind.Location:
                if (Expect(RuleTerms.Location, RuleKinds.Object, result, at, report)
                    && result.Type.MayBe(RuleKinds.Object) && result.Type.Object != FieldRuleTypes.Location)
                    Refuse(RuleTerms.Location, result.Type, at, report);
                break;
            default:
                Refuse(target.Title, result.Type, at, report);
                break;
        }
    }

    private static void CheckMeaning(RuleType target, RuleExpression result, int at, Reporter report)
    {
        var meaning = result is Constant ? null : result.Type.Meaning;
        if (meaning is not null && target.Meaning is not null && meaning.GetType() != target.Meaning.GetType())
            Refuse(target.Present.Title, result.Type, at, report);
        else
            ComparisonCheck.CheckConstants(target, result, at, report);
    }

    private static bool Expect(LocalizedText expected, RuleKinds kinds, RuleExpression result, int at, Reporter report)
    {
        if (result.Type.IsOnly(kinds | RuleKinds.Nothing))
            return true;
        Refuse(expected, result.Type, at, report);
        return false;
    }

    private static void Refuse(LocalizedText expected, RuleType actual, int at, Reporter report) =>
        report.Error(RuleMessages.ResultType, at, ("expected", expected), ("actual", actual.Title));
}
