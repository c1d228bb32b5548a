using System.Linq.Expressions;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Results;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>Arrow functions over lists, as loops.</summary>
internal sealed partial class ExpressionCompiler
{
    private const int MostUnrolled = 16;

    private BlockExpression CompileLoop(string name, Loop loop, MethodCall call)
    {
        var lambda = (Lambda)call.Arguments[0];
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
        if (filter.Object is ListLiteral { Items.Length: <= MostUnrolled } list && lambda.Parameters.Length == 1 && IsPlain(lambda.Body) && Texts(list) is { } texts)
            return Unrolled(texts, lambda);
        var loop = Over(filter.Object, lambda);
        var count = loop.Keep(Code.Constant(0));
        loop.Take(lambda.Parameters, 0);
        loop.Do(CountWhen(count, lambda.Body));
        return loop.Giving(Code.Convert(count, typeof(double)));
    }

    private BlockExpression Unrolled(List<Code> texts, Lambda lambda)
    {
        var count = Code.Variable(typeof(int));
        var text = _locals[lambda.Parameters[0].Id] = Code.Variable(typeof(string), lambda.Parameters[0].Name);
        var steps = new List<Code> { Code.Assign(count, Code.Constant(0)) };
        foreach (var item in texts)
        {
            steps.Add(Code.Assign(text, item));
            steps.Add(CountWhen(count, lambda.Body));
        }
        return Code.Block(typeof(double), [count, text], [.. steps, Code.Convert(count, typeof(double))]);
    }

    // Without a jump: which items count is often hard to foresee.
    private BinaryExpression CountWhen(ParameterExpression count, RuleExpression test) =>
        Code.Assign(count, Code.Add(count, Code.Condition(Truth(test), Code.Constant(1), Code.Constant(0))));

    /// <summary>Texts that are at hand; null when the list has others.</summary>
    private List<Code>? Texts(ListLiteral list)
    {
        var texts = list.Items.Select(item => TextAt(item) ?? (item is Constant { Value: string } ? Text(item) : null)).OfType<Code>().ToList();
        return texts.Count == list.Items.Length ? texts : null;
    }

    /// <summary>The length of a list.</summary>
    private UnaryExpression Count(RuleExpression list) => Code.Convert(
        PlaceOf(list) is ({ } row, { Kind: ValueKind.Rows } slot) ? At(row, nameof(RowSlots.CountAt), slot) : Code.ArrayLength(List(list)), typeof(double));

    /// <summary>The sum of what a map gives. An empty item adds 0, which changes no sum: a sum is never -0.</summary>
    private BlockExpression Sum(MethodCall map)
    {
        var lambda = (Lambda)map.Arguments[0];
        var loop = Over(map.Object, lambda);
        var sum = loop.Keep(Code.Constant(0.0));
        loop.Take(lambda.Parameters, 0);
        loop.Do(Code.Assign(sum, Code.Add(sum, NumberOf(lambda.Body))));
        return loop.Giving(sum);
    }

    /// <summary>A loop over a list that is being written.</summary>
    private sealed class Loop
    {
        private readonly ExpressionCompiler _compiler;
        private readonly bool _isPlain;
        private readonly Lambda? _where;
        private readonly ParameterExpression? _passed;
        private readonly ParameterExpression _items;
        private readonly LabelTarget _end = Code.Label();
        private readonly List<ParameterExpression> _variables;
        private readonly List<Code> _before;
        private readonly List<Code> _step = [];

        /// <param name="compiler">Whose rule it is in.</param>
        /// <param name="list">The list.</param>
        /// <param name="isPlain">Whether what is done for each item is plain, so that steps can be counted behind the loop.</param>
        /// <param name="where">Lets only some of its items through; plain.</param>
        public Loop(ExpressionCompiler compiler, Code list, bool isPlain, Lambda? where = null)
        {
            _compiler = compiler;
            compiler._isCounted = true;
            _isPlain = isPlain;
            _where = where;
            _items = Code.Variable(list.Type);
            At = Code.Variable(typeof(int));
            _variables = [_items, At];
            _before = [Code.Assign(_items, list), Code.Assign(At, Code.Constant(0))];
            if (isPlain && where is not null)
                _passed = Keep(Code.Constant(0));
        }

        public ParameterExpression At { get; }

        public Code Index => Code.Convert(At, typeof(double));

        public Code Item => Code.ArrayIndex(_items, At);

        public Code Length => Code.ArrayLength(_items);

        /// <summary>Ends the loop; the item at hand has been looked at.</summary>
        public Code Break => Code.Block(Code.PreIncrementAssign(At), Code.Break(_end));

        private MethodCallExpression Step => Code.Call(_compiler.Session, nameof(CompiledSession.Step), null);

        /// <summary>A variable with its value before the first item.</summary>
        public ParameterExpression Keep(Code start)
        {
            var variable = Code.Variable(start.Type);
            _variables.Add(variable);
            _before.Add(Code.Assign(variable, start));
            return variable;
        }

        /// <summary>Gives an arrow function's parameters the item and its index; the item is the one numbered <paramref name="first"/>.</summary>
        public void Take(System.Collections.Immutable.ImmutableArray<Local> parameters, int first) => Take(parameters, first, _step);

        public void Do(Code step) => _step.Add(step);

        public BlockExpression Giving(Code result)
        {
            var step = new List<Code>();
            if (!_isPlain)
                step.Add(Step);
            if (_where is null)
            {
                step.AddRange(_step);
            }
            else
            {
                Take(_where.Parameters, 0, step);
                step.Add(Code.IfThen(_compiler.Truth(_where.Body), Code.Block([_passed is null ? Step : Code.PreIncrementAssign(_passed), .. _step])));
            }
            step.Add(Code.PreIncrementAssign(At));
            var loop = Code.Loop(Code.IfThenElse(Code.LessThan(At, Length), Code.Block(step), Code.Break(_end)), _end);
            var count = !_isPlain ? (Code)Code.Empty()
                : Code.Call(_compiler.Session, nameof(CompiledSession.Steps), null, _passed is null ? At : Code.Add(At, _passed));
            return Code.Block(result.Type, _variables, [.. _before, loop, count, result]);
        }

        private void Take(System.Collections.Immutable.ImmutableArray<Local> parameters, int first, List<Code> steps)
        {
            for (var i = first; i < parameters.Length; i++)
            {
                var value = i == first ? Item : Index;
                var local = _compiler._locals[parameters[i].Id] = Code.Variable(value.Type, parameters[i].Name);
                _variables.Add(local);
                steps.Add(Code.Assign(local, value));
            }
        }
    }
}
