using System.Text;
using LowCode.Definitions.Messages;
using Scriban.Runtime;

namespace LowCode.Documents.Rendering;

/// <summary>Takes text up to a limit; more than that is an error, never a document that is cut off.</summary>
internal sealed class LimitedOutput(int characters) : IScriptOutput
{
    private readonly StringBuilder _text = new();

    public void Write(string text, int offset, int count)
    {
        if (_text.Length + count > characters)
            throw new TooLargeException(new Phrase(DocumentMessages.Characters) { Arguments = [("count", characters)] });
        _text.Append(text, offset, count);
    }

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }

    public override string ToString() => _text.ToString();
}

/// <summary>A limit was passed; never leaves this project.</summary>
internal sealed class TooLargeException(Phrase limit) : Exception
{
    public Phrase Limit { get; } = limit;
}
