using LowCode.Definitions.Model;

namespace LowCode.Decisions.Execution;

/// <summary>What the execution knows of a rule: its condition, and how the rules nested in it combine.</summary>
internal interface IAskable
{
    /// <summary>Its number within the decision, from 0.</summary>
    int Number { get; }

    /// <summary>Number of the nearest rule around it that has a condition: when that does not hold, this one is not asked.</summary>
    int? Guard { get; }

    /// <summary>Its own condition, by its number among the decision's questions; null when only the nested rules count.</summary>
    int? When { get; }

    /// <summary>How the nested rules combine.</summary>
    RuleOperator Operator { get; }

    /// <summary>The rules nested in it.</summary>
    IReadOnlyList<IAskable> Rules { get; }
}
