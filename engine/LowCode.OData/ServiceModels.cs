using System.Collections.Concurrent;
using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Writing;
using LowCode.Runtime;
using LowCode.Runtime.Apps;
using LowCode.Runtime.SystemSets;

namespace LowCode.OData;

/// <summary>
/// The service models of an installation, one an app, made when first asked for. A publish swaps the apps as a whole;
/// requests that have begun go on with the models of before. Thread-safe.
/// </summary>
internal sealed class ServiceModels(Installation installation)
{
    private static readonly ImmutableArray<FormSource> System =
    [
        new(Names.Tasks, SystemSet.App, TaskSet.Definition, TaskSet.Shape, null) { IsReadOnly = true },
        new(Names.Divisions, SystemSet.App, DivisionSet.Definition, DivisionSet.Shape, null) { IsReadOnly = true },
    ];

    private volatile Generation _generation = new(ImmutableDictionary<string, CompiledApp>.Empty);

    /// <summary>The model of an app with its plans, or null when there is no such app.</summary>
    public ServedModel? Find(string app)
    {
        var generation = _generation;
        if (!ReferenceEquals(generation.Apps, installation.Apps))
            _generation = generation = new Generation(installation.Apps);
        return generation.Apps.TryGetValue(app, out var compiled)
            ? generation.Models.GetOrAdd(app, _ => new(() => new ServedModel(ModelBuilder.Build(compiled, generation.Apps, System)))).Value
            : null;
    }

    private sealed record Generation(ImmutableDictionary<string, CompiledApp> Apps)
    {
        public ConcurrentDictionary<string, Lazy<ServedModel>> Models { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>A model and the plans that have been made for it.</summary>
internal sealed record ServedModel(ServiceModel Model)
{
    public PlanCache Plans { get; } = new();
}
