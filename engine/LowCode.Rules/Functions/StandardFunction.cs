using System.Collections.Immutable;
using LowCode.Rules.Types;

namespace LowCode.Rules.Functions;

/// <summary>
/// A function that rules may call by name: of JavaScript's own (<c>Math.max</c>, <c>Number</c>) or of ours
/// (<c>addDays</c>, <c>sum</c>). What ours do is in the classes beside this one; <c>docs/rules.md</c> documents all.
/// </summary>
/// <param name="Name">As authors write it.</param>
/// <param name="Parameters">What it takes. After a list an arrow function may follow, see <see cref="Over"/>.</param>
/// <param name="Required">How many arguments must be given.</param>
/// <param name="Result">What it gives.</param>
internal sealed record StandardFunction(
    string Name, ImmutableArray<Parameter> Parameters, int Required, Func<ImmutableArray<RuleType>, RuleType> Result)
{
    /// <summary>The list method through which an arrow function after the list is applied first: <c>sum(list, f)</c> is <c>sum(list.map(f))</c>.</summary>
    public string? Over { get; init; }

    /// <summary>True when the last parameter may be repeated.</summary>
    public bool Repeats { get; init; }

    /// <summary>True for JavaScript's own functions.</summary>
    public bool IsNative { get; init; }

    /// <summary>How many arguments it can take at most.</summary>
    public int Most => Repeats ? int.MaxValue : Parameters.Length + (Over is null ? 0 : 1);
}
