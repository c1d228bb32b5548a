using LowCode.Definitions.Messages;

namespace LowCode.Documents.Templates;

/// <summary>Turns places in a template's text into lines and columns of its file.</summary>
internal sealed class TemplatePositions(string file, string text)
{
    public SourceLocation At(int offset)
    {
        var before = text.AsSpan(0, Math.Clamp(offset, 0, text.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        return new SourceLocation(file, before.Count('\n') + 1, before.Length - lineStart + 1);
    }
}
