using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Reading;

/// <summary>Which binder serves which C# type; each is made once. Thread-safe.</summary>
internal static class Binders
{
    private static readonly ConcurrentDictionary<Type, ValueBinder> ByType = new()
    {
        [typeof(string)] = new TextBinder(),
        [typeof(LocalizedText)] = new LocalizedTextBinder(),
        [typeof(RuleText)] = new RuleBinder(),
        [typeof(int)] = new NumberBinder<int>(whole: true),
        [typeof(long)] = new NumberBinder<long>(whole: true),
        [typeof(decimal)] = new NumberBinder<decimal>(whole: false),
        [typeof(bool)] = new BooleanBinder(),
        [typeof(DateOnly)] = new DateBinder(),
        [typeof(JsonElement)] = new AnyJsonBinder(),
        [typeof(FieldType)] = new FieldTypeBinder(),
    };

    private static readonly NumberOrTextBinder NumberOrText = new();
    private static readonly DurationBinder Duration = new();

    /// <summary>For a record of the model.</summary>
    public static NodeBinder For<T>()
        where T : Node => (NodeBinder)For(typeof(T));

    /// <summary>For a property, whose attributes may ask for more than its type says.</summary>
    public static ValueBinder For(PropertyInfo property)
    {
        if (property.IsDefined(typeof(NumberOrTextAttribute)))
            return NumberOrText;
        if (property.IsDefined(typeof(DurationAttribute)))
            return Duration;
        if (property.IsDefined(typeof(OneOrManyAttribute)))
            return List(property.PropertyType.GetGenericArguments()[0], orOne: true);
        return For(property.PropertyType);
    }

    /// <summary>For a type.</summary>
    public static ValueBinder For(Type type) => ByType.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, Make);

    private static ValueBinder Make(Type type)
    {
        if (type.IsEnum)
            return new EnumBinder(type);
        if (type.IsAssignableTo(typeof(Node)))
            return new NodeBinder(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return List(type.GetGenericArguments()[0], orOne: type.GetGenericArguments()[0] is { } element && (element == typeof(string) || element.IsEnum));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>))
            return Generic(typeof(MapBinder<>), type.GetGenericArguments()[1]);
        throw new InvalidOperationException($"No JSON is known for {type}.");
    }

    private static ValueBinder List(Type element, bool orOne) => Generic(typeof(ListBinder<>), element, orOne);

    private static ValueBinder Generic(Type binder, Type element, params object[] more) =>
        (ValueBinder)Activator.CreateInstance(binder.MakeGenericType(element), [For(element), .. more])!;
}
