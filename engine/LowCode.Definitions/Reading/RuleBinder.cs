using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>A rule: its text, or a bare <c>true</c>, <c>false</c> or number.</summary>
internal sealed class RuleBinder : ValueBinder
{
    public override Phrase Expected { get; } = new(Words.Rule);

    public override object? Placeholder { get; } = new RuleText("");

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        switch (value.Kind)
        {
            case JsonKind.True or JsonKind.False or JsonKind.Number:
                return new RuleText(value.Text) { At = scope.At(value.At, path) };
            case JsonKind.String when string.IsNullOrWhiteSpace(value.Text):
                scope.Error(ReadingMessages.EmptyText, value.At, path, ("property", ReadScope.LastName(path)));
                return null;
            case JsonKind.String:
                var (line, column) = value.At;
                return new RuleText(value.Text) { At = scope.At(new(line, column + 1), path), Escapes = value.Escapes };
            default:
                scope.WrongType(value, path, Expected);
                return null;
        }
    }
}
