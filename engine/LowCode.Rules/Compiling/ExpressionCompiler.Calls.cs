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
        var list = Weighed(Part(ToValue(made), nameof(RuleValue.List)));
        return As(name switch
        {
            "includes" => Code.Call(typeof(ListWork), nameof(ListWork.Includes), null, list, Scalar(call)),
            "indexOf" => Code.Call(typeof(ListWork), nameof(ListWork.IndexOf), null, list, Scalar(call)),
            "slice" => ListOf(Code.Call(typeof(ListWork), nameof(ListWork.Slice), null, list, Start(call), End(call))),
            "at" => Code.Call(typeof(ListWork), nameof(ListWork.At), null, list, Start(call)),
            "concat" => ListOf(Weighed(Code.Call(typeof(ListWork), nameof(ListWork.Concat), null, list,
                Code.NewArrayInit(typeof(RuleValue), call.Arguments.Select(argument => ToValue(Compile(argument))))))),
            "join" => Weighed(Code.Call(typeof(TextWork), nameof(TextWork.Join), null, list, call.Arguments.Length > 0 ? Text(call.Arguments[0]) : Code.Constant(","))),
            "some" or "every" or "find" or "findIndex" or "filter" or "map" or "reduce" => CompileLoop(name, list, call),
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

    private Code Start(MethodCall call) => call.Arguments.Length > 0 ? Number(call.Arguments[0]) : Code.Constant(0.0);

    // An end that is undefined counts as not given; a start would be 0 by then.
    private Code End(MethodCall call) => call.Arguments.Length < 2 ? Code.Constant(double.PositiveInfinity)
        : call.Arguments[1].Type.MayBe(RuleKinds.Undefined) ? Code.Call(typeof(Range), nameof(Range.End), null, ToValue(Compile(call.Arguments[1])))
        : Number(call.Arguments[1]);

    private Code Scalar(MethodCall call) => call.Arguments[0].Type.MayBe(RuleKinds.Composite)
        ? throw new NotCompiled($"{call.Method.Name}([…])")
        : ToValue(Compile(call.Arguments[0]));

    private BlockExpression CompileLoop(string name, Code list, MethodCall call)
    {
        var lambda = (Lambda)call.Arguments[0];
        var items = Code.Variable(typeof(RuleValue[]));
        var index = Code.Variable(typeof(int));
        var end = Code.Label();
        var first = name == "reduce" ? 1 : 0;
        var variables = new List<ParameterExpression> { items, index };
        var before = new List<Code> { Code.Assign(items, list), Code.Assign(index, Code.Constant(0)) };
        var step = new List<Code> { Code.Call(Session, nameof(CompiledSession.Step), null) };
        for (var i = 0; i < lambda.Parameters.Length; i++)
        {
            var local = _locals[lambda.Parameters[i].Id] = Code.Variable(typeof(RuleValue), lambda.Parameters[i].Name);
            variables.Add(local);
            if (i == first)
                step.Add(Code.Assign(local, Code.ArrayIndex(items, index)));
            else if (i == first + 1)
                step.Add(Code.Assign(local, ToValue(Code.Convert(index, typeof(double)))));
        }
        Code result;
        if (name is "some" or "every")
        {
            var found = Code.Variable(typeof(bool));
            variables.Add(found);
            before.Add(Code.Assign(found, Code.Constant(name == "every")));
            var stops = name == "some" ? Truth(lambda.Body) : Code.Not(Truth(lambda.Body));
            step.Add(Code.IfThen(stops, Code.Block(Code.Assign(found, Code.Constant(name == "some")), Code.Break(end))));
            result = found;
        }
        else if (name is "find" or "findIndex")
        {
            var isFind = name == "find";
            var found = Code.Variable(isFind ? typeof(RuleValue) : typeof(double));
            variables.Add(found);
            before.Add(Code.Assign(found, isFind ? Static(nameof(RuleValue.Undefined)) : Code.Constant(-1.0)));
            Code what = isFind ? Code.ArrayIndex(items, index) : Code.Convert(index, typeof(double));
            step.Add(Code.IfThen(Truth(lambda.Body), Code.Block(Code.Assign(found, what), Code.Break(end))));
            result = found;
        }
        else if (name == "reduce")
        {
            var total = lambda.Parameters.Length > 0 ? _locals[lambda.Parameters[0].Id] : Code.Variable(typeof(RuleValue));
            if (lambda.Parameters.Length == 0)
                variables.Add(total);
            before.Add(Code.Assign(total, ToValue(Compile(call.Arguments[1]))));
            step.Add(Code.Assign(total, ToValue(Compile(lambda.Body))));
            result = total;
        }
        else
        {
            var made = Code.Variable(typeof(List<RuleValue>));
            variables.Add(made);
            before.Add(Code.Assign(made, Code.New(typeof(List<RuleValue>))));
            step.Add(name == "map" ? Code.Call(made, nameof(List<>.Add), null, ToValue(Compile(lambda.Body)))
                : Code.IfThen(Truth(lambda.Body), Code.Call(made, nameof(List<>.Add), null, Code.ArrayIndex(items, index))));
            result = ListOf(Code.Call(made, nameof(List<>.ToArray), null));
        }
        step.Add(Code.PreIncrementAssign(index));
        var loop = Code.Loop(Code.IfThenElse(Code.LessThan(index, Code.ArrayLength(items)), Code.Block(step), Code.Break(end)), end);
        return Code.Block(result.Type, variables, [.. before, loop, result]);
    }

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
            case "count": return Code.Convert(Code.ArrayLength(List(arguments[0])), typeof(double));
            case "sum": return OnList(nameof(ListWork.Sum), call);
            case "average": return As(OnList(nameof(ListWork.Average), call), call.Type);
            case "min": return As(OnList(nameof(ListWork.Least), call), call.Type);
            case "max": return As(OnList(nameof(ListWork.Greatest), call), call.Type);
            case "distinct": return ListOf(OnList(nameof(ListWork.Distinct), call));
            case "isEmpty": return Part(ToValue(Compile(arguments[0])), nameof(RuleValue.IsEmpty));
            case "Boolean": return Truth(arguments[0]);
            case "Number": return Number(arguments[0]);
            case "String": return Text(arguments[0]);
            case "Math.abs": return OnMath(nameof(Math.Abs), arguments[0]);
            case "Math.ceil": return OnMath(nameof(Math.Ceiling), arguments[0]);
            case "Math.floor": return OnMath(nameof(Math.Floor), arguments[0]);
            case "Math.trunc": return OnMath(nameof(Math.Truncate), arguments[0]);
            case "Math.sqrt": return OnMath(nameof(Math.Sqrt), arguments[0]);
            case "Math.round": return Code.Call(typeof(FunctionWork), nameof(FunctionWork.Round), null, Number(arguments[0]));
            case "Math.sign": return Code.Call(typeof(FunctionWork), nameof(FunctionWork.Sign), null, Number(arguments[0]));
            case "Math.max" or "Math.min" when arguments.Length > 0:
                return arguments.Select(Number).Aggregate((left, right) =>
                    Code.Call(typeof(FunctionWork), call.Function.Name == "Math.max" ? nameof(FunctionWork.Greatest) : nameof(FunctionWork.Least), null, left, right));
            case "round":
                return Code.Call(typeof(Numbers), nameof(Numbers.Round), null,
                    Number(arguments[0]), arguments.Length > 1 ? Number(arguments[1]) : Code.Constant(0.0));
            case "parseFloat": return Code.Call(typeof(NumberTexts), nameof(NumberTexts.ParseFloat), null, Text(arguments[0]));
            case "parseInt":
                return Code.Call(typeof(NumberTexts), nameof(NumberTexts.ParseInt), null,
                    Text(arguments[0]), arguments.Length > 1 ? Number(arguments[1]) : Code.Constant(0.0));
            case "today": return Code.Property(Session, nameof(CompiledSession.Today));
            case "now": return Code.Property(Session, nameof(CompiledSession.Now));
            case "Number.isNaN" or "Number.isFinite" or "Number.isInteger":
                return Code.Call(typeof(FunctionWork), "I" + call.Function.Name[8..], null, ToValue(Compile(arguments[0])));
        }
        if (FunctionWork.OfDates.Contains(call.Function.Name))
        {
            return As(Code.Call(Session, nameof(CompiledSession.OnDates), null, Code.Constant(call.Function.Name),
                Code.NewArrayInit(typeof(RuleValue), arguments.Select(argument => ToValue(Compile(argument))))), call.Type);
        }
        throw new NotCompiled(call.Function.Name);
    }

    private MethodCallExpression OnList(string name, FunctionCall call) => Code.Call(typeof(ListWork), name, null, List(call.Arguments[0]));

    private MethodCallExpression OnMath(string name, RuleExpression argument) => Code.Call(typeof(Math), name, null, Number(argument));
}
