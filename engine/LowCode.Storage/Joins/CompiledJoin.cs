using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Joins;

/// <summary>
/// The combinations of one record or row of each of several sets for which conditions are true. In expressions what is of
/// the set at i, from 0, is the variable of scope <see cref="ScopeOf"/>; of a row, its record is that of
/// <see cref="OwnerScopeOf"/>. Conditions that say what two sets have in common find combinations by hash instead of
/// looking at all of them. Immutable and thread-safe.
/// </summary>
public sealed class CompiledJoin
{
    /// <summary>Most sets of a join.</summary>
    public const int MostSets = 4;

    private CompiledJoin(JoinLevel[] levels, (ValueFunction By, bool Descending)[] order) => (Levels, Order) = (levels, order);

    internal JoinLevel[] Levels { get; }

    internal (ValueFunction By, bool Descending)[] Order { get; }

    /// <summary>The scope of what is of a set.</summary>
    public static int ScopeOf(int set) => set + 1;

    /// <summary>The scope of the record to which a row of a set belongs.</summary>
    /// <param name="set">The set.</param>
    /// <param name="sets">How many sets there are.</param>
    public static int OwnerScopeOf(int set, int sets) => sets + set + 1;

    /// <summary>The sets that an expression reads.</summary>
    public static IEnumerable<int> SetsIn(Expression expression, int sets) => Enumerable.Range(0, sets).Where(set =>
        expression.Contains(part => ScopeRead(part) is { } scope && (scope == ScopeOf(set) || scope == OwnerScopeOf(set, sets))));

    private static int? ScopeRead(Expression part) => part switch
    {
        Field field => field.Scope,
        AnnexRows annex => annex.Scope,
        _ => null,
    };

    /// <summary>Compiles a join; what has no meaning or is not supported throws <see cref="NotSupportedException"/>.</summary>
    /// <param name="overRows">Of each set whether table rows of it are joined instead of records.</param>
    /// <param name="conditions">What must all be true.</param>
    /// <param name="order">The order of the combinations; equal ones come in the order of their sets.</param>
    public static CompiledJoin Compile(IReadOnlyList<bool> overRows, IEnumerable<Expression> conditions, IEnumerable<OrderTerm> order)
    {
        var sets = overRows.Count;
        if (sets is 0 or > MostSets)
            throw new NotSupportedException($"{sets} sets are not joined.");
        var compiler = new ExpressionCompiler(overRows: false);
        for (var set = 0; set < sets; set++)
            compiler = compiler.OverRecords(overRows[set] ? OwnerScopeOf(set, sets) : ScopeOf(set));
        var levels = Enumerable.Range(0, sets).Select(_ => new JoinLevel()).ToArray();
        foreach (var condition in conditions)
        {
            var level = SetsIn(condition, sets).DefaultIfEmpty(0).Max();
            levels[level].Conditions.Add(compiler.Compile(condition).Truth);
            if (condition is Compare { Operator: ComparisonOperator.Equal, Left: var left, Right: var right })
                AddKey(left, right);

            void AddKey(Expression one, Expression other)
            {
                var (here, before) = SetsIn(one, sets).Contains(level) ? (one, other) : (other, one);
                if (SetsIn(here, sets).Any(set => set != level) || !SetsIn(before, sets).Any() || SetsIn(before, sets).Contains(level))
                    return;
                levels[level].Keys.Add((compiler.Compile(here).Value, compiler.Compile(before).Value));
            }
        }
        return new CompiledJoin(levels, [.. order.Select(term => (compiler.Compile(term.By).Value, term.Descending))]);
    }
}

/// <summary>What is asked once a set's member is chosen, those of the sets before it being there.</summary>
internal sealed class JoinLevel
{
    /// <summary>What must be true.</summary>
    public List<TruthFunction> Conditions { get; } = [];

    /// <summary>What of the member must equal what of those before it.</summary>
    public List<(ValueFunction Here, ValueFunction Before)> Keys { get; } = [];
}
