using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.LiteDb.Conditions;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>Makes column tests of conditions, where they can be answered that way and can never fail.</summary>
internal sealed class ColumnTests(SetImage set, Query query)
{
    private readonly bool _overRows = !query.Table.IsDefaultOrEmpty;

    /// <summary>The test of a condition, or null when the records themselves must be looked at.</summary>
    public ColumnTest? Of(Expression condition)
    {
        // Of codes each is asked once, whatever the condition; numbers are compared best one comparison at a time.
        if (OnlyField(condition) is { } field && (condition is not (And or Or or Not) || !IsNumber(field.Kind)))
            return OfField(condition, field);
        return condition switch
        {
            And and => All(and.Operands) is { } tests ? new AllTests(tests) : null,
            Or or => All(or.Operands) is { } tests ? new AnyTest(tests) : null,
            Not not => Of(not.Operand) is { } test ? new NotTest(test) : null,
            _ => null,
        };
    }

    private ImmutableArray<ColumnTest>? All(ImmutableArray<Expression> conditions)
    {
        var tests = conditions.Select(Of).OfType<ColumnTest>().ToImmutableArray();
        return tests.Length == conditions.Length ? tests : null;
    }

    private ColumnTest OfField(Expression condition, FieldRef field)
    {
        ColumnTest any = new FieldTest(set.Columns, field, new FieldProbe(condition, field, set.Set.Shape, query));
        return condition is Compare compare && Bound(compare) is var (comparison, bound) && IsNumber(field.Kind)
            ? new NumberTest(set.Columns, field, comparison, bound, any)
            : any;
    }

    // A comparison of the field itself with a constant, the field on the left.
    private (ComparisonOperator Comparison, Value Bound)? Bound(Compare compare)
    {
        if (Condition.FieldOf(compare.Left, _overRows) is not null && compare.Right is Constant right)
            return (compare.Operator, right.Value);
        if (Condition.FieldOf(compare.Right, _overRows) is not null && compare.Left is Constant left)
            return (Condition.Mirrored(compare.Operator), left.Value);
        return null;
    }

    private static bool IsNumber(ValueKind kind) =>
        kind is ValueKind.Integer or ValueKind.Decimal or ValueKind.Date or ValueKind.Time or ValueKind.Instant;

    // The one field of the record that a condition reads, when it reads no other and cannot fail.
    private FieldRef? OnlyField(Expression condition)
    {
        FieldRef? only = null;
        return Reads(condition) ? only : null;

        bool Reads(Expression part) => part switch
        {
            Constant or CodeVariable or Call { Function: Function.Now } => true,
            Field { Scope: > 0 } => true,
            Field or OwnerField => Condition.FieldOf(part, _overRows) is { System: not SystemField.Id } field && (only ??= field) == field,
            Compare compare => Reads(compare.Left) && Reads(compare.Right),
            And and => and.Operands.All(Reads),
            Or or => or.Operands.All(Reads),
            Not not => Reads(not.Operand),
            In membership => Reads(membership.Operand),
            StartsWith prefix => Reads(prefix.Operand),
            FileField => true,
            CountWhere count => Reads(count.Collection) && Reads(count.Predicate),
            Case choice => choice.Branches.All(branch => Reads(branch.Condition) && Reads(branch.Value)),
            Within within => Reads(within.Point),
            Lambda lambda => Reads(lambda.Collection) && (lambda.Predicate is null || Reads(lambda.Predicate)),
            Call call => CannotFail(call.Function) && call.Arguments.All(Reads),
            _ => false,
        };
    }

    private static bool CannotFail(Function function) => function is
        Function.Contains or Function.StartsWith or Function.EndsWith or Function.IndexOf or Function.Length or Function.ToLower
        or Function.ToUpper or Function.Trim or Function.Concat or Function.MatchesPattern or Function.Year or Function.Month or Function.Day
        or Function.Hour or Function.Minute or Function.Second or Function.FractionalSeconds or Function.Date or Function.Time
        or Function.Count or Function.Latitude or Function.Longitude or Function.Distance;
}
