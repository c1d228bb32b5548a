using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>any, all and $count over the records that refer to a record.</summary>
internal sealed class Referrers
{
    private readonly ExpressionCompiler _compiler;
    private readonly Referring _referring;
    private readonly ValueFunction _target;
    private readonly TruthFunction? _visible;

    private Referrers(ExpressionCompiler compiler, Referring referring)
    {
        (_compiler, _referring) = (compiler, referring);
        var target = compiler.Compile(referring.Target);
        if (target.Kind is not (ValueKind.Id or ValueKind.Empty) || referring.Reference.Kind is not ValueKind.Id)
            throw new NotSupportedException("Records refer to a record by its id.");
        _target = target.Value;
        _visible = referring.Visible is null ? null : new ExpressionCompiler(overRows: false).Compile(referring.Visible).Truth;
    }

    public static Compiled Lambda(ExpressionCompiler compiler, Lambda lambda, Referring referring)
    {
        var referrers = new Referrers(compiler, referring);
        if (lambda.Predicate is null)
            return lambda.All
                ? throw new NotSupportedException("all needs a predicate.")
                : new(frame => Logic.Of(referrers.Of(frame).Any()));
        var (predicate, scope, all) = (referrers.Compile(lambda.Predicate, lambda.Scope), lambda.Scope, lambda.All);
        return new(frame =>
        {
            foreach (var record in referrers.Of(frame))
            {
                Stand(frame, scope, record);
                if (predicate(frame) is Truth.True != all)
                    return Logic.Of(!all);
            }
            return Logic.Of(all);
        });
    }

    public static Compiled Count(ExpressionCompiler compiler, CountWhere count, Referring referring)
    {
        var referrers = new Referrers(compiler, referring);
        var (predicate, scope) = (referrers.Compile(count.Predicate, count.Scope), count.Scope);
        return new(ValueKind.Integer, frame =>
        {
            var matching = 0L;
            foreach (var record in referrers.Of(frame))
            {
                Stand(frame, scope, record);
                if (predicate(frame) is Truth.True)
                    matching++;
            }
            return Value.Of(matching);
        });
    }

    public static Compiled Count(ExpressionCompiler compiler, Referring referring)
    {
        var referrers = new Referrers(compiler, referring);
        return new(ValueKind.Integer, frame => Value.Of(referrers.Of(frame).LongCount()));
    }

    /// <summary>Does something with each of them as the variable of a scope; <paramref name="compiler"/> reads it as a record.</summary>
    public static Action<EvaluationFrame, Action> Each(ref ExpressionCompiler compiler, Referring referring, int scope)
    {
        var referrers = new Referrers(compiler, referring);
        compiler = compiler.OverRecords(ExpressionCompiler.Scoped(scope));
        return (frame, what) =>
        {
            foreach (var record in referrers.Of(frame))
            {
                Stand(frame, scope, record);
                what();
            }
        };
    }

    private TruthFunction Compile(Expression predicate, int scope) =>
        _compiler.OverRecords(ExpressionCompiler.Scoped(scope)).Compile(predicate).Truth;

    private static void Stand(EvaluationFrame frame, int scope, Record record) =>
        (frame.Records[scope], frame.Rows[scope]) = (record, record.Data);

    private IEnumerable<Record> Of(EvaluationFrame frame)
    {
        var target = _target(frame);
        if (target.IsEmpty)
            return [];
        var related = frame.Related ?? throw new NotSupportedException("Related records cannot be reached from here.");
        return Seen(frame, related.FindReferring(_referring.Set, _referring.Reference, target.AsId()));
    }

    private IEnumerable<Record> Seen(EvaluationFrame frame, IReadOnlyList<Record> records)
    {
        foreach (var record in records)
        {
            frame.Look(1);
            if (_visible is null || IsVisible(frame, record))
                yield return record;
        }
    }

    private bool IsVisible(EvaluationFrame frame, Record record)
    {
        var (outer, row) = (frame.Record, frame.Row);
        try
        {
            (frame.Record, frame.Row) = (record, record.Data);
            return _visible!(frame) is Truth.True;
        }
        finally
        {
            (frame.Record, frame.Row) = (outer, row);
        }
    }
}
