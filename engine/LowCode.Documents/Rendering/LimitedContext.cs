using System.Net;
using LowCode.Definitions.Messages;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LowCode.Documents.Rendering;

/// <summary>
/// A Scriban context in which every value that is printed is escaped as HTML text, nothing can be loaded, and work and
/// text are limited over all loops together.
/// </summary>
internal sealed class LimitedContext : TemplateContext
{
    private readonly int _lines;
    private int _steps;

    public LimitedContext(ScriptObject functions, DocumentLimits limits, CancellationToken cancel)
        : base(functions, StringComparer.Ordinal)
    {
        _lines = limits.Lines;
        CancellationToken = cancel;
        TemplateLoader = null;
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        LoopLimit = 0;
        RecursiveLimit = 32;
        ObjectRecursionLimit = 8;
        OutputLimit = 0;
        LimitToString = limits.Characters;
        OnStringLimit = ScriptLimitBehavior.Throw;
        PushOutput(new LimitedOutput(limits.Characters));
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (textAsObject is not null)
            Write(WebUtility.HtmlEncode(ObjectToString(textAsObject)) ?? "");
        return this;
    }

    protected override bool OnStepLoop(ScriptLoopStatementBase loop)
    {
        if (++_steps > _lines)
            throw new TooLargeException(new Phrase(DocumentMessages.Lines) { Arguments = [("count", _lines)] });
        return base.OnStepLoop(loop);
    }
}
