using System.Collections.Frozen;
using System.Linq.Expressions;
using LowCode.Rules.Expressions;
using LowCode.Rules.Functions;
using LowCode.Rules.Results;
using LowCode.Rules.Types;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>Methods, functions and arrow functions.</summary>
internal sealed partial class ExpressionCompiler
{
    private Code CompileMethod(Code made, MethodCall call)
    {
        var name = call.Method.Name;
        if (call.Method.Of == RuleKinds.Text)
        {
            var text = made.Type == typeof(string) ? made : Part(made, nameof(RuleValue.Text));
            return As(CompileTextMethod(name, Weighed(text), call), call.Type);
        }
        var list = ListIn(made);
        return Exactly(name switch
        {
            "includes" => Code.Call(typeof(ListWork), nameof(ListWork.Includes), null, Values(list), Scalar(call)),
            "indexOf" => Code.Call(typeof(ListWork), nameof(ListWork.IndexOf), null, Values(list), Scalar(call)),
            "slice" => ListOf(Code.Call(typeof(ListWork), nameof(ListWork.Slice), null, Values(list), Start(call), End(call))),
            "at" => Code.Call(typeof(ListWork), nameof(ListWork.At), null, Values(list), Start(call)),
            "concat" => ListOf(Weighed(Code.Call(typeof(ListWork), nameof(ListWork.Concat), null, Values(list),
                Code.NewArrayInit(typeof(RuleValue), call.Arguments.Select(argument => ToValue(Compile(argument))))))),
            "join" => Weighed(Code.Call(typeof(TextWork), nameof(TextWork.Join), null, Values(list), call.Arguments.Length > 0 ? Text(call.Arguments[0]) : Code.Constant(","))),
            "some" or "every" or "find" or "findIndex" or "filter" or "map" or "reduce" => CompileLoop(name, new Loop(this, list, IsPlain(((Lambda)call.Arguments[0]).Body)), call),
            _ => throw new NotCompiled(name),
        }, call.Type);
    }

    private MethodCallExpression CompileTextMethod(string name, Code text, MethodCall call) => name switch
    {
        "includes" => OnText(nameof(TextWork.Includes), text, Text(call.Arguments[0])),
        "startsWith" => OnText(nameof(TextWork.StartsWith), text, Text(call.Arguments[0])),
        "endsWith" => OnText(nameof(TextWork.EndsWith), text, Text(call.Arguments[0])),
        "indexOf" => OnText(nameof(TextWork.IndexOf), text, Text(call.Arguments[0])),
        "lastIndexOf" => OnText(nameof(TextWork.LastIndexOf), text, Text(call.Arguments[0])),
        "slice" => OnText(nameof(TextWork.Slice), text, Start(call), End(call)),
        "substring" => OnText(nameof(TextWork.Substring), text, Start(call), End(call)),
        "charAt" => OnText(nameof(TextWork.CharAt), text, Start(call)),
        "at" => OnText(nameof(TextWork.At), text, Start(call)),
        "toUpperCase" => Code.Call(typeof(LetterCase), nameof(LetterCase.ToUpper), null, text),
        "toLowerCase" => Code.Call(typeof(LetterCase), nameof(LetterCase.ToLower), null, text),
        "split" => ListOf(OnText(nameof(TextWork.Split), text, Text(call.Arguments[0]))),
        "trim" => OnText(nameof(TextWork.Trim), text),
        "trimStart" => OnText(nameof(TextWork.TrimStart), text),
        "trimEnd" => OnText(nameof(TextWork.TrimEnd), text),
        "concat" => Joined([text, .. call.Arguments.Select(Text)]),
        _ => throw new NotCompiled(name),
    };

    private static MethodCallExpression OnText(string name, params Code[] arguments) => Code.Call(typeof(TextWork), name, null, arguments);

    private Code Start(MethodCall call) => call.Arguments.Length > 0 ? NumberOf(call.Arguments[0]) : Code.Constant(0.0);

    // An end that is undefined counts as not given; a start would be 0 by then.
    private Code End(MethodCall call) => call.Arguments.Length < 2 ? Code.Constant(double.PositiveInfinity)
        : call.Arguments[1].Type.MayBe(RuleKinds.Undefined) ? Code.Call(typeof(Range), nameof(Range.End), null, ToValue(Compile(call.Arguments[1])))
        : NumberOf(call.Arguments[1]);

    private Code Scalar(MethodCall call) => call.Arguments[0].Type.MayBe(RuleKinds.Composite)
        ? throw new NotCompiled($"{call.Method.Name}([…])")
        : ToValue(Compile(call.Arguments[0]));

    private Code CompileOption(OptionCall call)
    {
        var texts = call.Choice.List.Items.DistinctBy(item => item.Code)
            .ToFrozenDictionary(item => item.Code, item => call.Parent ? item.Parent : item.Title.Original, StringComparer.Ordinal);
        return As(Code.Call(typeof(FunctionWork), nameof(FunctionWork.OptionText), null, Code.Constant(texts), ToValue(Compile(call.Code))), call.Type);
    }

    private Code CompileFunction(FunctionCall call)
    {
        var arguments = call.Arguments;
        switch (call.Function.Name)
        {
            case "count": return arguments[0] is MethodCall { Method.Name: "filter" } filter && IsWhole(filter) ? Count(filter) : Count(arguments[0]);
            case "sum":
                return arguments[0] is MethodCall { Method.Name: "map" } map && IsWhole(map) && !map.Type.Item!.MayBe(RuleKinds.Undefined)
                ? Sum(map)
                : OnList(nameof(ListWork.Sum), call);
            case "average": return As(OnList(nameof(ListWork.Average), call), call.Type);
            case "min": return As(OnList(nameof(ListWork.Least), call), call.Type);
            case "max": return As(OnList(nameof(ListWork.Greatest), call), call.Type);
            case "distinct": return ListOf(OnList(nameof(ListWork.Distinct), call));
            case "isEmpty" when PlaceOf(arguments[0]) is ({ } row, { } slot): return At(row, nameof(RowSlots.IsEmptyAt), slot);
            case "isEmpty": return Part(ToValue(Compile(arguments[0])), nameof(RuleValue.IsEmpty));
            case "Boolean": return Truth(arguments[0]);
            case "Number": return NumberOf(arguments[0]);
            case "String": return Text(arguments[0]);
            case "Math.abs": return OnMath(nameof(Math.Abs), arguments[0]);
            case "Math.ceil": return OnMath(nameof(Math.Ceiling), arguments[0]);
            case "Math.floor": return OnMath(nameof(Math.Floor), arguments[0]);
            case "Math.trunc": return OnMath(nameof(Math.Truncate), arguments[0]);
            case "Math.sqrt": return OnMath(nameof(Math.Sqrt), arguments[0]);
            case "Math.round": return Code.Call(typeof(FunctionWork), nameof(FunctionWork.Round), null, NumberOf(arguments[0]));
            case "Math.sign": return Code.Call(typeof(FunctionWork), nameof(FunctionWork.Sign), null, NumberOf(arguments[0]));
            case "Math.max" or "Math.min" when arguments.Length > 0:
                return arguments.Select(NumberOf).Aggregate((left, right) =>
                    Code.Call(typeof(FunctionWork), call.Function.Name == "Math.max" ? nameof(FunctionWork.Greatest) : nameof(FunctionWork.Least), null, left, right));
            case "round" when arguments is [_, Constant { Value: double places }]:
                return Code.Call(typeof(Numbers), nameof(Numbers.Round), null, NumberOf(arguments[0]), Code.Constant(Numbers.Places(places)));
            case "round":
                return Code.Call(typeof(Numbers), nameof(Numbers.Round), null,
                    NumberOf(arguments[0]), arguments.Length > 1 ? NumberOf(arguments[1]) : Code.Constant(0.0));
            case "parseFloat": return Code.Call(typeof(NumberTexts), nameof(NumberTexts.ParseFloat), null, Text(arguments[0]));
            case "parseInt":
                return Code.Call(typeof(NumberTexts), nameof(NumberTexts.ParseInt), null,
                    Text(arguments[0]), arguments.Length > 1 ? NumberOf(arguments[1]) : Code.Constant(0.0));
            case "today": return Code.Property(Session, nameof(CompiledSession.Today));
            case "now": return Code.Property(Session, nameof(CompiledSession.Now));
            case "Number.isNaN" or "Number.isFinite" or "Number.isInteger":
                return Code.Call(typeof(FunctionWork), "I" + call.Function.Name[8..], null, ToValue(Compile(arguments[0])));
        }
        return CompileOnDates(call) ?? throw new NotCompiled(call.Function.Name);
    }

    private MethodCallExpression OnList(string name, FunctionCall call) => Code.Call(typeof(ListWork), name, null, Values(List(call.Arguments[0])));

    private MethodCallExpression OnMath(string name, RuleExpression argument) => Code.Call(typeof(Math), name, null, NumberOf(argument));
}
