namespace LowCode.Definitions.Nodes;

/// <summary>
/// The text of a rule in the rule language. In JSON a string; where a property takes a rule or a constant,
/// <c>true</c>, <c>false</c> and numbers may be written bare and mean the rule of that text.
/// </summary>
/// <param name="Text">An expression of the rule language, <c>hasPlan === 'yes'</c>.</param>
public sealed record RuleText(string Text) : Node
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
