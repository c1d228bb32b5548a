using System.Text.Json;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>A value that $compute names, computed before.</summary>
/// <param name="name">Its name.</param>
/// <param name="index">Its place among all that is computed there.</param>
/// <param name="kind">Its type.</param>
/// <param name="options">How it is written.</param>
internal sealed class ComputedStep(string name, int index, BoundKind kind, WriteOptions options) : WriteStep(name)
{
    private readonly (JsonEncodedText Name, JsonEncodedText Value)? _type = ColumnsWriter.TypeOf(name, kind, options);

    /// <summary>Its place among all that is computed there.</summary>
    public int Index => index;

    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        var value = context.Computed(this, hit);
        if (_type is { } type && !value.IsEmpty)
            json.WriteString(type.Name, type.Value);
        ColumnsWriter.WriteValue(json, Name, value, kind, options);
    }
}
