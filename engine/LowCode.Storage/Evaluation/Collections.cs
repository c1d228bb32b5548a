using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// any and all over table rows, option codes or attachments, and $count. They are never unknown: any wants one member for
/// which the predicate is true, all wants it true for every member. An empty collection has no members.
/// </summary>
internal static class Collections
{
    /// <summary>Makes one member of a collection the variable of a scope.</summary>
    internal delegate void Standing(EvaluationFrame frame, int scope, in Value collection, int position);

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
        var stand = StandingOn(collection.Kind);
        return new(frame =>
        {
            var members = of(frame);
            var length = LengthOf(members);
            frame.Look(length);
            for (var i = 0; i < length; i++)
            {
                stand(frame, scope, members, i);
                if (predicate(frame) is Truth.True != all)
                    return Logic.Of(!all);
            }
            return Logic.Of(all);
        });
    }

    public static Compiled CountWhere(ExpressionCompiler compiler, CountWhere count)
    {
        var collection = compiler.Compile(count.Collection);
        var of = collection.Value;
        var predicate = compiler.Compile(count.Predicate).Truth;
        var scope = ExpressionCompiler.Scoped(count.Scope);
        var stand = StandingOn(collection.Kind);
        return new(ValueKind.Integer, frame =>
        {
            var members = of(frame);
            var (length, matching) = (LengthOf(members), 0L);
            frame.Look(length);
            for (var i = 0; i < length; i++)
            {
                stand(frame, scope, members, i);
                if (predicate(frame) is Truth.True)
                    matching++;
            }
            return Value.Of(matching);
        });
    }

    public static Compiled Count(Compiled collection)
    {
        var of = collection.Value;
        StandingOn(collection.Kind);
        return new(ValueKind.Integer, frame => Value.Of((long)LengthOf(of(frame))));
    }

    internal static int LengthOf(in Value collection) => collection.Kind switch
    {
        ValueKind.Rows => collection.AsRows().Length,
        ValueKind.Codes => collection.AsCodes().Length,
        ValueKind.Files => collection.AsFiles().Length,
        _ => 0,
    };

    internal static Standing StandingOn(ValueKind kind) => kind switch
    {
        ValueKind.Rows => static (frame, scope, in collection, position) => frame.Rows[scope] = collection.AsRows()[position],
        ValueKind.Codes => static (frame, scope, in collection, position) => frame.Codes[scope] = collection.AsCodes()[position],
        ValueKind.Files => static (frame, scope, in collection, position) => frame.Files[scope] = collection.AsFiles()[position],
        ValueKind.Empty => NoMember,
        _ => throw new NotSupportedException($"{kind} is not a collection."),
    };

    private static void NoMember(EvaluationFrame frame, int scope, in Value collection, int position) =>
        throw new InvalidOperationException("A collection that is always empty has no members.");
}
