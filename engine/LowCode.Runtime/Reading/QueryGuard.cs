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
    /// <summary>Sensitive fields, seen in the clear, that were met so far: each with its set.</summary>
    public HashSet<(string Set, string Path)> Met { get; } = [];

    // What has been joined under a name; in parts of a concatenation one name may stand for several.
    private readonly Dictionary<string, List<Sighted>> _joined = new(StringComparer.Ordinal);

    /// <summary>Rewrites a step that joins members of what is in scope 0; expressions over its results come afterwards.</summary>
    public JoinStep Guard(JoinStep step, ReadAccess access, Shape scope)
    {
        var scopes = ImmutableList.Create<Sighted?>(new Sighted(access, scope));
        var members = MembersOf(step.Collection, access, scopes);
        if (members is not null)
        {
            if (!_joined.TryGetValue(step.Name, out var known))
                _joined[step.Name] = known = [];
            known.Add(members);
        }
        return step with
        {
            Collection = Guard(step.Collection, access, scopes),
            Where = step.Where is { } where ? Guard(where, access, Inside(scopes, 1, members)) : null,
        };
    }

    /// <summary>Rewrites an expression over the records of a set, or the rows of a table in it.</summary>
    public Expression Guard(Expression expression, ReadAccess access, Shape scope) =>
        Guard(expression, access, [new Sighted(access, scope)]);

    // Access is that of the record in scope 0; the variables of lambdas have their own.
    private Expression Guard(Expression expression, ReadAccess access, ImmutableList<Sighted?> scopes)
    {
        Expression Inner(Expression inner) => Guard(inner, access, scopes);
        switch (expression)
        {
            case Field field:
                if (field.Scope < scopes.Count && scopes[field.Scope] is { } sighted)
                    Check(sighted.Access, sighted.Shape, field.Ref);
                return field;
            case OwnerField field:
                Check(access, access.Form.Shape, field.Ref);
                return field;
            case Related related:
                var target = accessTo(related.Set);
                return related with
                {
                    Reference = Inner(related.Reference),
                    Visible = target.Filter,
                    Inner = Guard(related.Inner, target, scopes.SetItem(0, new Sighted(target, target.Form.Shape))),
                };
            case Referring referring:
                var from = accessTo(referring.Set);
                Check(from, from.Form.Shape, referring.Reference);
                return referring with { Target = Inner(referring.Target), Visible = from.Filter };
            case Compare compare: return compare with { Left = Inner(compare.Left), Right = Inner(compare.Right) };
            case And and: return new And([.. and.Operands.Select(Inner)]);
            case Or or: return new Or([.. or.Operands.Select(Inner)]);
            case Not not: return new Not(Inner(not.Operand));
            case In one: return one with { Operand = Inner(one.Operand) };
            case StartsWith text: return text with { Operand = Inner(text.Operand) };
            case Arithmetic arithmetic: return arithmetic with { Left = Inner(arithmetic.Left), Right = Inner(arithmetic.Right) };
            case Call call: return call with { Arguments = [.. call.Arguments.Select(Inner)] };
            case Search search:
                if (search.Scope >= scopes.Count || scopes[search.Scope] is not { } at)
                    throw new NotSupportedException("Only records and rows are searched.");
                foreach (var searched in search.Fields)
                    Check(at.Access, at.Shape, searched);
                return search;
            case Lambda lambda:
                var members = Inside(scopes, lambda.Scope, MembersOf(lambda.Collection, access, scopes));
                return lambda with
                {
                    Collection = Inner(lambda.Collection),
                    Predicate = lambda.Predicate is { } predicate ? Guard(predicate, access, members) : null,
                };
            case CountWhere count:
                var counted = Inside(scopes, count.Scope, MembersOf(count.Collection, access, scopes));
                return count with { Collection = Inner(count.Collection), Predicate = Guard(count.Predicate, access, counted) };
            case MemberValues values:
                var valued = Inside(scopes, values.Scope, MembersOf(values.Collection, access, scopes));
                return values with { Collection = Inner(values.Collection), Of = Guard(values.Of, access, valued) };
            case PerEntity per: return new PerEntity(Inner(per.Entity), Inner(per.Of));
            case JoinedField field:
                foreach (var whose in _joined.GetValueOrDefault(field.Join) ?? [])
                    Check(whose.Access, whose.Shape, field.Ref);
                return field;
            case Case choice:
                return new Case([.. choice.Branches.Select(branch => new CaseBranch(Inner(branch.Condition), Inner(branch.Value)))]);
            case Cast cast: return cast with { Operand = Inner(cast.Operand) };
            case Within within: return within with { Point = Inner(within.Point) };
            case Constant or CodeVariable or FileField or ComputedField or AnnexRows or ParentKey: return expression;
            default: throw new NotSupportedException($"Expressions of type {expression.GetType().Name} are not guarded.");
        }
    }

    private static ImmutableList<Sighted?> Inside(ImmutableList<Sighted?> scopes, int scope, Sighted? members)
    {
        while (scopes.Count <= scope)
            scopes = scopes.Add(null);
        return scopes.SetItem(scope, members);
    }

    private Sighted? MembersOf(Expression collection, ReadAccess access, ImmutableList<Sighted?> scopes)
    {
        switch (collection)
        {
            case Field { Ref.Slot: >= 0 } field when field.Scope < scopes.Count: return Rows(scopes[field.Scope], field.Ref);
            case OwnerField { Ref.Slot: >= 0 } field: return Rows(new Sighted(access, access.Form.Shape), field.Ref);
            case JoinedField { Ref.Slot: >= 0 } field: return _joined.GetValueOrDefault(field.Join)?.Select(one => Rows(one, field.Ref)).FirstOrDefault(one => one is not null);
            case Referring referring:
                var from = accessTo(referring.Set);
                return new Sighted(from, from.Form.Shape);
            case Related related:
                var there = accessTo(related.Set);
                return MembersOf(related.Inner, there, scopes.SetItem(0, new Sighted(there, there.Form.Shape)));
            default: return null;
        }
    }

    private static Sighted? Rows(Sighted? around, FieldRef field) =>
        around?.Shape.Slots[field.Slot].Rows is { } rows ? new Sighted(around.Access, rows) : null;

    private void Check(ReadAccess access, Shape shape, SearchField field)
    {
        Check(access, shape, field.Ref);
        foreach (var inner in field.Rows)
            Check(access, shape.Slots[field.Ref.Slot].Rows!, inner);
    }

    private void Check(ReadAccess access, Shape shape, FieldRef field)
    {
        if (field.Slot >= 0 && access.ClearPath(shape, field.Slot) is { } path)
            Met.Add((access.Form.SetName, path));
        if (field.Slot >= 0 && access.Hidden.Contains(shape, field.Slot))
            throw new NotSupportedException($"The caller may not see '{shape.Slots[field.Slot].Path}' of '{access.Form.SetName}'.");
    }

    /// <summary>What a scope stands on, and who may see what of it.</summary>
    private sealed record Sighted(ReadAccess Access, Shape Shape);
}
