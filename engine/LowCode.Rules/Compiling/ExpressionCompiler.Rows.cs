using System.Linq.Expressions;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Types;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>What loops run over: the items of a list, or the rows of a table without frames when nothing but their slots is read.</summary>
internal sealed partial class ExpressionCompiler
{
    /// <summary>True for a call that needs no list to be made of what it is called on.</summary>
    private static bool IsLoop(MethodCall call) => IsWhole(call) && call.Object switch
    {
        MethodCall { Method.Name: "filter" } => call.Method.Name is "some" or "every" or "find" or "reduce",
        FieldRead { Slot.Kind: ValueKind.Rows } => call.Method.Name is "some" or "every" or "findIndex" or "reduce" or "map",
        _ => false,
    };

    /// <summary>A loop over a list; what a plain filter lets through is looped over without being collected first.</summary>
    /// <param name="list">The list.</param>
    /// <param name="does">What is called for each item.</param>
    /// <param name="item">Which of its parameters is the item.</param>
    /// <param name="keepsItems">Whether items are part of what comes out.</param>
    private Loop Over(RuleExpression list, Lambda does, int item = 0, bool keepsItems = false)
    {
        var isIndexed = does.Parameters.Length > item + 1;
        var where = !isIndexed && list is MethodCall { Method.Name: "filter", Arguments: [Lambda lambda] } filter && IsWhole(filter) && IsPlain(lambda.Body) ? lambda : null;
        var items = where is null ? list : ((MethodCall)list).Object;
        var rows = keepsItems || !ReadsSlots(does, item) || (where is not null && !ReadsSlots(where, 0)) ? null : Rows(items);
        return new Loop(this, rows ?? List(items), IsPlain(does.Body), where);
    }

    private MethodCallExpression? Rows(RuleExpression list) => list is FieldRead { Slot: { Kind: ValueKind.Rows } slot } read
        ? Code.Call(Row(read.Outwards), nameof(RowFrame.SeenRowsAt), null, Code.Constant(slot.Index))
        : null;

    // True when an arrow function does nothing with an item but read slots that hold no lists.
    private static bool ReadsSlots(Lambda lambda, int item) => lambda.Parameters.Length <= item || ReadsSlots(lambda.Body, lambda.Parameters[item]);

    private static bool ReadsSlots(RuleExpression part, Local row) => part switch
    {
        MemberRead { Object: LocalRead read, Member.Slot: { } slot } when read.Local == row => !IsList(slot),
        LocalRead read => read.Local != row,
        Constant or FieldRead or ContextRead => true,
        MemberRead read => ReadsSlots(read.Object, row),
        LengthRead read => ReadsSlots(read.Object, row),
        ItemRead read => ReadsSlots(read.Object, row) && ReadsSlots(read.Index, row),
        Chain chain => ReadsSlots(chain.Inner, row),
        Unary unary => ReadsSlots(unary.Operand, row),
        Binary binary => ReadsSlots(binary.Left, row) && ReadsSlots(binary.Right, row),
        Logical logical => ReadsSlots(logical.Left, row) && ReadsSlots(logical.Right, row),
        Conditional conditional => ReadsSlots(conditional.Test, row) && ReadsSlots(conditional.Then, row) && ReadsSlots(conditional.Else, row),
        MethodCall call => ReadsSlots(call.Object, row) && call.Arguments.All(argument => ReadsSlots(argument, row)),
        FunctionCall call => call.Arguments.All(argument => ReadsSlots(argument, row)),
        Lambda lambda => ReadsSlots(lambda.Body, row),
        _ => false,
    };

    /// <summary>True for what neither fails nor takes long, so that it makes no difference when it is evaluated or its steps are counted.</summary>
    private static bool IsPlain(RuleExpression part) => part switch
    {
        Constant or LocalRead => true,
        Binary binary => (binary.Operator != "+" || !binary.Type.MayBe(RuleKinds.Text)) && IsPlain(binary.Left) && IsPlain(binary.Right),
        Logical logical => IsPlain(logical.Left) && IsPlain(logical.Right),
        Unary unary => IsPlain(unary.Operand),
        Conditional conditional => IsPlain(conditional.Test) && IsPlain(conditional.Then) && IsPlain(conditional.Else),
        FunctionCall call => (call.Function.Name is "today" || call.Function.Name.StartsWith("Math.", StringComparison.Ordinal)) && call.Arguments.All(IsPlain),
        FieldRead read => !IsList(read.Slot),
        MemberRead { Member.Slot: { } slot, Object: LocalRead local } => !IsList(slot) && !local.Type.MayBe(RuleKinds.Nothing),
        _ => false,
    };
}
