using LowCode.OData.Queries.Binding;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Pipelines;

/// <summary>A column of a pipeline's result, as OData sees it.</summary>
/// <param name="Path">Its name; of a grouping property its path.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Codes">The codes that it can be; null when any value is possible.</param>
/// <param name="IsDeclared">True for a property of the model, false for one that the request has named.</param>
internal sealed record ResultColumn(string Path, BoundKind Kind, KnownCodes? Codes, bool IsDeclared)
{
    /// <summary>Of what has been joined: the collection whose member it is; null for values.</summary>
    public BoundCollection? Joined { get; init; }

    /// <summary>What has been joined, as what names mean.</summary>
    public BoundPlace Member() => Joined!.Joined!(field => new JoinedField(Path, field));
}
