namespace LowCode.Rules.Compiling;

/// <summary>A rule uses something that the compiler does not cover; the engine runs it. Never leaves the program.</summary>
/// <param name="construct">What it is, as it looks in a rule: <c>toUpperCase</c>, <c>[…] === […]</c>.</param>
internal sealed class NotCompiled(string construct) : Exception(construct);
