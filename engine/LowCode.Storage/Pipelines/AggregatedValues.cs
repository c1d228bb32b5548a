using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>
/// Compiles what gives several values for a row. They are given as rows of two slots: the value, and the entity that it
/// belongs to, empty for none. What one entity has comes together, once.
/// </summary>
internal sealed class AggregatedValues
{
    private ExpressionCompiler _compiler;
    private Shape _shape = null!;

    private AggregatedValues(ExpressionCompiler compiler) => _compiler = compiler;

    private delegate void Collect(EvaluationFrame frame, in Value entity, Found found);

    /// <summary>The kind of the values and how to get them; null for what gives a single one.</summary>
    public static (ValueKind Kind, ValueFunction Rows)? Compile(ExpressionCompiler compiler, Expression? of)
    {
        if (of is not (MemberValues or PerEntity))
            return null;
        var values = new AggregatedValues(compiler);
        var (kind, collect) = values.Of(of);
        values._shape = new Shape("aggregated", [new(0, "value", kind, null), new(1, "entity", ValueKind.Id, null)]);
        return (kind, frame =>
        {
            var found = new Found();
            collect(frame, default, found);
            return Value.Of(found.Rows.ToArray());
        }
        );
    }

    private (ValueKind Kind, Collect Collect) Of(Expression expression)
    {
        switch (expression)
        {
            case MemberValues { Collection: Referring referring } members:
                var eachRecord = Referrers.Each(ref _compiler, referring, members.Scope);
                var (ofRecord, perRecord) = Of(members.Of);
                return (ofRecord, (EvaluationFrame frame, in Value entity, Found found) =>
                {
                    var owner = entity;
                    eachRecord(frame, () => perRecord(frame, owner, found));
                }
                );
            case MemberValues members:
                var collection = _compiler.Compile(members.Collection);
                var (of, stand, scope) = (collection.Value, Collections.StandingOn(collection.Kind), ExpressionCompiler.Scoped(members.Scope));
                var (kind, each) = Of(members.Of);
                return (kind, (EvaluationFrame frame, in Value entity, Found found) =>
                {
                    var all = of(frame);
                    var length = Collections.LengthOf(all);
                    frame.Look(length);
                    for (var i = 0; i < length; i++)
                    {
                        stand(frame, scope, all, i);
                        each(frame, entity, found);
                    }
                }
                );
            case PerEntity per:
                var id = _compiler.Compile(per.Entity);
                if (id.Kind is not (ValueKind.Id or ValueKind.Empty))
                    throw new NotSupportedException($"An entity's identity is an Id, not {id.Kind}.");
                var (inner, values) = Of(per.Of);
                return (inner, (EvaluationFrame frame, in Value _, Found found) =>
                {
                    var entity = id.Value(frame);
                    if (!entity.IsEmpty && found.Entities.Add(entity))
                        values(frame, entity, found);
                }
                );
            default:
                var single = _compiler.Compile(expression);
                return (single.Kind, (EvaluationFrame frame, in Value entity, Found found) =>
                {
                    var row = new Row(_shape);
                    (row[0], row[1]) = (single.Value(frame), entity);
                    found.Rows.Add(row);
                }
                );
        }
    }

    private sealed class Found
    {
        public List<Row> Rows { get; } = [];

        public HashSet<Value> Entities { get; } = [];
    }
}
