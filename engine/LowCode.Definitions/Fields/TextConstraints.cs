using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Fields;

/// <summary>What is checked of every entered text.</summary>
internal static class TextConstraints
{
    public static void Check(
        FieldConstraints constraints, string text, bool lines, string path, ICollection<Finding> findings)
    {
        if (FirstControl(text, lines) is { } control)
            findings.Add(Finding.Of(FormMessages.ControlCharacter, path, ("code", $"U+{(int)control:X4}")));
        var length = Length(text);
        if (constraints.Field.MinLength is { } min && length < min)
            findings.Add(Finding.Of(FormMessages.TooShort, path, ("min", min), ("length", length)));
        if (constraints.MaxLength is { } max && length > max)
            findings.Add(Finding.Of(FormMessages.TooLong, path, ("max", max), ("length", length)));
        else if (constraints.Pattern is { } pattern && !pattern.Matches(text))
            findings.Add(Finding.Of(FormMessages.PatternMismatch, path, ("pattern", constraints.Field.Pattern)));
    }

    /// <summary>Unicode scalar values; a lone surrogate counts as one.</summary>
    private static int Length(string text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
            length++;
        return length;
    }

    /// <summary>The first control character that a person cannot have meant, or null.</summary>
    private static char? FirstControl(string text, bool lines)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) && !(lines && character is '\n' or '\r' or '\t'))
                return character;
        }
        return null;
    }
}
