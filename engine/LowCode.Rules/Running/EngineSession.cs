using System.Text.Json.Nodes;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Rules.Results;

namespace LowCode.Rules.Running;

/// <summary>One evaluation in one engine.</summary>
internal sealed class EngineSession : RuleSession, IInspectable
{
    private readonly EngineProgram _program;
    private readonly RowCells _root;
    private EngineHost? _host;
    private Dictionary<Row, RowCells>? _rows;

    public EngineSession(EngineProgram program, EngineHost host, Row root, Shape shape, RuleContext context)
    {
        _program = program;
        _host = host;
        Root = root;
        _root = host.Begin(root, shape, context);
    }

    /// <inheritdoc/>
    public override RuleProgram Program => _program;

    /// <inheritdoc/>
    public override Row Root { get; }

    private EngineHost Host => _host ?? throw new ObjectDisposedException(nameof(RuleSession));

    /// <inheritdoc/>
    public override void Begin() => Host.Begin();

    /// <inheritdoc/>
    public override bool Holds(Rule rule, Row row) => Conversions.Truth(Run(rule, row));

    /// <inheritdoc/>
    public override Value Calculate(Rule rule, Row row)
    {
        var slot = rule.Site.Target ?? throw new ArgumentException("The rule has no slot that takes its value.", nameof(rule));
        return RuleFailure.Of(rule, Run(rule, row), result => RuleResults.ValueOf(result, slot.Kind, _program.ScaleOf(rule.Site.Scope, slot)));
    }

    /// <inheritdoc/>
    public override decimal Number(Rule rule, Row row) => RuleFailure.Of(rule, Run(rule, row), RuleResults.Number);

    /// <inheritdoc/>
    public override bool Offers(Rule rule, Row row, OptionDefinition option) =>
        Conversions.Truth(Run(rule, row, option));

    /// <inheritdoc/>
    public JsonNode? Inspect(Rule rule, Row row) => RuleResults.Json(Run(rule, row));

    /// <inheritdoc/>
    public override void Set(Row row, Slot slot, Value value)
    {
        CellsOf(row).Set(slot, value);
        if (slot.Kind == ValueKind.Rows)
            _rows = null;
    }

    /// <inheritdoc/>
    public override void Hide(Row row, Slot slot, bool hidden) => CellsOf(row).Hide(slot, hidden);

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_host is not null)
            _program.Return(_host);
        _host = null;
    }

    private RuleValue Run(Rule rule, Row row, OptionDefinition? option = null) => ScriptValues.Result(Host.Run(rule, CellsOf(row), option));

    private RowCells CellsOf(Row row)
    {
        if (ReferenceEquals(row, Root))
            return _root;
        if (_rows is null)
        {
            // Rows are equal by content; here each is itself.
            _rows = new Dictionary<Row, RowCells>(ReferenceEqualityComparer.Instance);
            AddTables(_root);
        }
        return _rows.TryGetValue(row, out var cells)
            ? cells
            : throw new ArgumentException("The row is not part of the record under evaluation.", nameof(row));
    }

    private void AddTables(RowCells cells)
    {
        foreach (var slot in cells.Row.Shape.Slots)
        {
            if (slot.Kind != ValueKind.Rows)
                continue;
            foreach (var row in cells.Rows(slot.Index))
            {
                _rows![row.Row] = row;
                AddTables(row);
            }
        }
    }
}
