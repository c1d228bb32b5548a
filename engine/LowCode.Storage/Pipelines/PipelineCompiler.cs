using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Turns steps into stages, one after another, and says what each gives.</summary>
internal sealed class PipelineCompiler
{
    private readonly List<StageMaker> _makers = [];
    private PipelineLayout _layout;
    private bool _inOrder;
    private bool _isStateless = true;
    private int _foldAt = -1;

    private PipelineCompiler(PipelineLayout layout, bool inOrder) => (_layout, _inOrder) = (layout, inOrder);

    /// <summary>Compiles steps; what has no meaning or is not supported throws <see cref="NotSupportedException"/>.</summary>
    /// <param name="layout">What the rows before the first step have.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="inOrder">True when those rows come in their order.</param>
    public static CompiledPipeline Compile(PipelineLayout layout, IEnumerable<PipelineStep> steps, bool inOrder)
    {
        var compiler = new PipelineCompiler(layout, inOrder);
        var all = steps.ToList();
        for (var i = 0; i < all.Count; i++)
            compiler.Add(all[i], Wanted(all, i + 1));
        return new CompiledPipeline(compiler._makers, compiler._layout, compiler._inOrder) { FoldAt = compiler._foldAt };
    }

    // How many rows the steps from one on can use of sorted ones.
    private static long Wanted(List<PipelineStep> steps, int from)
    {
        var skip = from < steps.Count && steps[from] is SkipStep skipping ? skipping.Rows : 0;
        if (skip > 0)
            from++;
        return from < steps.Count && steps[from] is TopStep top && top.Rows <= long.MaxValue - skip ? skip + top.Rows : long.MaxValue;
    }

    private void Add(PipelineStep step, long wanted)
    {
        switch (step)
        {
            case FilterStep filter:
                var condition = Compile(filter.Condition).Truth;
                _makers.Add((run, next) => new FilterStage(condition, run, next));
                return;
            case ComputeStep compute: Add(compute); return;
            case JoinStep join: Add(join); return;
            case AggregateStep aggregate: Add(GroupCompiler.Aggregation(_layout, aggregate)); break;
            case GroupByStep group: Add(GroupCompiler.Grouping(_layout, group)); break;
            case OrderByStep order: Sort([.. order.Terms], wanted); break;
            case TopStep top: Slice(0, Checked(top.Rows), wanted); break;
            case SkipStep skip: Slice(Checked(skip.Rows), long.MaxValue, wanted); break;
            case RankStep rank: Add(rank); break;
            case ConcatStep concat: Add(concat); break;
            default: throw new NotSupportedException($"Steps of type {step.GetType().Name} are not supported.");
        }
        (_isStateless, _inOrder) = (false, true);
    }

    private void Add(ComputeStep step)
    {
        var compiled = step.Columns.Select(column => (column.Name, Of: Compile(column.Of))).ToArray();
        var columns = Array.ConvertAll(compiled, column => new ComputedColumn(column.Name, column.Of.Kind));
        var expressions = Array.ConvertAll(compiled, column => column.Of.Value);
        _layout = _layout with { Columns = Distinct([.. _layout.Columns, .. columns]) };
        _makers.Add((run, next) => new ComputeStage(columns, expressions, run, next));
    }

    private void Add(JoinStep step)
    {
        var members = Compile(step.Collection);
        if (!_layout.HasRecord || members.Kind is not (ValueKind.Rows or ValueKind.Empty))
            throw new NotSupportedException($"Members of {members.Kind} are not joined.");
        var where = step.Where is null ? null : Compile(step.Where).Truth;
        // Of table rows, and of what has been joined before, several are of one record.
        var isPlaced = _layout.OverRows || _layout.Columns.Any(column => column.Kind is ValueKind.Rows);
        if (isPlaced && !_inOrder)
            Sort([], long.MaxValue);
        var column = new ComputedColumn(step.Name, ValueKind.Rows);
        _layout = _layout with { Columns = Distinct([.. _layout.Columns, column]) };
        if (isPlaced)
            (_isStateless, _inOrder) = (false, true);
        _makers.Add((run, next) => new JoinStage(column, members.Value, where, step.IsOuter, isPlaced, run, next));
    }

    private void Add((GroupPlan Plan, PipelineLayout Layout) group)
    {
        if (_isStateless)
            _foldAt = _makers.Count;
        _layout = group.Layout;
        _makers.Add((run, next) => new GroupStage(group.Plan, run, next));
    }

    private void Add(RankStep step)
    {
        var by = Compile(step.By);
        if (step.Measure is RankMeasure.Count)
            CheckOrder(by.Kind);
        else
            Calculations.CheckNumber(by.Kind);
        if (step.Limit < 0 || (step.Measure is RankMeasure.Percent && step.Limit > 100) || (step.Measure is RankMeasure.Count && !decimal.IsInteger(step.Limit)))
            throw new NotSupportedException($"Nothing is ranked up to {step.Limit}.");
        _makers.Add((run, next) => new RankStage(step, by.Value, run, next));
    }

    private void Add(ConcatStep step)
    {
        var parts = step.Parts.Select(part => Compile(_layout, part, _inOrder)).ToList();
        var columns = new List<ComputedColumn>();
        foreach (var column in parts.SelectMany(part => part.Layout.Columns))
        {
            var at = columns.FindIndex(known => string.Equals(known.Name, column.Name));
            if (at < 0)
                columns.Add(column);
            else
                columns[at] = column with { Kind = Common(columns[at], column) };
        }
        _layout = _layout with { HasRecord = parts.TrueForAll(part => part.Layout.HasRecord), Columns = [.. columns] };
        var united = _layout.Columns;
        _makers.Add((run, next) => new ConcatStage(parts, united, run, next));
    }

    private void Slice(long skip, long most, long wanted)
    {
        if (!_inOrder)
            Sort([], most < long.MaxValue ? most : wanted < long.MaxValue - skip ? skip + wanted : wanted);
        _makers.Add((_, next) => new SliceStage(skip, most, next));
    }

    private void Sort(OrderTerm[] terms, long wanted)
    {
        var by = Array.ConvertAll(terms, term => Compile(term.By));
        foreach (var one in by)
            CheckOrder(one.Kind);
        var (values, descending) = (Array.ConvertAll(by, one => one.Value), Array.ConvertAll(terms, term => term.Descending));
        _makers.Add((run, next) => new SortStage(values, descending, wanted, run, next));
    }

    private Compiled Compile(Expression expression) => new ExpressionCompiler(_layout.OverRows, _layout).Compile(expression);

    internal static void CheckOrder(ValueKind kind)
    {
        if (!Comparisons.HasOrder(kind))
            throw new NotSupportedException($"{kind} has no order.");
    }

    internal static ImmutableArray<ComputedColumn> Distinct(ImmutableArray<ComputedColumn> columns) =>
        columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new NotSupportedException($"Two columns are called '{twice.Key}'.")
            : columns;

    private static ValueKind Common(ComputedColumn one, ComputedColumn other) => (one.Kind, other.Kind) switch
    {
        var (a, b) when a == b || b is ValueKind.Empty => a,
        (ValueKind.Empty, var b) => b,
        var (a, b) when Comparisons.IsNumber(a) && Comparisons.IsNumber(b) => ValueKind.Decimal,
        var (a, b) => throw new NotSupportedException($"'{one.Name}' is {a} in one part and {b} in another."),
    };

    private static long Checked(long rows) => rows >= 0 ? rows : throw new NotSupportedException($"There are no {rows} rows.");
}
