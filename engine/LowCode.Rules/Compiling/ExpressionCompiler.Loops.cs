using System.Linq.Expressions;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Results;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>Arrow functions over lists, as loops.</summary>
internal sealed partial class ExpressionCompiler
{
    private BlockExpression CompileLoop(string name, Code list, MethodCall call)
    {
        var lambda = (Lambda)call.Arguments[0];
        var loop = new Loop(this, list);
        switch (name)
        {
            case "some" or "every":
                var found = loop.Keep(Code.Constant(name == "every"));
                loop.Take(lambda.Parameters, 0);
                var stops = name == "some" ? Truth(lambda.Body) : Code.Not(Truth(lambda.Body));
                loop.Do(Code.IfThen(stops, Code.Block(Code.Assign(found, Code.Constant(name == "some")), loop.Break)));
                return loop.Giving(found);
            case "find":
                var item = loop.Keep(Static(nameof(RuleValue.Undefined)));
                loop.Take(lambda.Parameters, 0);
                loop.Do(Code.IfThen(Truth(lambda.Body), Code.Block(Code.Assign(item, ToValue(loop.Item)), loop.Break)));
                return loop.Giving(item);
            case "findIndex":
                var place = loop.Keep(Code.Constant(-1.0));
                loop.Take(lambda.Parameters, 0);
                loop.Do(Code.IfThen(Truth(lambda.Body), Code.Block(Code.Assign(place, loop.Index), loop.Break)));
                return loop.Giving(place);
            case "reduce":
                var total = loop.Keep(As(Compile(call.Arguments[1]), call.Type));
                if (lambda.Parameters.Length > 0)
                    _locals[lambda.Parameters[0].Id] = total;
                loop.Take(lambda.Parameters, 1);
                loop.Do(Code.Assign(total, As(Compile(lambda.Body), call.Type)));
                return loop.Giving(total);
            case "filter":
                var kept = loop.Keep(Code.New(typeof(List<>).MakeGenericType(loop.Item.Type)));
                loop.Take(lambda.Parameters, 0);
                loop.Do(Code.IfThen(Truth(lambda.Body), Code.Call(kept, nameof(List<>.Add), null, loop.Item)));
                var filtered = Code.Call(kept, nameof(List<>.ToArray), null);
                return loop.Giving(loop.Item.Type == typeof(RowFrame) ? filtered : ListOf(filtered));
            default:
                var made = loop.Keep(Code.NewArrayBounds(typeof(RuleValue), loop.Length));
                loop.Take(lambda.Parameters, 0);
                loop.Do(Code.Assign(Code.ArrayAccess(made, loop.At), ToValue(Compile(lambda.Body))));
                return loop.Giving(ListOf(made));
        }
    }

    /// <summary>How many items a filter lets through.</summary>
    private BlockExpression Count(MethodCall filter)
    {
        var lambda = (Lambda)filter.Arguments[0];
        var loop = new Loop(this, List(filter.Object));
        var count = loop.Keep(Code.Constant(0.0));
        loop.Take(lambda.Parameters, 0);
        loop.Do(Code.IfThen(Truth(lambda.Body), Code.Assign(count, Code.Add(count, Code.Constant(1.0)))));
        return loop.Giving(count);
    }

    /// <summary>The length of a list.</summary>
    private UnaryExpression Count(RuleExpression list) => Code.Convert(
        PlaceOf(list) is ({ } row, { Kind: ValueKind.Rows } slot) ? At(row, nameof(RowFrame.CountAt), slot) : Code.ArrayLength(List(list)), typeof(double));

    /// <summary>The sum of what a map gives. An empty item adds 0, which changes no sum: a sum is never -0.</summary>
    private BlockExpression Sum(MethodCall map)
    {
        var lambda = (Lambda)map.Arguments[0];
        var loop = new Loop(this, List(map.Object));
        var sum = loop.Keep(Code.Constant(0.0));
        loop.Take(lambda.Parameters, 0);
        loop.Do(Code.Assign(sum, Code.Add(sum, NumberOf(lambda.Body))));
        return loop.Giving(sum);
    }

    /// <summary>A loop over a list that is being written.</summary>
    private sealed class Loop
    {
        private readonly ExpressionCompiler _compiler;
        private readonly ParameterExpression _items;
        private readonly LabelTarget _end = Code.Label();
        private readonly List<ParameterExpression> _variables;
        private readonly List<Code> _before;
        private readonly List<Code> _step;

        public Loop(ExpressionCompiler compiler, Code list)
        {
            _compiler = compiler;
            compiler._hasLoops = true;
            _items = Code.Variable(list.Type);
            At = Code.Variable(typeof(int));
            _variables = [_items, At];
            _before = [Code.Assign(_items, list), Code.Assign(At, Code.Constant(0))];
            _step = [Code.Call(compiler.Session, nameof(CompiledSession.Step), null)];
        }

        public ParameterExpression At { get; }

        public Code Index => Code.Convert(At, typeof(double));

        public Code Item => Code.ArrayIndex(_items, At);

        public Code Length => Code.ArrayLength(_items);

        public Code Break => Code.Break(_end);

        /// <summary>A variable with its value before the first item.</summary>
        public ParameterExpression Keep(Code start)
        {
            var variable = Code.Variable(start.Type);
            _variables.Add(variable);
            _before.Add(Code.Assign(variable, start));
            return variable;
        }

        /// <summary>Gives an arrow function's parameters the item and its index; the item is the one numbered <paramref name="first"/>.</summary>
        public void Take(System.Collections.Immutable.ImmutableArray<Local> parameters, int first)
        {
            for (var i = first; i < parameters.Length; i++)
            {
                var value = i == first ? Item : Index;
                var local = _compiler._locals[parameters[i].Id] = Code.Variable(value.Type, parameters[i].Name);
                _variables.Add(local);
                _step.Add(Code.Assign(local, value));
            }
        }

        public void Do(Code step) => _step.Add(step);

        public BlockExpression Giving(Code result)
        {
            _step.Add(Code.PreIncrementAssign(At));
            var loop = Code.Loop(Code.IfThenElse(Code.LessThan(At, Length), Code.Block(_step), Break), _end);
            return Code.Block(result.Type, _variables, [.. _before, loop, result]);
        }
    }
}
