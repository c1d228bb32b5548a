using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Parsing;

/// <summary>
/// Walks over the characters of one JSON file and keeps count of lines and columns. What is not JSON but can be
/// understood (comments, wrong quotation marks) is reported and passed over, so that one pass finds all mistakes.
/// </summary>
internal sealed partial class JsonScanner(string file, string text, Diagnostics diagnostics)
{
    private int _line = 1;
    private int _lineStart;

    /// <summary>The next character's place in the text.</summary>
    public int Position { get; private set; }

    /// <summary>Where the next character stands.</summary>
    public TextPosition At => new(_line, Position - _lineStart + 1);

    /// <summary>The next character; NUL at the end.</summary>
    public char Next => Position < text.Length ? text[Position] : '\0';

    /// <summary>True behind the last character.</summary>
    public bool IsAtEnd => Position >= text.Length;

    /// <summary>What stands here, shortened, for messages.</summary>
    public string Found
    {
        get
        {
            var word = Word().Match(text, Position);
            return word.Success ? word.Value : IsAtEnd ? "" : Rune.TryGetRuneAt(text, Position, out var rune) ? rune.ToString() : "?";
        }
    }

    public void Error(Message message, TextPosition at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        diagnostics.Error(message, new SourceLocation(file, at.Line, at.Column), arguments);

    /// <summary>Passes over the next character, which is no line break.</summary>
    public void Skip() => Position++;

    /// <summary>Passes over one character if it is the next.</summary>
    public bool Take(char character)
    {
        if (Next != character || IsAtEnd)
            return false;
        Position++;
        return true;
    }

    /// <summary>Passes over white space and, with a complaint, comments.</summary>
    public void SkipSpace()
    {
        while (!IsAtEnd)
        {
            switch (Next)
            {
                case ' ' or '\t':
                    Position++;
                    break;
                case '\n' or '\r':
                    NewLine();
                    break;
                case '/' when Position + 1 < text.Length && text[Position + 1] is '/' or '*':
                    SkipComment();
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>A bare word or number as it stands: letters, digits, and the signs of numbers.</summary>
    public string TakeWord()
    {
        var word = Word().Match(text, Position).Value;
        Position += word.Length;
        return word;
    }

    /// <summary>A string in quotation marks; null when it does not end on its line. The next character is the mark.</summary>
    public (string Text, ImmutableArray<(int Offset, int Extra)> Escapes)? TakeString()
    {
        var at = At;
        var close = Next switch { '“' => '”', '‘' => '’', var mark => mark };
        if (close != '"')
            Error(ReadingMessages.WrongQuotes, at);
        var start = ++Position;
        var plain = text.AsSpan(start).IndexOfAny(Special);
        if (plain >= 0 && close == '"' && text[start + plain] == close)
        {
            Position = start + plain + 1;
            return (text.Substring(start, plain), []);
        }
        var value = new StringBuilder();
        var escapes = ImmutableArray.CreateBuilder<(int, int)>();
        while (!IsAtEnd && Next is not ('\n' or '\r'))
        {
            var character = Next;
            if (character == close)
            {
                Position++;
                return (value.ToString(), escapes.ToImmutable());
            }
            if (character == '\\')
            {
                var (offset, from) = (value.Length, Position);
                TakeEscape(value);
                escapes.Add((offset, Position - from - (value.Length - offset)));
                continue;
            }
            if (character < ' ')
                Error(ReadingMessages.ControlCharacter, At, ("code", $"U+{(int)character:X4}"));
            value.Append(character);
            Position++;
        }
        Error(ReadingMessages.UnclosedText, at);
        return null;
    }

    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000A\u000B\u000C\u000D\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F");

    private void TakeEscape(StringBuilder value)
    {
        var at = At;
        var start = Position++;
        switch (Next)
        {
            case '"' or '\\' or '/': value.Append(Next); break;
            case 'b': value.Append('\b'); break;
            case 'f': value.Append('\f'); break;
            case 'n': value.Append('\n'); break;
            case 'r': value.Append('\r'); break;
            case 't': value.Append('\t'); break;
            case 'u' when TakeHex() is { } unit:
                if (char.IsHighSurrogate(unit) && text.AsSpan(Position).StartsWith("\\u"))
                {
                    Position++;
                    if (TakeHex() is { } low && char.IsLowSurrogate(low))
                    {
                        value.Append(unit).Append(low);
                        return;
                    }
                }
                if (char.IsSurrogate(unit))
                    Error(ReadingMessages.BadEscape, at, ("escape", text[start..Position]));
                else
                    value.Append(unit);
                return;
            default:
                if (!IsAtEnd && Next is not ('\n' or '\r'))
                    Error(ReadingMessages.BadEscape, at, ("escape", $"\\{Next}"));
                return;
        }
        Position++;
    }

    /// <summary>The code unit of <c>uXXXX</c>, which is passed over; null, with nothing passed over, when it is none.</summary>
    private char? TakeHex()
    {
        if (Position + 5 > text.Length || !ushort.TryParse(text.AsSpan(Position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            return null;
        Position += 5;
        return (char)unit;
    }

    private void SkipComment()
    {
        Error(ReadingMessages.Comment, At);
        var block = text[Position + 1] == '*';
        Position += 2;
        while (!IsAtEnd)
        {
            if (!block && Next is '\n' or '\r')
                return;
            if (block && text.AsSpan(Position).StartsWith("*/"))
            {
                Position += 2;
                return;
            }
            if (Next is '\n' or '\r')
                NewLine();
            else
                Position++;
        }
    }

    private void NewLine()
    {
        Position += text[Position] == '\r' && Position + 1 < text.Length && text[Position + 1] == '\n' ? 2 : 1;
        _line++;
        _lineStart = Position;
    }

    [GeneratedRegex(@"\G[\p{L}\p{N}_$+\-.]{1,40}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
