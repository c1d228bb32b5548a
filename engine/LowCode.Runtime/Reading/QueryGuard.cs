using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Access;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Reading;

/// <summary>
/// Rewrites an expression so that it tells a caller nothing that the caller may not see: records that are reached through
/// a reference are confined to the caller's reach, and a field that is hidden throws <see cref="NotSupportedException"/>.
/// </summary>
/// <param name="accessTo">What the caller may do with the records of a set.</param>
internal sealed class QueryGuard(Func<string, ReadAccess> accessTo)
{
    /// <summary>Rewrites an expression over the records of a set, or the rows of a table in it.</summary>
    public Expression Guard(Expression expression, ReadAccess access, Shape scope) =>
        Guard(expression, access, access.Form.Shape, ImmutableList.Create<Shape?>(scope));

    private Expression Guard(Expression expression, ReadAccess access, Shape owner, ImmutableList<Shape?> scopes)
    {
        Expression Inner(Expression inner) => Guard(inner, access, owner, scopes);
        switch (expression)
        {
            case Field field:
                Check(access, field.Scope < scopes.Count ? scopes[field.Scope] : null, field.Ref);
                return field;
            case OwnerField field:
                Check(access, owner, field.Ref);
                return field;
            case Related related:
                var target = accessTo(related.Set);
                return related with
                {
                    Reference = Inner(related.Reference),
                    Visible = target.Filter,
                    Inner = Guard(related.Inner, target, target.Form.Shape),
                };
            case Compare compare: return compare with { Left = Inner(compare.Left), Right = Inner(compare.Right) };
            case And and: return new And([.. and.Operands.Select(Inner)]);
            case Or or: return new Or([.. or.Operands.Select(Inner)]);
            case Not not: return new Not(Inner(not.Operand));
            case In one: return one with { Operand = Inner(one.Operand) };
            case StartsWith text: return text with { Operand = Inner(text.Operand) };
            case Arithmetic arithmetic: return arithmetic with { Left = Inner(arithmetic.Left), Right = Inner(arithmetic.Right) };
            case Call call: return call with { Arguments = [.. call.Arguments.Select(Inner)] };
            case Search search:
                foreach (var searched in search.Fields)
                    Check(access, scopes[0], searched);
                return search;
            case Lambda lambda:
                var members = Inside(scopes, lambda.Scope, RowsOf(lambda.Collection, owner, scopes));
                return lambda with
                {
                    Collection = Inner(lambda.Collection),
                    Predicate = lambda.Predicate is { } predicate ? Guard(predicate, access, owner, members) : null,
                };
            case CountWhere count:
                var counted = Inside(scopes, count.Scope, RowsOf(count.Collection, owner, scopes));
                return count with { Collection = Inner(count.Collection), Predicate = Guard(count.Predicate, access, owner, counted) };
            case Case choice:
                return new Case([.. choice.Branches.Select(branch => new CaseBranch(Inner(branch.Condition), Inner(branch.Value)))]);
            case Cast cast: return cast with { Operand = Inner(cast.Operand) };
            case Within within: return within with { Point = Inner(within.Point) };
            case Constant or CodeVariable or FileField: return expression;
            default: throw new NotSupportedException($"Expressions of type {expression.GetType().Name} are not guarded.");
        }
    }

    private static ImmutableList<Shape?> Inside(ImmutableList<Shape?> scopes, int scope, Shape? rows)
    {
        while (scopes.Count <= scope)
            scopes = scopes.Add(null);
        return scopes.SetItem(scope, rows);
    }

    private Shape? RowsOf(Expression collection, Shape owner, ImmutableList<Shape?> scopes) => collection switch
    {
        Related related => accessTo(related.Set).Form.Shape is var there ? RowsOf(related.Inner, there, [there]) : null,
        Field { Ref.Slot: >= 0 } field when field.Scope < scopes.Count => scopes[field.Scope]?.Slots[field.Ref.Slot].Rows,
        OwnerField { Ref.Slot: >= 0 } field => owner.Slots[field.Ref.Slot].Rows,
        _ => null,
    };

    private static void Check(ReadAccess access, Shape? shape, SearchField field)
    {
        Check(access, shape, field.Ref);
        foreach (var inner in field.Rows)
            Check(access, shape?.Slots[field.Ref.Slot].Rows, inner);
    }

    private static void Check(ReadAccess access, Shape? shape, FieldRef field)
    {
        if (field.Slot >= 0 && shape is not null && access.Hidden.Contains(shape, field.Slot))
            throw new NotSupportedException($"The caller may not see '{shape.Slots[field.Slot].Path}' of '{access.Form.SetName}'.");
    }
}
