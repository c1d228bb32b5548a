using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Nodes;

/// <summary>
/// The text of a rule in the rule language. In JSON a string; where a property takes a rule or a constant,
/// <c>true</c>, <c>false</c> and numbers may be written bare and mean the rule of that text.
/// Its <see cref="Node.At"/> is the position of the text's first character: behind the quotation mark of a string.
/// </summary>
/// <param name="Text">An expression of the rule language, <c>hasPlan === 'yes'</c>.</param>
public sealed record RuleText(string Text) : Node
{
    /// <summary>
    /// The JSON escapes in the text: the position in the text of a character that is escaped in the file, and how many
    /// more characters the file has for it (1 for <c>\"</c>, 5 for <c>\u0027</c>).
    /// </summary>
    [JsonIgnore]
    internal ImmutableArray<(int Offset, int Extra)> Escapes { get; init; } = [];

    /// <summary>
    /// Where the character at a position of <see cref="Text"/> (in UTF-16 code units, from 0) stands in the file. A JSON
    /// string lies on one line, so a line break in the rule, written <c>\n</c>, does not start a line here; columns
    /// count the escapes before the character.
    /// </summary>
    public SourceLocation Locate(int offset)
    {
        if (At.Line == 0)
            return At;
        var column = At.Column + offset;
        foreach (var (escaped, extra) in Escapes)
        {
            if (escaped >= offset)
                break;
            column += extra;
        }
        return At with { Column = column };
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
