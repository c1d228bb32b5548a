using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime;
using Jint.Runtime.Interop;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Rules.Functions;

namespace LowCode.Rules.Running;

/// <summary>
/// One engine with all rules of a program compiled in it. Serves one evaluation at a time, then the next; rules leave
/// nothing behind in it, because the language has no way to change anything.
/// </summary>
internal sealed class EngineHost : IDisposable
{
    private readonly EngineScript _script;
    private readonly Engine _engine;
    private readonly Budget _budget = new();
    private readonly Function[] _functions;
    private RuleContext? _context;
    private readonly JsValue?[] _me = new JsValue?[4];
    private OptionDefinition? _option;

    public EngineHost(EngineScript script)
    {
        _script = script;
        _engine = new Engine(options =>
        {
            options.Strict = true;
            options.Constraints.MaxRecursionDepth = 64;
            options.Constraints.StackOverflowGuard = true;
            options.Constraints.RegexTimeout = TimeSpan.FromMilliseconds(100);
            options.Host.StringCompilationAllowed = false;
            options.Constraint(_budget);
        });
        ReplaceBuiltIns();
        var make = (Function)_engine.Evaluate(script.Prepared);
        var functions = (JsArray)_engine.Call(make, JsValue.Undefined, new ScriptLibrary(this, _engine).Arguments());
        _functions = [.. ScriptValues.Items(functions).Cast<Function>()];
    }

    /// <summary>True after a rule was stopped in its middle: the engine is not used for another evaluation.</summary>
    public bool IsSpoiled { get; private set; }

    /// <summary>What the evaluation under way may ask.</summary>
    public RuleContext Context => _context ?? throw new InvalidOperationException("No evaluation is under way.");

    /// <summary>What may be used is counted from here.</summary>
    public void Begin() => _budget.Begin();

    /// <summary>Begins an evaluation.</summary>
    public RowCells Begin(Row root, Shape shape, RuleContext context)
    {
        _context = context;
        _budget.Clock = context.Clock;
        Begin();
        return new RowCells(_engine, root, shape, null);
    }

    /// <summary>Ends it: nothing of its record stays behind.</summary>
    public void End()
    {
        _context = null;
        _option = null;
        Array.Clear(_me);
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    /// <summary>Runs a rule over a row, for an option in a filter.</summary>
    public JsValue Run(Rule rule, RowCells row, OptionDefinition? option = null)
    {
        _option = option;
        try
        {
            return _engine.Call(_functions[rule.Index], JsValue.Undefined, row.Arguments);
        }
        catch (RuleFailure failure)
        {
            IsSpoiled = true;
            throw failure.At(rule);
        }
        catch (JavaScriptException failure)
        {
            throw new RuleException(rule, RuleFailureMessages.NothingThere, [], failure);
        }
        catch (JintException failure)
        {
            IsSpoiled = true;
            throw new RuleException(rule, RuleFailureMessages.Failed, [("detail", failure.Message)], failure);
        }
        catch (InsufficientExecutionStackException failure)
        {
            IsSpoiled = true;
            throw new RuleException(rule, RuleFailureMessages.Failed, [("detail", failure.Message)], failure);
        }
    }

    public JsValue ReadMe(int member) => _me[member] ??= member switch
    {
        0 => ScriptValues.Text(Context.Me.Name),
        1 => ScriptValues.Text(Context.Me.Title),
        2 => ScriptValues.Text(Context.Me.Division),
        _ => ScriptValues.List(_engine, [.. Context.Me.Roles.Select(ScriptValues.Text)]),
    };

    public JsValue ReadRecord(int member)
    {
        var record = Context.Record;
        return ScriptValues.TextOrNull(member switch
        {
            0 => record.Id?.ToString(),
            1 => record.State,
            2 => record.Division,
            3 => record.CreatedBy,
            _ => record.CreatedAt is { } at ? Dates.Write(at) : null,
        });
    }

    public JsValue ReadOption(int member) => ScriptValues.TextOrNull(member switch
    {
        0 => _option!.Code,
        1 => _option!.Parent,
        _ => _option!.Title.Original,
    });

    public JsValue Test(int pattern, JsValue value)
    {
        var text = ScriptValues.Written(value);
        if (text.Length > Limits.Characters)
            throw new RuleFailure(RuleFailureMessages.TextLength, ("max", Limits.Characters));
        _budget.Weigh(text.Length);
        return ScriptValues.Truth(_script.Patterns[pattern].Matcher.IsMatch(text));
    }

    /// <summary>A text or list that is read or was made: counted when it is large.</summary>
    public JsValue Weigh(JsValue value)
    {
        _budget.Weigh(value is JsArray list ? list.Length : value is JsString text ? text.Length : 0);
        return value;
    }

    public JsValue OptionText(int table, JsValue code)
    {
        if (code is JsArray codes)
            return ScriptValues.List(_engine, [.. ScriptValues.Items(codes).Select(item => OptionText(table, item))]);
        return code.IsString() && _script.Options[table].TryGetValue(code.AsString(), out var text)
            ? ScriptValues.TextOrNull(text)
            : JsValue.Null;
    }

    public JsValue Lookup(int lookup, JsValue reference)
    {
        var (set, slot) = _script.Lookups[lookup];
        var row = reference.IsString() && Guid.TryParse(reference.AsString(), out var id) ? Context.References.Find(set, id) : null;
        return row is null ? ScriptValues.Empty(_engine, slot.Kind) : ScriptValues.Read(_engine, row[slot.Index], slot.Kind);
    }

    // The only methods of the language that make something longer than what they are given are limited, and those that
    // copy or search all of it are counted; where the engine's own differ from browsers' to the last bit or letter, ours
    // stand instead.
    private void ReplaceBuiltIns()
    {
        var install = (Function)_engine.Evaluate(
            """
            (join, concat, concatTexts, upper, lower, weigh) => {
                const lists = Array.prototype, texts = String.prototype;
                Object.assign(lists, { join, concat });
                Object.assign(texts, { concat: concatTexts, toUpperCase: upper, toLowerCase: lower });
                for (const of of [lists, texts])
                    for (const name of ['slice', 'split', 'includes', 'indexOf', 'lastIndexOf']) {
                        const own = of[name];
                        if (own) of[name] = function (...given) { weigh(this); return own.apply(this, given); };
                    }
            }
            """);
        _engine.Call(install, JsValue.Undefined,
        [
            new ClrFunction(_engine, "join", (list, arguments) => Weigh(ScriptTexts.Join((JsArray)list, arguments))),
            new ClrFunction(_engine, "concat", (list, arguments) => Weigh(ScriptTexts.Concat(_engine, (JsArray)list, arguments))),
            new ClrFunction(_engine, "concat", (text, arguments) => Weigh(ScriptTexts.Concat(text, arguments))),
            new ClrFunction(_engine, "toUpperCase", (text, _) => Weigh(ScriptValues.Text(LetterCase.ToUpper(text.AsString())))),
            new ClrFunction(_engine, "toLowerCase", (text, _) => Weigh(ScriptValues.Text(LetterCase.ToLower(text.AsString())))),
            new ClrFunction(_engine, "weigh", (_, arguments) =>
            {
                // The function around this call is ours, not a step of the rule.
                _budget.Refund();
                return Weigh(arguments[0]);
            }),
        ]);
        _engine.SetValue("String", new ClrFunction(_engine, "String", (_, arguments) => ScriptValues.Text(ScriptValues.Written(arguments[0]))));
        _engine.SetValue("parseFloat", new ClrFunction(_engine, "parseFloat", (_, arguments) =>
            JsNumber.Create(NumberTexts.ParseFloat(ScriptValues.Written(arguments[0])))));
        _engine.SetValue("parseInt", new ClrFunction(_engine, "parseInt", (_, arguments) => JsNumber.Create(NumberTexts.ParseInt(
            ScriptValues.Written(arguments[0]), arguments.Length > 1 ? TypeConverter.ToNumber(arguments[1]) : 0))));
    }
}
