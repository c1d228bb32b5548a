using System.Collections.Immutable;
using LowCode.Rules.Expressions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>What is known to be filled in at a place of a rule, because a test before it said so: <c>name &amp;&amp; name.length</c>.</summary>
internal static class Facts
{
    /// <summary>A key for what is read, the same for the same field, parameter or path from one; null for everything else.</summary>
    public static string? Key(RuleExpression expression) => expression switch
    {
        FieldRead read => $"f{read.Outwards}.{read.Slot.Index}",
        LocalRead read => $"l{read.Local.Id}",
        ContextRead read => $"c{read.Object}",
        MemberRead read => Key(read.Object) is { } key ? $"{key}.{read.Member.Index}" : null,
        Chain chain => Key(chain.Inner),
        _ => null,
    };

    /// <summary>What is filled in when an expression is truthy.</summary>
    public static ImmutableHashSet<string> WhenTrue(RuleExpression test) => test switch
    {
        Unary { Operator: "!" } not => WhenFalse(not.Operand),
        Logical { Operator: "&&" } and => WhenTrue(and.Left).Union(WhenTrue(and.Right)),
        Logical { Operator: "||" } or => WhenTrue(or.Left).Intersect(WhenTrue(or.Right)),
        Binary { Operator: "!==" or "!=" } different when IsNothing(different.Right, different.Left, different.Operator) => Filled(different.Left),
        Binary { Operator: "!==" or "!=" } different when IsNothing(different.Left, different.Right, different.Operator) => Filled(different.Right),
        Binary { Operator: "===" or "==" } same when !same.Right.Type.MayBe(RuleKinds.Nothing) => Filled(same.Left),
        Binary { Operator: "===" or "==" } same when !same.Left.Type.MayBe(RuleKinds.Nothing) => Filled(same.Right),
        _ => Filled(test),
    };

    /// <summary>What is filled in when an expression is falsy.</summary>
    public static ImmutableHashSet<string> WhenFalse(RuleExpression test) => test switch
    {
        Unary { Operator: "!" } not => WhenTrue(not.Operand),
        Logical { Operator: "||" } or => WhenFalse(or.Left).Union(WhenFalse(or.Right)),
        Logical { Operator: "&&" } and => WhenFalse(and.Left).Intersect(WhenFalse(and.Right)),
        Binary { Operator: "===" or "==" } same when IsNothing(same.Right, same.Left, same.Operator) => Filled(same.Left),
        Binary { Operator: "===" or "==" } same when IsNothing(same.Left, same.Right, same.Operator) => Filled(same.Right),
        FunctionCall { Function.Name: "isEmpty" } empty => Filled(empty.Arguments[0]),
        _ => [],
    };

    // When a?.b.c is there, so are a and a.b.
    private static ImmutableHashSet<string> Filled(RuleExpression expression)
    {
        var filled = ImmutableHashSet<string>.Empty;
        for (var part = expression; part is not null;)
        {
            if (Key(part) is { } key)
                filled = filled.Add(key);
            part = part switch
            {
                Chain chain => chain.Inner,
                MemberRead read => read.Object,
                LengthRead read => read.Object,
                ItemRead read => read.Object,
                MethodCall call => call.Object,
                _ => null,
            };
        }
        return filled;
    }

    // === null says nothing about undefined, so it settles only what cannot be undefined.
    private static bool IsNothing(RuleExpression constant, RuleExpression other, string comparison) =>
        constant is Constant { Value: null } && (comparison.Length == 2 || !other.Type.MayBe(RuleKinds.Undefined));
}
