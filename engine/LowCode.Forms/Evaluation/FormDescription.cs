using System.Collections.Immutable;

namespace LowCode.Forms.Evaluation;

/// <summary>What a screen needs to know beside the values, collected when asked for.</summary>
sealed class FormDescription
{
    public HashSet<string> Hidden { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Readonly { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ImmutableArray<string>> Options { get; } = new(StringComparer.Ordinal);
}
