using System.Collections.Immutable;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Batches;

/// <summary>One request in a batch, as it was sent.</summary>
internal sealed record BatchItem
{
    /// <summary>Its id (<c>Content-ID</c>); null when it has none.</summary>
    public string? Id { get; init; }

    /// <summary>The group with which it is done or not done (a change set); null when it stands for itself.</summary>
    public string? Group { get; init; }

    /// <summary>Ids of requests and groups that must be done for it to be.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>The condition that takes the place of that; null when there is none.</summary>
    public string? If { get; init; }

    /// <summary>The method in upper case.</summary>
    public string Method { get; init; } = "";

    /// <summary>The address as it was sent.</summary>
    public string Url { get; init; } = "";

    /// <summary>Its own headers.</summary>
    public IHeaderDictionary Headers { get; init; } = new HeaderDictionary();

    /// <summary>Its body; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Why it cannot be done at all; null when it can be tried.</summary>
    public Refusal? Broken { get; init; }
}
