using LowCode.Runtime.Commands;
using LowCode.Storage.Budgets;

namespace LowCode.OData.Serving;

/// <summary>What a request that is part of a batch has from it.</summary>
internal sealed class BatchPart
{
    /// <summary>Addresses of the entities that earlier parts made or are about, by the ids of those parts.</summary>
    public required IReadOnlyDictionary<string, string> Addresses { get; init; }

    /// <summary>What all parts may cost the store together.</summary>
    public required QueryBudget Budget { get; init; }

    /// <summary>The unit of work that the request is done in; null when it stands for itself.</summary>
    public UnitOfWork? Unit { get; init; }

    /// <summary>Writes what can only be answered once the unit is written; null when the answer is there.</summary>
    public Func<Task>? Answer { get; set; }
}
