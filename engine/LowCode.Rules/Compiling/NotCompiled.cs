namespace LowCode.Rules.Compiling;

/// <summary>A rule uses something that the compiler does not cover; the engine runs it. Never leaves the program.</summary>
internal sealed class NotCompiled(string what) : Exception(what);
