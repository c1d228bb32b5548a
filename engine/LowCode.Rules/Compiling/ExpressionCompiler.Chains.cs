using System.Collections.Frozen;
using System.Linq.Expressions;
using LowCode.Rules.Expressions;
using LowCode.Rules.Results;
using LowCode.Rules.Types;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>Chains of members, items and methods.</summary>
internal sealed partial class ExpressionCompiler
{
    private const int MostCompared = 4;

    /// <summary>
    /// A chain from its base outwards. Where it says <c>?.</c> and the base is nothing, all of what follows is left out
    /// and the chain is undefined.
    /// </summary>
    private Code Spine(RuleExpression part, Func<Code, Code> then) => part switch
    {
        LengthRead { Object: MethodCall { Method.Name: "filter" } filter } when IsWhole(filter) => then(Count(filter)),
        MethodCall { Arguments: [Lambda lambda, ..] } call when IsLoop(call) => then(Exactly(
            CompileLoop(call.Method.Name, Over(call.Object, lambda, call.Method.Name == "reduce" ? 1 : 0, keepsItems: call.Method.Name == "find"), call), call.Type)),
        MemberRead { Object: ContextRead { Object: ContextObject.Me }, Member.Index: < 3 } read =>
            then(Code.Call(Session, nameof(CompiledSession.MyText), null, Code.Constant(read.Member.Index))),
        MemberRead { Object: ContextRead { Object: ContextObject.Record } } read =>
            then(As(Code.Call(typeof(RuleValue), nameof(RuleValue.OfOptional), null, TextAt(read)!), read.Type)),
        MethodCall { Optional: false } call when IncludesAt(call) is { } found => then(found),
        MethodCall { Optional: false, Method.Of: RuleKinds.Text } call when FilledTextAt(call.Object) is { } text => then(CompileMethod(text, call)),
        LengthRead { Optional: false } read when PlaceOf(read.Object) is ({ } row, { } slot) && IsList(slot) => then(Code.Convert(At(row, nameof(RowSlots.CountAt), slot), typeof(double))),
        LengthRead { Optional: false } read when FilledTextAt(read.Object) is { } text => then(Length(text, read.Object.Type)),
        MemberRead read => Spine(read.Object, made => Present(made, read.Optional, there => then(Member(there, read)))),
        LengthRead read => Spine(read.Object, made => Present(made, read.Optional, there => then(Length(there, read.Object.Type)))),
        ItemRead read => Spine(read.Object, made => Present(made, read.Optional, there => then(As(Item(there, read), read.Type)))),
        MethodCall call => Spine(call.Object, made => Present(made, call.Optional, there => then(CompileMethod(there, call)))),
        _ => then(Compile(part)),
    };

    /// <summary>True when nothing in the chain may leave it out.</summary>
    private static bool IsWhole(RuleExpression part) => part switch
    {
        MemberRead read => !read.Optional && IsWhole(read.Object),
        LengthRead read => !read.Optional && IsWhole(read.Object),
        ItemRead read => !read.Optional && IsWhole(read.Object),
        MethodCall call => !call.Optional && IsWhole(call.Object),
        _ => true,
    };

    private static Code Present(Code made, bool optional, Func<Code, Code> then)
    {
        if (made.Type != typeof(RuleValue))
            return optional ? ToValue(then(made)) : then(made);
        var value = Code.Variable(typeof(RuleValue));
        Code rest = optional
            ? Code.Condition(Part(value, nameof(RuleValue.IsNothing)), Static(nameof(RuleValue.Undefined)), ToValue(then(value)))
            : then(Code.Call(typeof(ListWork), nameof(ListWork.There), null, value));
        return Code.Block(rest.Type, [value], Code.Assign(value, made), rest);
    }

    private Code Member(Code made, MemberRead read) => IsRow(made.Type)
        ? ReadSlot(made, read.Member.Slot!, read.Type)
        : As(Code.Call(typeof(RowFrame), nameof(RowFrame.Member), null, made, Code.Constant(read.Member.Index)), read.Type);

    // The text in a slot that may be empty: a TypeError then.
    private MethodCallExpression? FilledTextAt(RuleExpression part) => !part.Type.IsOnly(RuleKinds.Text) && PlaceOf(part) is ({ } row, { Kind: Definitions.Values.ValueKind.Text } slot)
        ? At(row, nameof(RowSlots.FilledTextAt), slot)
        : null;

    private static UnaryExpression Length(Code made, RuleType type)
    {
        if (made.Type == typeof(string))
            return Code.Convert(Code.Property(made, nameof(string.Length)), typeof(double));
        if (made.Type == typeof(RowFrame[]))
            return Code.Convert(Code.ArrayLength(made), typeof(double));
        return type.Present.IsOnly(RuleKinds.List) ? Code.Convert(Code.ArrayLength(Part(made, nameof(RuleValue.List))), typeof(double))
            : type.Present.IsOnly(RuleKinds.Text) ? Code.Convert(Code.Property(Part(made, nameof(RuleValue.Text)), nameof(string.Length)), typeof(double))
            : throw new NotCompiled("….length");
    }

    private MethodCallExpression Item(Code made, ItemRead read)
    {
        if (!read.Index.Type.IsOnly(RuleKinds.Number))
            throw new NotCompiled("…[null]");
        var index = NumberOf(read.Index);
        if (made.Type == typeof(string))
            return Code.Call(typeof(TextWork), nameof(TextWork.Item), null, made, index);
        var type = read.Object.Type.Present;
        return type.IsOnly(RuleKinds.List) ? Code.Call(typeof(ListWork), nameof(ListWork.Item), null, ListIn(made), index)
            : type.IsOnly(RuleKinds.Text) ? Code.Call(typeof(TextWork), nameof(TextWork.Item), null, Part(made, nameof(RuleValue.Text)), index)
            : throw new NotCompiled("…[0]");
    }

    /// <summary><c>includes</c> where no list is needed to answer it: a code among codes, a text among constants.</summary>
    private Code? IncludesAt(MethodCall call)
    {
        if (call.Method is not { Name: "includes", Of: RuleKinds.List })
            return null;
        var wanted = call.Arguments[0];
        if (call.Object is MemberRead { Object: ContextRead { Object: ContextObject.Me }, Member.Index: 3 } && wanted.Type.IsOnly(RuleKinds.Text))
            return Code.Call(Session, nameof(CompiledSession.HasRole), null, Text(wanted));
        if (PlaceOf(call.Object) is ({ } row, { Kind: Definitions.Values.ValueKind.Codes } slot) && wanted.Type.IsOnly(RuleKinds.Text))
            return At(row, nameof(RowSlots.HasCodeAt), slot, Text(wanted));
        if (call.Object is ListLiteral list && list.Items.All(item => item is Constant { Value: string })
            && (wanted.Type.IsOnly(RuleKinds.Text) ? Text(wanted) : TextAt(wanted)) is { } text)
        {
            var some = list.Items.Select(item => (string)((Constant)item).Value!).ToFrozenSet(StringComparer.Ordinal);
            if (some.Count > MostCompared)
                return Code.Call(typeof(TextWork), nameof(TextWork.IsOneOf), null, text, Code.Constant(some, typeof(FrozenSet<string>)));
            var one = Code.Variable(typeof(string));
            return Code.Block([one], Code.Assign(one, text), some.Select(other => (Code)Code.Equal(one, Code.Constant(other))).Aggregate(Code.OrElse));
        }
        return null;
    }
}
