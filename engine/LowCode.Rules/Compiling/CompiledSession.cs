using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Rules.Patterns;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>One evaluation by compiled rules. The engine joins in when a rule is not compiled, and sees what was set and hidden before.</summary>
internal sealed partial class CompiledSession : RuleSession, IInspectable
{
    private readonly CompiledProgram _program;
    private readonly RuleContext _context;
    private readonly Budget _budget;
    private readonly RowFrame _root;
    private Dictionary<Row, RowFrame>? _rows;
    private RuleSession? _engine;
    private OptionDefinition? _option;

    public CompiledSession(CompiledProgram program, Row root, Shape shape, RuleContext context)
    {
        _program = program;
        _context = context;
        _budget = new Budget { Clock = context.Clock };
        _root = new RowFrame(this, root, shape, null);
    }

    /// <inheritdoc/>
    public override RuleProgram Program => _program;

    /// <inheritdoc/>
    public override Row Root => _root.Row;

    public RowFrame RootFrame => _root;

    /// <inheritdoc/>
    public override void Begin()
    {
        _budget.Begin();
        _engine?.Begin();
    }

    /// <inheritdoc/>
    public override bool Holds(Rule rule, Row row) => _program[rule].Condition is { } code
        ? Run(code, rule, row)
        : Engine.Holds(rule, row);

    /// <inheritdoc/>
    public override Value Calculate(Rule rule, Row row)
    {
        if (rule.Site.Target is null)
            throw new ArgumentException("The rule has no slot that takes its value.", nameof(rule));
        return _program[rule].Stored is { } code ? Run(code, rule, row) : Engine.Calculate(rule, row);
    }

    /// <inheritdoc/>
    public override decimal Number(Rule rule, Row row) => _program[rule] switch
    {
        { Number: { } code } => RuleFailure.Of(rule, Run(code, rule, row), RuleResults.Number),
        { Value: { } code } => RuleFailure.Of(rule, Run(code, rule, row), RuleResults.Number),
        _ => Engine.Number(rule, row),
    };

    /// <inheritdoc/>
    public override bool Offers(Rule rule, Row row, OptionDefinition option)
    {
        _option = option;
        return _program[rule].Condition is { } code ? Run(code, rule, row) : Engine.Offers(rule, row, option);
    }

    /// <inheritdoc/>
    public JsonNode? Inspect(Rule rule, Row row) => _program[rule].Value is { } code
        ? RuleResults.Json(Run(code, rule, row))
        : ((IInspectable)Engine).Inspect(rule, row);

    /// <inheritdoc/>
    public override void Set(Row row, Slot slot, Value value)
    {
        FrameOf(row).Set(slot, value);
        if (slot.Kind == ValueKind.Rows)
            _rows = null;
        _engine?.Set(row, slot, value);
    }

    /// <inheritdoc/>
    public override void Hide(Row row, Slot slot, bool hidden)
    {
        FrameOf(row).Hide(slot, hidden);
        _engine?.Hide(row, slot, hidden);
    }

    /// <summary>Runs a rule's code over a row; throws <see cref="RuleException"/>.</summary>
    public T Run<T>(Func<RowFrame, T> code, Rule rule, Row row)
    {
        var frame = FrameOf(row);
        try
        {
            return code(frame);
        }
        catch (RuleFailure failure)
        {
            throw failure.At(rule);
        }
    }

    /// <summary>A rule begins that calls arrow functions.</summary>
    public void BeginRule() => _budget.Reset();

    /// <summary>An arrow function is called.</summary>
    public void Step() => _budget.Check();

    /// <summary>Arrow functions that neither fail nor take long were called.</summary>
    public void Steps(int count) => _budget.Check(count);

    /// <summary>A text that is read or was made, or a list: counted when it is large.</summary>
    public string Weigh(string text)
    {
        _budget.Weigh(text.Length);
        return text;
    }

    /// <inheritdoc cref="Weigh(string)"/>
    public RuleValue[] Weigh(RuleValue[] list)
    {
        _budget.Weigh(list.Length);
        return list;
    }

    /// <inheritdoc cref="Weigh(string)"/>
    public RuleValue Weigh(RuleValue value)
    {
        if (value.IsText)
            _budget.Weigh(value.Text.Length);
        return value;
    }

    /// <inheritdoc cref="Weigh(string)"/>
    public RowFrame[] Weigh(RowFrame[] rows)
    {
        _budget.Weigh(rows.Length);
        return rows;
    }

    /// <summary>Whether a text that is not too long matches a pattern.</summary>
    public bool Matches(Pattern pattern, string text)
    {
        if (text.Length > Limits.Characters)
            throw new RuleFailure(RuleFailureMessages.TextLength, ("max", Limits.Characters));
        return pattern.Matches(Weigh(text));
    }

    public RuleValue Lookup(string set, Slot slot, RuleValue reference)
    {
        var row = reference.IsText && Guid.TryParse(reference.Text, out var id) ? _context.References.Find(set, id) : null;
        return RowFrame.ValueOf(row is null ? default : row[slot.Index], slot.Kind);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _engine?.Dispose();
        _engine = null;
    }

    private RuleSession Engine => _engine ??= OpenEngine();

    private RuleSession OpenEngine()
    {
        var engine = _program.Interpreted.Open(Root, _context);
        Hide(_root);
        return engine;

        void Hide(RowFrame frame)
        {
            foreach (var slot in frame.Row.Shape.Slots)
            {
                if (frame.Hidden is { } hidden && hidden[slot.Index])
                    engine.Hide(frame.Row, slot, true);
                if (slot.Kind != ValueKind.Rows)
                    continue;
                foreach (var row in frame.AllRowsAt(slot.Index))
                    Hide(row);
            }
        }
    }

    private RowFrame FrameOf(Row row)
    {
        if (ReferenceEquals(row, Root))
            return _root;
        if (_rows is null)
        {
            // Rows are equal by content; here each is itself.
            _rows = new Dictionary<Row, RowFrame>(ReferenceEqualityComparer.Instance);
            AddTables(_root);
        }
        return _rows.TryGetValue(row, out var frame)
            ? frame
            : throw new ArgumentException("The row is not part of the record under evaluation.", nameof(row));
    }

    private void AddTables(RowFrame frame)
    {
        foreach (var slot in frame.Row.Shape.Slots)
        {
            if (slot.Kind != ValueKind.Rows)
                continue;
            foreach (var inner in frame.AllRowsAt(slot.Index))
            {
                _rows![inner.Row] = inner;
                AddTables(inner);
            }
        }
    }
}
