using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Patterns;
using LowCode.Rules.Types;

namespace LowCode.Rules.Running;

/// <summary>
/// Writes checked rules as one script for the engine: a function of the library's functions that gives a list of
/// functions, one a rule, of the rule's row (<c>r0</c>) and the rows around it (<c>r1</c>…). Fields are read by slot
/// number. What could make long texts goes through the library, which limits it.
/// </summary>
/// <param name="target">Where the script will run; it means the same everywhere.</param>
internal sealed class ScriptWriter(ScriptTarget target)
{
    private readonly StringBuilder _out = new();
    private readonly List<Pattern> _patterns = [];
    private readonly List<OptionTable> _options = [];
    private readonly List<LookupTarget> _lookups = [];

    /// <summary>Patterns by the number under which the script tests them.</summary>
    public ImmutableArray<Pattern> Patterns => [.. _patterns];

    /// <summary>Option lists by the number under which the script asks them.</summary>
    public ImmutableArray<OptionTable> Options => [.. _options];

    /// <summary>Fields of referenced records by the number under which the script reads them.</summary>
    public ImmutableArray<LookupTarget> Lookups => [.. _lookups];

    /// <summary>The script for the rules, in their order.</summary>
    public string Write(IEnumerable<(RuleExpression Expression, int Rows)> rules)
    {
        _out.Append('(').Append(ScriptLibrary.Parameters).Append(target == ScriptTarget.Module ? ModuleParameters : "").Append(") => [\n");
        foreach (var (expression, rows) in rules)
        {
            _out.Append('(').AppendJoin(',', Enumerable.Range(0, rows).Select(row => $"r{row}")).Append(")=>(");
            Write(expression);
            _out.Append("),\n");
        }
        return _out.Append(']').ToString();
    }

    private void Write(RuleExpression expression)
    {
        switch (expression)
        {
            case Constant constant: WriteConstant(constant); break;
            case FieldRead read: Text($"r{read.Outwards}[{read.Slot.Index}]"); break;
            case LocalRead read: Text($"a{read.Local.Id}"); break;
            case ContextRead read: _out.Append(read.Object switch { ContextObject.Me => "$me", ContextObject.Record => "$record", _ => "$option" }); break;
            case MemberRead read:
                Base(read.Object);
                Text($"{(read.Optional ? "?." : "")}[{read.Member.Index}]");
                break;
            case LengthRead read:
                Base(read.Object);
                _out.Append(read.Optional ? "?.length" : ".length");
                break;
            case ItemRead read:
                Base(read.Object);
                _out.Append(read.Optional ? "?.[" : "[");
                Write(read.Index);
                _out.Append(']');
                break;
            case Chain chain: Wrapped(chain.Inner); break;
            case Unary unary:
                _out.Append(unary.Operator);
                Wrapped(unary.Operand);
                break;
            case Binary { Operator: "+" } addition when addition.Type.MayBe(RuleKinds.Text): Call("$add", addition.Left, addition.Right); break;
            case Binary binary: Infix(binary.Left, binary.Operator, binary.Right); break;
            case Logical logical: Infix(logical.Left, logical.Operator, logical.Right); break;
            case Conditional conditional:
                Wrapped(conditional.Test);
                _out.Append('?');
                Wrapped(conditional.Then);
                _out.Append(':');
                Wrapped(conditional.Else);
                break;
            case Template template: WriteTemplate(template); break;
            case ListLiteral list: Items('[', list.Items, ']'); break;
            case MethodCall call:
                Base(call.Object);
                _out.Append(MethodName(call));
                Items('(', call.Arguments, ')');
                break;
            case FunctionCall call: Call(call.Function.IsNative ? call.Function.Name : "$" + call.Function.Name, [.. call.Arguments]); break;
            case OptionCall call: Numbered("$option_text", IndexOf(_options, new OptionTable(call.Choice.List, call.Parent)), call.Code); break;
            case LookupCall call: Numbered("$lookup", IndexOf(_lookups, new LookupTarget(call.Set, call.Slot)), call.Reference); break;
            case PatternTest test: Numbered("$test", IndexOf(_patterns, test.Pattern), test.Text); break;
            case Lambda lambda:
                _out.Append('(').AppendJoin(',', lambda.Parameters.Select(local => $"a{local.Id}")).Append(target == ScriptTarget.Module ? ")=>($step()," : ")=>(");
                Write(lambda.Body);
                _out.Append(')');
                break;
            default: throw new InvalidOperationException($"No script for {expression.GetType().Name}.");
        }
    }

    // An engine of ours has limited methods under their own names; in a page they stand beside JavaScript's own, under symbols.
    private string MethodName(MethodCall call) => (target, call.Method.Name) switch
    {
        (ScriptTarget.Module, "join" or "concat") => $"{(call.Optional ? "?." : "")}[${call.Method.Name}]",
        _ => $"{(call.Optional ? "?." : ".")}{call.Method.Name}",
    };

    private void WriteConstant(Constant constant)
    {
        switch (constant.Value)
        {
            case null: _out.Append(constant.Type == RuleType.Undefined ? "(void 0)" : "null"); break;
            case bool value: _out.Append(value ? "true" : "false"); break;
            case double number: Text($"({number:R})"); break;
            case string text: WriteQuoted(text); break;
        }
    }

    // Unit by unit, not as JSON: a text may be cut in the middle of a character.
    private void WriteQuoted(string text)
    {
        _out.Append('"');
        foreach (var unit in text)
        {
            if (char.IsAsciiLetterOrDigit(unit) || unit is ' ' or '.' or ',' or ':' or '-' or '_' or '/' or '(' or ')')
                _out.Append(unit);
            else
                Text($"\\u{(int)unit:x4}");
        }
        _out.Append('"');
    }

    private void WriteTemplate(Template template)
    {
        _out.Append("$template(");
        for (var i = 0; i < template.Texts.Length; i++)
        {
            if (i > 0)
            {
                _out.Append(',');
                Write(template.Parts[i - 1]);
                _out.Append(',');
            }
            WriteConstant(new Constant(template.Texts[i], RuleType.Text));
        }
        _out.Append(')');
    }

    // In a chain the parts must stay one expression, so that a base that is null ends all of it.
    private void Base(RuleExpression expression)
    {
        if (expression is FieldRead or LocalRead or ContextRead or MemberRead or LengthRead or ItemRead or MethodCall or Chain)
            Write(expression);
        else
            Wrapped(expression);
    }

    private void Wrapped(RuleExpression expression)
    {
        _out.Append('(');
        Write(expression);
        _out.Append(')');
    }

    private void Infix(RuleExpression left, string symbol, RuleExpression right)
    {
        Wrapped(left);
        _out.Append(symbol);
        Wrapped(right);
    }

    private void Call(string name, params ReadOnlySpan<RuleExpression> arguments)
    {
        _out.Append(name);
        Items('(', [.. arguments], ')');
    }

    private void Numbered(string name, int number, RuleExpression argument)
    {
        Text($"{name}({number},");
        Write(argument);
        _out.Append(')');
    }

    private void Items(char open, ImmutableArray<RuleExpression> items, char close)
    {
        _out.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
                _out.Append(',');
            Write(items[i]);
        }
        _out.Append(close);
    }

    private void Text(FormattableString text) => _out.Append(text.ToString(CultureInfo.InvariantCulture));

    private static int IndexOf<T>(List<T> all, T item)
    {
        var index = all.IndexOf(item);
        if (index < 0)
        {
            index = all.Count;
            all.Add(item);
        }
        return index;
    }

    private const string ModuleParameters = ",$step,$join,$concat";
}

/// <summary>Where a script runs.</summary>
internal enum ScriptTarget
{
    /// <summary>In a pooled engine, whose built-ins are limited and whose steps the engine counts.</summary>
    Engine,

    /// <summary>In a page or on Node, as part of a static module: steps are counted by the script.</summary>
    Module,
}

/// <summary>What a rule asks of an option list: titles or parents.</summary>
internal sealed record OptionTable(Definitions.Model.OptionListDefinition List, bool Parent);

/// <summary>A field of the records of a set.</summary>
internal sealed record LookupTarget(string Set, Slot Slot);
