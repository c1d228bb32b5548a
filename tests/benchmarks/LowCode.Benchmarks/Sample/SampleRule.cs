using LowCode.Rules;

namespace LowCode.Benchmarks.Sample;

/// <summary>A rule of the sample form.</summary>
/// <param name="Text">As an author writes it.</param>
/// <param name="Use">What its result is for.</param>
/// <param name="Place">Of a condition: the property of its field that it stands under (<c>visible</c>); of others: the type of the field that takes it.</param>
/// <param name="Field">The field that a check belongs to; null for rules with a field of their own.</param>
sealed record SampleRule(string Text, RuleUse Use, string Place, string? Field = null);
