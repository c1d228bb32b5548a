using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace LowCode.Rules.Running;

/// <summary>
/// An object whose members rules reach by number: <c>row[3]</c>. It has no properties of JavaScript's own making, reads
/// each value when it is first asked for, and cannot be changed by a rule.
/// </summary>
internal abstract class Cells(Engine engine) : ObjectInstance(engine)
{
    /// <summary>The value of a member.</summary>
    protected abstract JsValue Read(int index);

    /// <inheritdoc/>
    public sealed override JsValue Get(JsValue property, JsValue receiver)
    {
        if (property is JsNumber number)
            return Read((int)number.AsNumber());
        var index = 0;
        foreach (var digit in property.ToString())
        {
            if (!char.IsAsciiDigit(digit))
                return base.Get(property, receiver);
            index = (index * 10) + (digit - '0');
        }
        return Read(index);
    }
}

/// <summary>An object with values that are all there: a location, a file.</summary>
internal sealed class FixedCells(Engine engine, object? source, params JsValue[] values) : Cells(engine)
{
    /// <summary>What it was made from.</summary>
    public object? Source { get; } = source;

    /// <inheritdoc/>
    protected override JsValue Read(int index) => values[index];
}

/// <summary>An object whose values come from whatever evaluation is under way: <c>me</c>, <c>record</c>, <c>option</c>.</summary>
internal sealed class ContextCells(Engine engine, Func<int, JsValue> read) : Cells(engine)
{
    /// <inheritdoc/>
    protected override JsValue Read(int index) => read(index);
}
