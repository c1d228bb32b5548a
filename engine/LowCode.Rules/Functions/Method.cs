using System.Collections.Immutable;
using LowCode.Rules.Types;

namespace LowCode.Rules.Functions;

/// <summary>A JavaScript method of texts or lists that rules may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Of"><see cref="RuleKinds.Text"/> or <see cref="RuleKinds.List"/>.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Required">How many arguments must be given.</param>
/// <param name="Result">What it gives, from the type of the text or list and those of the arguments (an arrow function's: of its body).</param>
internal sealed record Method(
    string Name, RuleKinds Of, ImmutableArray<Parameter> Parameters, int Required, Func<RuleType, ImmutableArray<RuleType>, RuleType> Result)
{
    /// <summary>True when the last parameter may be repeated.</summary>
    public bool Repeats { get; init; }
}
