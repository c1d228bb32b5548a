using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>A field type by its name.</summary>
internal sealed class FieldTypeBinder : ValueBinder
{
    public override Phrase Expected { get; } = new(Words.Text);

    public override object Placeholder => UnknownFieldType.Instance;

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (value.Kind != JsonKind.String)
        {
            scope.WrongType(value, path, Expected);
            return null;
        }
        if (FieldTypes.Find(value.Text) is { } type)
            return type;
        scope.Error(ReadingMessages.UnknownFieldType, value.At, path,
            ("value", value.Text), ("suggestion", Suggestion.For(value.Text, FieldTypes.All.Select(known => known.Name))));
        return null;
    }
}
