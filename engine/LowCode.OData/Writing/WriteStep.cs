using System.Text.Json;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>Writes one property of an entity or complex value. Immutable; all decisions were taken when the plan was made.</summary>
/// <param name="name">Its name.</param>
internal abstract class WriteStep(string name)
{
    /// <summary>The name, encoded once.</summary>
    protected JsonEncodedText Name { get; } = JsonStyle.Name(name);

    /// <summary>Writes name and value. The row in the hit is the innermost table row at hand, or null over the record itself.</summary>
    public abstract void Write(Utf8JsonWriter json, in Hit hit, WriteContext context);
}
