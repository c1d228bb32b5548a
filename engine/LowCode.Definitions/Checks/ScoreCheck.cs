using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>A decision that adds points: whether its rules give any, and its grades can be reached.</summary>
internal static class ScoreCheck
{
    public static void Check(CheckScope scope, DecisionDefinition decision)
    {
        foreach (var rule in decision.Rules)
        {
            if (!rule.Gate && !GivesPoints(rule))
                scope.Warning(DecisionDefinitionMessages.RuleWithoutPoints, rule.AtMember("name"));
        }
        var grades = decision.Grades;
        scope.Unique(grades.Select(grade => (grade.Outcome, grade.AtMember("outcome"))));
        for (var i = 1; i < grades.Length; i++)
        {
            if (Math.Sign(grades[i].From - grades[i - 1].From) is var step && (step == 0 || step != Math.Sign(grades[1].From - grades[0].From)))
                scope.Error(DecisionDefinitionMessages.GradesUnsorted, grades[i].AtMember("from"));
        }
        var most = decision.Rules.Aggregate((decimal?)0, (sum, rule) => sum + Most(rule));
        foreach (var grade in grades)
        {
            if (grade.From > most)
            {
                scope.Warning(DecisionDefinitionMessages.GradeUnreachable, grade.AtMember("from"),
                    ("most", most), ("outcome", grade.Outcome), ("from", grade.From));
            }
        }
        if (!grades.IsEmpty && grades.MinBy(grade => grade.From) is { From: > 0 } lowest && decision.Otherwise is null)
            scope.Warning(DecisionDefinitionMessages.NoLowestOutcome, lowest.AtMember("from"), ("from", lowest.From));
    }

    private static bool GivesPoints(DecisionRuleDefinition rule) => rule.Points is not null || rule.Rules.Any(GivesPoints);

    /// <summary>The most that a rule can give, or null when that depends on the record.</summary>
    private static decimal? Most(DecisionRuleDefinition rule)
    {
        if (rule.Max is { } max)
            return max;
        decimal? own = 0;
        if (rule.Points is { } points)
        {
            own = decimal.TryParse(points.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var constant)
                ? Math.Max(0, constant)
                : null;
        }
        return rule.Rules.Aggregate(own, (sum, nested) => sum + Most(nested));
    }
}
