using LowCode.Definitions.Messages;
using LowCode.Documents.Markup;
using Scriban.Syntax;

namespace LowCode.Documents.Templates;

/// <summary>
/// Checks a parsed template: only what is listed here is let through. A template that passes cannot loop without end,
/// call anything but our functions, or put a value where it would be markup.
/// </summary>
internal sealed class TemplateChecker
{
    private readonly MarkupScanner _markup;
    private readonly ExpressionChecker _expressions;
    private readonly Action<int, Message, (string Name, object? Value)[]> _report;

    public TemplateChecker(ExpressionChecker expressions, Action<int, Message, (string Name, object? Value)[]> report)
    {
        _expressions = expressions;
        _report = report;
        _markup = new MarkupScanner(report);
    }

    public void Check(ScriptBlockStatement page)
    {
        CheckStatements(page);
        if (!_markup.IsInText)
            _report(_markup.Begun, DocumentMessages.BadMarkup, []);
    }

    private void CheckStatements(ScriptBlockStatement block)
    {
        foreach (var statement in block.Statements)
        {
            var at = statement.Span.Start.Offset;
            switch (statement)
            {
                case ScriptRawStatement raw: _markup.Read(raw.Text.ToString(), at); break;
                case ScriptExpressionStatement { Expression: { } expression }:
                    Expect(_markup.TakesValues, at);
                    _expressions.CheckPrinted(expression);
                    break;
                case ScriptIfStatement branch:
                    Expect(_markup.IsInText, at);
                    CheckIf(branch);
                    break;
                case ScriptForStatement loop when loop.GetType() == typeof(ScriptForStatement):
                    Expect(_markup.IsInText, at);
                    CheckFor(loop);
                    break;
                case ScriptEscapeStatement or ScriptEndStatement or ScriptNopStatement: break;
                default: _expressions.Refuse(statement); break;
            }
        }
    }

    private void CheckIf(ScriptIfStatement branch)
    {
        if (branch.Condition is { } condition)
            _expressions.Check(condition);
        CheckBody(branch.Then);
        CheckElse(branch.Else);
    }

    private void CheckElse(ScriptConditionStatement? otherwise)
    {
        if (otherwise is ScriptIfStatement branch)
            CheckIf(branch);
        else if (otherwise is ScriptElseStatement last)
            CheckBody(last.Body);
    }

    private void CheckFor(ScriptForStatement loop)
    {
        if (loop.NamedArguments is { Count: > 0 } arguments)
            _expressions.Refuse(arguments[0]);
        if (loop.Iterator is not { } list || loop.Variable is not ScriptVariableGlobal { Name: var name })
        {
            _expressions.Refuse(loop);
            return;
        }
        _expressions.Enter(name, list);
        CheckBody(loop.Body);
        _expressions.Leave(name);
        CheckElse(loop.Else);
    }

    private void CheckBody(ScriptBlockStatement? body)
    {
        if (body is null)
            return;
        CheckStatements(body);
        if (_markup.IsInText)
            return;
        _report(_markup.Begun, DocumentMessages.BrokenBlock, []);
        _markup.Recover();
    }

    private void Expect(bool fits, int at)
    {
        if (fits)
            return;
        _report(at, DocumentMessages.NotHere, []);
    }
}
