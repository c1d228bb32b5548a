using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Rules.Functions;
using LowCode.Rules.Patterns;
using LowCode.Rules.Types;

namespace LowCode.Rules.Expressions;

/// <summary>
/// A checked rule: names are slots, functions are known, every part has a type. Whatever runs rules starts from here.
/// It means exactly what the JavaScript expression means that it was read from.
/// </summary>
/// <param name="Type">What it may give.</param>
internal abstract record RuleExpression(RuleType Type);

/// <summary>null, true, false, a number (double) or a text; undefined is null with <see cref="RuleType.Undefined"/>.</summary>
internal sealed record Constant(object? Value, RuleType Type) : RuleExpression(Type);

/// <summary>A field of the row that the rule stands in (0), of the row around its table (1), and so on outwards.</summary>
internal sealed record FieldRead(int Outwards, RowType Row, Slot Slot, RuleType Type) : RuleExpression(Type);

/// <summary>A parameter of an arrow function around.</summary>
internal sealed record LocalRead(Local Local, RuleType Type) : RuleExpression(Type);

/// <summary><c>me</c>, <c>record</c> or <c>option</c>.</summary>
internal sealed record ContextRead(ContextObject Object, RuleType Type) : RuleExpression(Type);

/// <summary>A member of an object, by its index; null's members are a TypeError unless <paramref name="Optional"/>.</summary>
internal sealed record MemberRead(RuleExpression Object, Member Member, bool Optional, RuleType Type) : RuleExpression(Type);

/// <summary>The length of a text or list.</summary>
internal sealed record LengthRead(RuleExpression Object, bool Optional, RuleType Type) : RuleExpression(Type);

/// <summary>An item of a list or a character of a text.</summary>
internal sealed record ItemRead(RuleExpression Object, RuleExpression Index, bool Optional, RuleType Type) : RuleExpression(Type);

/// <summary>Where a chain with <c>?.</c> ends: what follows a base that is null is not evaluated up to here.</summary>
internal sealed record Chain(RuleExpression Inner, RuleType Type) : RuleExpression(Type);

/// <summary>A unary operator: <c>! - +</c> or <c>typeof</c>.</summary>
internal sealed record Unary(string Operator, RuleExpression Operand, RuleType Type) : RuleExpression(Type);

/// <summary>A binary operator: arithmetic, comparison, equality.</summary>
internal sealed record Binary(string Operator, RuleExpression Left, RuleExpression Right, RuleType Type) : RuleExpression(Type);

/// <summary><c>&amp;&amp;</c>, <c>||</c> or <c>??</c>.</summary>
internal sealed record Logical(string Operator, RuleExpression Left, RuleExpression Right, RuleType Type) : RuleExpression(Type);

/// <summary><c>a ? b : c</c>.</summary>
internal sealed record Conditional(RuleExpression Test, RuleExpression Then, RuleExpression Else, RuleType Type) : RuleExpression(Type);

/// <summary>A template literal: texts and the expressions between them, one fewer.</summary>
internal sealed record Template(ImmutableArray<string> Texts, ImmutableArray<RuleExpression> Parts) : RuleExpression(RuleType.Text);

/// <summary>A list literal.</summary>
internal sealed record ListLiteral(ImmutableArray<RuleExpression> Items, RuleType Type) : RuleExpression(Type);

/// <summary>A call of a method of a text or list.</summary>
internal sealed record MethodCall(RuleExpression Object, Method Method, ImmutableArray<RuleExpression> Arguments, bool Optional, RuleType Type)
    : RuleExpression(Type);

/// <summary>A call of a standard function.</summary>
internal sealed record FunctionCall(StandardFunction Function, ImmutableArray<RuleExpression> Arguments, RuleType Type) : RuleExpression(Type);

/// <summary><c>title(field)</c> or <c>parent(field)</c>: what an option list says about a code.</summary>
internal sealed record OptionCall(bool Parent, Meaning.Choice Choice, RuleExpression Code, RuleType Type) : RuleExpression(Type);

/// <summary><c>lookup(field, 'path')</c>: a field of the record that a reference points to.</summary>
internal sealed record LookupCall(RuleExpression Reference, string Set, Shape Shape, Slot Slot, RuleType Type) : RuleExpression(Type);

/// <summary><c>/…/.test(text)</c>.</summary>
internal sealed record PatternTest(Pattern Pattern, RuleExpression Text) : RuleExpression(RuleType.Boolean);

/// <summary>An arrow function, as the argument of a list method or function.</summary>
internal sealed record Lambda(ImmutableArray<Local> Parameters, RuleExpression Body) : RuleExpression(Body.Type);

/// <summary>A parameter of an arrow function; <paramref name="Id"/> is unique in its rule.</summary>
internal sealed record Local(int Id, string Name);

/// <summary>An object that is there beside the fields.</summary>
internal enum ContextObject
{
    Me,
    Record,
    Option,
}
