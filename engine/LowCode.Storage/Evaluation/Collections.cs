using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// any and all over table rows or option codes, and $count. They are never unknown: any wants one member for which the
/// predicate is true, all wants it true for every member. An empty collection has no members.
/// </summary>
internal static class Collections
{
    public static Compiled Lambda(ExpressionCompiler compiler, Lambda lambda)
    {
        var collection = compiler.Compile(lambda.Collection);
        var of = collection.Value;
        if (lambda.Predicate is null)
            return lambda.All
                ? throw new NotSupportedException("all needs a predicate.")
                : new(frame => Logic.Of(!of(frame).IsEmpty));
        var predicate = compiler.Compile(lambda.Predicate).Truth;
        var scope = ExpressionCompiler.Scoped(lambda.Scope);
        var all = lambda.All;
        return collection.Kind switch
        {
            ValueKind.Rows => new(frame => OverRows(frame, of(frame), scope, predicate, all)),
            ValueKind.Codes => new(frame => OverCodes(frame, of(frame), scope, predicate, all)),
            ValueKind.Empty => new(_ => Logic.Of(all)),
            _ => throw new NotSupportedException($"any and all do not run over {collection.Kind}."),
        };
    }

    public static Compiled Count(Compiled collection)
    {
        var of = collection.Value;
        return collection.Kind switch
        {
            ValueKind.Rows => new(ValueKind.Integer, frame => Value.Of((long)(of(frame) is { IsEmpty: false } value ? value.AsRows().Length : 0))),
            ValueKind.Codes => new(ValueKind.Integer, frame => Value.Of((long)of(frame).AsCodes().Length)),
            ValueKind.Files => new(ValueKind.Integer, frame => Value.Of((long)of(frame).AsFiles().Length)),
            _ => throw new NotSupportedException($"{collection.Kind} is not a collection."),
        };
    }

    private static Truth OverRows(EvaluationFrame frame, in Value collection, int scope, TruthFunction predicate, bool all)
    {
        if (collection.IsEmpty)
            return Logic.Of(all);
        foreach (var row in collection.AsRows())
        {
            frame.Rows[scope] = row;
            if (predicate(frame) is Truth.True != all)
                return Logic.Of(!all);
        }
        return Logic.Of(all);
    }

    private static Truth OverCodes(EvaluationFrame frame, in Value collection, int scope, TruthFunction predicate, bool all)
    {
        foreach (var code in collection.AsCodes())
        {
            frame.Codes[scope] = code;
            if (predicate(frame) is Truth.True != all)
                return Logic.Of(!all);
        }
        return Logic.Of(all);
    }
}
