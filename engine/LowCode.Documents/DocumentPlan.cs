using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Documents.Content;
using LowCode.Documents.Names;
using LowCode.Documents.Rendering;
using LowCode.Documents.Templates;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LowCode.Documents;

/// <summary>A document, compiled over one version of its form. Immutable and thread-safe.</summary>
public sealed class DocumentPlan
{
    private readonly Template _template;
    private readonly FormDefinition _form;
    private readonly FieldLabels _labels;
    private readonly ImmutableArray<string> _decisions;
    private readonly Func<string, OptionListDefinition?> _optionList;
    private readonly bool _runnable;

    private DocumentPlan(
        DocumentDefinition definition, Template template, FormDefinition form, FieldLabels labels, ImmutableArray<string> decisions,
        Func<string, OptionListDefinition?> optionList, bool runnable)
    {
        Definition = definition;
        _template = template;
        _form = form;
        _labels = labels;
        _decisions = decisions;
        _optionList = optionList;
        _runnable = runnable;
    }

    /// <summary>As its author wrote it.</summary>
    public DocumentDefinition Definition { get; }

    /// <summary>
    /// Parses and checks a document's template. What is wrong is in <paramref name="diagnostics"/>, with its position in
    /// the template's file; then the plan that comes back cannot be rendered.
    /// </summary>
    /// <param name="document">The document, with its template's text.</param>
    /// <param name="form">The form that it is about.</param>
    /// <param name="decisions">Names of the decisions over that form.</param>
    /// <param name="optionList">The option list of a name, of this app or another, or null.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public static DocumentPlan Compile(
        DocumentDefinition document, FormDefinition form, ImmutableArray<string> decisions,
        Func<string, OptionListDefinition?> optionList, Diagnostics diagnostics)
    {
        var position = new TemplatePositions("documents/" + document.Template, document.TemplateText);
        var before = diagnostics.Errors;
        void Report(int offset, Message message, (string Name, object? Value)[] arguments)
        {
            if (!diagnostics.IsFull)
                diagnostics.Error(message, position.At(offset), arguments);
        }

        var template = Template.Parse(document.TemplateText, document.Template);
        foreach (var problem in template.Messages.Where(problem => problem.Type == ParserMessageType.Error))
            Report(problem.Span.Start.Offset, DocumentMessages.Syntax, [("problem", problem.Message)]);
        var labels = new FieldLabels(form);
        if (!template.HasErrors && template.Page?.Body is { } body)
        {
            var expressions = new ExpressionChecker(TemplateNames.Of(form, decisions.Distinct()), labels, Report);
            new TemplateChecker(expressions, Report).Check(body);
        }
        return new DocumentPlan(document, template, form, labels, decisions, optionList, diagnostics.Errors == before);
    }

    /// <summary>
    /// Makes the document: a whole HTML page, to be printed. Every value in it is text, whatever it contains; it still
    /// belongs behind a content security policy without scripts.
    /// </summary>
    /// <param name="data">The record, as the reader may see it.</param>
    /// <param name="limits">How much it may be; <see cref="DocumentLimits.Default"/> when null.</param>
    /// <param name="cancel">Stops it between two steps of a loop.</param>
    /// <exception cref="InvalidOperationException">The plan was compiled with errors.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public DocumentResult Render(DocumentData data, DocumentLimits? limits = null, CancellationToken cancel = default)
    {
        if (!_runnable)
            throw new InvalidOperationException($"The document '{Definition.Name}' has errors and cannot be made.");
        limits ??= DocumentLimits.Default;
        var display = new DisplayText(data.Locale, data.Zone, data.Texts, _optionList);
        var values = new TemplateValues(data, display, _labels);
        var context = new LimitedContext(values.Functions(), limits, cancel);
        context.PushGlobal(values.Of(_form, Definition.Title, _decisions));
        try
        {
            var body = _template.Render(context);
            var page = PageFrame.Around(body, Definition.Title.In(data.Locale), Locales.IsEnglish(data.Locale) ? Locales.English : Locales.Chinese);
            return new DocumentResult(page, null);
        }
        catch (TooLargeException problem)
        {
            return TooLarge(problem.Limit);
        }
        catch (ScriptRuntimeException problem)
        {
            if (problem.InnerException is TooLargeException inner)
                return TooLarge(inner.Limit);
            cancel.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"The document '{Definition.Name}' cannot be made: {problem.Message}", problem);
        }
    }

    private static DocumentResult TooLarge(Phrase limit) => new(null, Finding.Of(DocumentMessages.TooLarge, "", ("limit", limit)));
}

/// <summary>A document that was made, or why it could not be.</summary>
/// <param name="Html">The page; null when there is a problem.</param>
/// <param name="Problem">The problem; null when there is a page.</param>
public sealed record DocumentResult(string? Html, Finding? Problem);
