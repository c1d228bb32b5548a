using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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
internal sealed class ServiceModels
{
    private static readonly ImmutableArray<FormSource> System =
    [
        new(Names.Tasks, SystemSet.App, TaskSet.Definition, TaskSet.Shape, null) { IsReadOnly = true },
        new(Names.Divisions, SystemSet.App, DivisionSet.Definition, DivisionSet.Shape, null) { IsReadOnly = true },
        new(Names.Changes, SystemSet.App, ChangeSet.Definition, ChangeSet.Shape, null) { IsReadOnly = true },
    ];

    // As long as a request serves apps that have been replaced, their models are there.
    private readonly ConditionalWeakTable<ImmutableDictionary<string, CompiledApp>, ConcurrentDictionary<string, Lazy<ServedModel>>> _models = [];

    /// <summary>The model of an app with its plans, or null when there is no such app.</summary>
    public ServedModel? Find(ImmutableDictionary<string, CompiledApp> apps, string app) => apps.TryGetValue(app, out var compiled)
        ? _models.GetValue(apps, static _ => new(StringComparer.Ordinal))
            .GetOrAdd(app, _ => new(() => new ServedModel(ModelBuilder.Build(compiled, apps, System)))).Value
        : null;

    /// <summary>
    /// The model of an app as one of its published versions would have it, over the slots that it has now: for reading what was
    /// filled in by that version. Null when there is none of that number.
    /// </summary>
    public async ValueTask<ServiceModel?> FindAsync(ServingView serving, string app, int version, CancellationToken cancel)
    {
        var (apps, newest) = (serving.Apps, serving.Apps[app]);
        if (version == newest.Version)
            return Find(apps, app)?.Model;
        if (await serving.VersionAsync(app, version, cancel) is not { } then)
            return null;
        return _models.GetValue(apps, static _ => new(StringComparer.Ordinal)).GetOrAdd($"{app} {version}", _ => new(() => new ServedModel(
            ModelBuilder.Build(then, apps.SetItem(app, then), System, shapeOf: form => (newest.Forms.GetValueOrDefault(form.Definition.Name) ?? form).Shape)))).Value.Model;
    }
}

/// <summary>A model and the plans that have been made for it.</summary>
internal sealed record ServedModel(ServiceModel Model)
{
    public PlanCache Plans { get; } = new();
}
