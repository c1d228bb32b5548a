using System.Text;
using Jint;
using Jint.Native;
using Jint.Runtime;
using LowCode.Definitions.Messages;

namespace LowCode.Rules.Running;

/// <summary>Texts and lists that grow, as JavaScript makes them, within the <see cref="Limits"/>.</summary>
internal static class ScriptTexts
{
    /// <summary>The operator +.</summary>
    public static JsValue Add(JsValue left, JsValue right) =>
        left.IsString() || right.IsString()
            ? Join([left, right])
            : JsNumber.Create(TypeConverter.ToNumber(left) + TypeConverter.ToNumber(right));

    /// <summary>Everything as text, one behind the other.</summary>
    public static JsValue Join(JsValue[] parts) => Concatenate(parts, "", part => ScriptValues.Written(part));

    /// <summary>Array.prototype.join: null and undefined are nothing.</summary>
    public static JsValue Join(JsArray list, JsValue[] arguments) => Concatenate(
        ScriptValues.Items(list),
        arguments.Length == 0 || arguments[0].IsUndefined() ? "," : ScriptValues.Written(arguments[0]),
        item => ScriptValues.IsNothing(item) ? "" : ScriptValues.Written(item));

    /// <summary>String.prototype.concat.</summary>
    public static JsValue Concat(JsValue text, JsValue[] arguments) => Join([text, .. arguments]);

    /// <summary>Array.prototype.concat.</summary>
    public static JsValue Concat(Engine engine, JsArray list, JsValue[] arguments)
    {
        var length = (long)list.Length;
        foreach (var argument in arguments)
            length += argument is JsArray other ? other.Length : 1;
        if (length > Limits.Items)
            throw new RuleFailure(RuleFailureMessages.ListLength, ("max", Limits.Items));
        var items = new List<JsValue>((int)length);
        items.AddRange(ScriptValues.Items(list));
        foreach (var argument in arguments)
        {
            if (argument is JsArray other)
                items.AddRange(ScriptValues.Items(other));
            else
                items.Add(argument);
        }
        return ScriptValues.List(engine, [.. items]);
    }

    private static JsValue Concatenate(JsValue[] parts, string separator, Func<JsValue, string> text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                result.Append(separator);
            result.Append(text(parts[i]));
            if (result.Length > Limits.Characters)
                throw new RuleFailure(RuleFailureMessages.TextLength, ("max", Limits.Characters));
        }
        return ScriptValues.Text(result.ToString());
    }
}
