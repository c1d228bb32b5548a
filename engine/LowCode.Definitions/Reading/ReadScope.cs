using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>The file that is being bound, and where its problems go.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Text">The file's text.</param>
/// <param name="Diagnostics">Where problems go.</param>
/// <param name="Sound">False when the file had mistakes of syntax.</param>
/// <param name="Full">Number of diagnostics at which no more are added.</param>
internal sealed record ReadScope(string File, string Text, Diagnostics Diagnostics, bool Sound, int Full)
{
    /// <summary>True when no more problems are listed, so that looking for more is idle.</summary>
    public bool IsFull => Diagnostics.Count >= Full;

    public SourceLocation At(TextPosition at, string path) => new(File, at.Line, at.Column, path);

    public void Error(Message message, TextPosition at, string path, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (!IsFull)
            Diagnostics.Error(message, At(at, path), arguments);
    }

    /// <summary>Says that a value is of the wrong JSON type, once.</summary>
    public void WrongType(JsonValue value, string path, Phrase expected)
    {
        if (value.Kind == JsonKind.Broken)
            return;
        var found = value.Kind switch
        {
            JsonKind.Object => Words.Object,
            JsonKind.Array => Words.List,
            JsonKind.String => Words.Text,
            JsonKind.Number => Words.Number,
            JsonKind.Null => Words.Null,
            _ => Words.Boolean,
        };
        Error(ReadingMessages.WrongType, value.At, path,
            ("property", LastName(path)), ("expected", expected), ("found", new Phrase(found)));
    }

    /// <summary>The name to show for a path: <c>check[0]</c> of <c>fields[3].check[0]</c>.</summary>
    public static string LastName(string path) => path[(path.LastIndexOf('.') + 1)..];
}
