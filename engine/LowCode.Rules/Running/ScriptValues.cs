using Jint;
using Jint.Native;
using LowCode.Definitions.Values;
using LowCode.Rules.Results;

namespace LowCode.Rules.Running;

/// <summary>From stored values to what rules see, and from what they give back to values without an engine.</summary>
internal static class ScriptValues
{
    /// <summary>The value of a slot that is no table.</summary>
    public static JsValue Read(Engine engine, in Value value, ValueKind kind) => value.Kind switch
    {
        ValueKind.Empty => Empty(engine, kind),
        ValueKind.Boolean => value.AsBoolean() ? JsBoolean.True : JsBoolean.False,
        ValueKind.Integer => JsNumber.Create((double)value.AsInteger()),
        ValueKind.Decimal => JsNumber.Create(value.AsDouble()),
        ValueKind.Text => Text(value.AsText()),
        ValueKind.Codes => List(engine, [.. value.AsCodes().Select(Text)]),
        ValueKind.Location => LocationOf(engine, value.AsLocation()),
        ValueKind.Files => FilesOf(engine, value.AsFiles()),
        ValueKind.Rows => throw new InvalidOperationException("A table is read row by row."),
        _ => Text(value.ToString()),
    };

    /// <summary>What an empty slot of a kind reads as: a list for what holds many, null for the rest.</summary>
    public static JsValue Empty(Engine engine, ValueKind kind) =>
        kind is ValueKind.Codes or ValueKind.Files or ValueKind.Rows ? List(engine, []) : JsValue.Null;

    public static JsValue Text(string text) => JsString.Create(text);

    /// <summary>A text, or null.</summary>
    public static JsValue TextOrNull(string? text) => text is null ? JsValue.Null : JsString.Create(text);

    /// <summary>A list; the array must not be changed afterwards.</summary>
    public static JsArray List(Engine engine, JsValue[] items) => new(engine, items);

    /// <summary>The items of a list.</summary>
    public static JsValue[] Items(JsArray list)
    {
        var items = new JsValue[list.Length];
        for (var i = 0u; i < items.Length; i++)
            items[i] = list[i];
        return items;
    }

    public static JsBoolean Truth(bool value) => value ? JsBoolean.True : JsBoolean.False;

    /// <summary>True for null and undefined.</summary>
    public static bool IsNothing(JsValue value) => value.IsNull() || value.IsUndefined();

    /// <summary>What a script gave, without its engine.</summary>
    public static RuleValue Result(JsValue result) => result switch
    {
        JsNumber number => RuleValue.Of(number.AsNumber()),
        JsString text => RuleValue.Of(text.ToString()),
        JsArray list => RuleValue.Of([.. Items(list).Select(Result)]),
        FixedCells cells => RuleValue.OfObject(new Parts(cells.Source, [])),
        _ when result.IsBoolean() => RuleValue.Of(result.AsBoolean()),
        _ when result.IsNull() => RuleValue.Null,
        _ when result.IsUndefined() => RuleValue.Undefined,
        _ => RuleValue.OfObject(result),
    };

    /// <summary>A scalar as JavaScript writes it. Not the engine's own way: it writes integers beyond 2^53 with all their digits.</summary>
    public static string Written(JsValue value) => Conversions.ToText(Result(value));

    private static FixedCells LocationOf(Engine engine, Location location) => new(
        engine, location, JsNumber.Create(location.Latitude), JsNumber.Create(location.Longitude),
        location.Accuracy is { } accuracy ? JsNumber.Create(accuracy) : JsValue.Null);

    private static JsArray FilesOf(Engine engine, ReadOnlySpan<Attachment> files)
    {
        var items = new JsValue[files.Length];
        for (var i = 0; i < files.Length; i++)
            items[i] = new FixedCells(engine, files[i], Text(files[i].Name), Text(files[i].MediaType), JsNumber.Create((double)files[i].Size));
        return List(engine, items);
    }
}
