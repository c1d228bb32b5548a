using System.Text;
using LowCode.Definitions.Messages;

namespace LowCode.Documents.Markup;

/// <summary>
/// Reads the literal parts of a template as HTML, piece by piece, and knows at the end of each where it stands, so that
/// values are let in only where escaping makes them harmless. Stricter than browsers: what they would repair is an error.
/// </summary>
/// <param name="report">Told of each mistake: where in the template, and what.</param>
internal sealed class MarkupScanner(Action<int, Message, (string Name, object? Value)[]> report)
{
    private const string StyleEnd = "</style>";

    private readonly StringBuilder _collected = new();
    private State _state = State.Text;
    private string _element = "";
    private string _attribute = "";
    private bool _closing;
    private char _quote;
    private int _start;
    private bool _failed;

    private enum State
    {
        Text,
        TagName,
        BeforeAttribute,
        AttributeName,
        BeforeEquals,
        BeforeValue,
        Value,
        SelfClosing,
        Style,
    }

    /// <summary>True between elements: where statements may stand.</summary>
    public bool IsInText => _state == State.Text;

    /// <summary>True where a value may stand: in text, or in the quotes of an attribute that only ever is text.</summary>
    public bool TakesValues => _state == State.Text || (_state == State.Value && MarkupRules.AllowsValues(_attribute));

    /// <summary>Where in the template the tag, attribute or style begins that is not complete yet.</summary>
    public int Begun => _start;

    /// <summary>Goes back to text after a mistake was reported, so that one mistake is one message.</summary>
    public void Recover() => _state = State.Text;

    /// <summary>Reads the next literal part, which begins at <paramref name="offset"/> in the template.</summary>
    public void Read(ReadOnlySpan<char> text, int offset)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (_state == State.Text && text[i] == '<')
            {
                i = Open(text, i, offset) - 1;
                continue;
            }
            Step(text[i], offset + i);
            if (!_failed)
                continue;
            _failed = false;
            _state = State.Text;
        }
    }

    // A '<' in text: a tag begins, or it is a mistake. Returns where to go on.
    private int Open(ReadOnlySpan<char> text, int at, int offset)
    {
        var next = at + 1;
        _closing = next < text.Length && text[next] == '/';
        if (_closing)
            next++;
        if (next >= text.Length || !char.IsAsciiLetter(text[next]))
        {
            report(offset + at, DocumentMessages.BadMarkup, []);
            return at + 1;
        }
        _state = State.TagName;
        _element = "";
        _start = offset + at;
        return next;
    }

    private void Step(char c, int at)
    {
        switch (_state)
        {
            case State.Text: break;
            case State.TagName when char.IsAsciiLetterOrDigit(c): _element += char.ToLowerInvariant(c); break;
            case State.TagName: EndName(c, at); break;
            case State.BeforeAttribute: BeforeAttribute(c, at); break;
            case State.AttributeName when char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':': _attribute += char.ToLowerInvariant(c); break;
            case State.AttributeName or State.BeforeEquals: BeforeEquals(c, at); break;
            case State.BeforeValue: BeforeValue(c, at); break;
            case State.Value when c == _quote: EndValue(); break;
            case State.Value or State.Style: Collect(c, at); break;
            case State.SelfClosing when c == '>': _state = State.Text; break;
            default: Fail(at); break;
        }
    }

    private void EndName(char c, int at)
    {
        if (!MarkupRules.AllowsElement(_element))
        {
            report(_start, DocumentMessages.BadElement, [("element", _element)]);
            // Reading on would only find what follows from it.
            _element = "";
        }
        BeforeAttribute(c, at);
    }

    private void BeforeAttribute(char c, int at)
    {
        if (c == '>')
        {
            _state = _element == "style" && !_closing ? State.Style : State.Text;
            _collected.Clear();
        }
        else if (c == '/' && !_closing && _element != "style")
        {
            _state = State.SelfClosing;
        }
        else if (char.IsAsciiLetter(c) && !_closing && _state == State.BeforeAttribute)
        {
            _state = State.AttributeName;
            _attribute = char.ToLowerInvariant(c).ToString();
            _start = at;
        }
        else if (IsSpace(c))
        {
            _state = State.BeforeAttribute;
        }
        else
        {
            Fail(at);
        }
    }

    private void BeforeEquals(char c, int at)
    {
        if (c == '=')
        {
            _state = State.BeforeValue;
            if (_element.Length > 0 && !MarkupRules.AllowsAttribute(_element, _attribute))
            {
                report(_start, DocumentMessages.BadAttribute, [("element", _element), ("attribute", _attribute)]);
                _attribute = "title";
            }
        }
        else if (IsSpace(c))
        {
            _state = State.BeforeEquals;
        }
        else
        {
            Fail(at);
        }
    }

    private void BeforeValue(char c, int at)
    {
        if (c is '"' or '\'')
        {
            _state = State.Value;
            _quote = c;
            _collected.Clear();
        }
        else if (!IsSpace(c))
        {
            Fail(at);
        }
    }

    private void EndValue()
    {
        if (!MarkupRules.AllowsValue(_attribute, _collected.ToString()))
            report(_start, DocumentMessages.BadAttribute, [("element", _element), ("attribute", _attribute)]);
        _state = State.BeforeAttribute;
        _quote = '\0';
    }

    private void Collect(char c, int at)
    {
        if (_state == State.Style && _collected.Length == 0)
            _start = at;
        _collected.Append(c);
        if (_state != State.Style || c != '>')
            return;
        var style = _collected.ToString();
        if (!style.EndsWith(StyleEnd, StringComparison.OrdinalIgnoreCase))
            return;
        if (MarkupRules.BadStyle(style[..^StyleEnd.Length]) is { } bad)
            report(_start, DocumentMessages.BadStyle, [("text", bad)]);
        _state = State.Text;
    }

    private void Fail(int at)
    {
        report(at, DocumentMessages.BadMarkup, []);
        _failed = true;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
