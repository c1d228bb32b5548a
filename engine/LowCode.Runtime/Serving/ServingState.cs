using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Attachments;
using LowCode.Workflows.Deadlines;

namespace LowCode.Runtime.Serving;

/// <summary>What everything else in the runtime works with: the store, the clock, and what serves now. Thread-safe.</summary>
internal sealed class ServingState
{
    private static readonly ImmutableDictionary<string, CompiledForm> SystemForms = new[]
    {
        TaskSet.Definition, TimerSet.Definition, DivisionSet.Definition, UserSet.Definition, AppSet.Definition,
    }.ToImmutableDictionary(form => form.Name, form => CompiledForm.System(form, ShapeOf(form)));

    private volatile ImmutableDictionary<string, CompiledApp> _apps = ImmutableDictionary<string, CompiledApp>.Empty;
    private volatile DivisionTree _divisions = DivisionTree.Empty;

    public ServingState(IRecordStore store, IAttachmentStore attachments, InstallationOptions options, TimeProvider clock)
    {
        Store = store;
        Attachments = attachments;
        Options = options;
        Clock = clock;
        WorkTime = new WorkTime(options.TimeZone, options.Calendar);
        Versions = new AppVersions(this);
    }

    public IRecordStore Store { get; }

    public IAttachmentStore Attachments { get; }

    public InstallationOptions Options { get; }

    public TimeProvider Clock { get; }

    /// <summary>How deadlines are counted.</summary>
    public WorkTime WorkTime { get; }

    /// <summary>The instant that stands in records: now, to the millisecond, which is what values keep.</summary>
    public DateTimeOffset Now()
    {
        var now = Clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>What today() means at an instant.</summary>
    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Options.TimeZone).DateTime);

    /// <summary>Versions in the store, older ones too.</summary>
    public AppVersions Versions { get; }

    /// <summary>The newest version of every app; replaced as a whole.</summary>
    public ImmutableDictionary<string, CompiledApp> Apps
    {
        get => _apps;
        set => _apps = value;
    }

    /// <summary>The divisions; replaced as a whole.</summary>
    public DivisionTree Divisions
    {
        get => _divisions;
        set => _divisions = value;
    }

    /// <summary>The newest version of a form, of the engine's own ones too; null when there is none.</summary>
    public CompiledForm? Form(string app, string form) => app == SystemSet.App
        ? SystemForms.GetValueOrDefault(form)
        : Apps.GetValueOrDefault(app)?.Forms.GetValueOrDefault(form);

    /// <summary>The newest version of the form of a set, <c>app/form</c>.</summary>
    public CompiledForm? FormOf(string set)
    {
        var slash = set.IndexOf('/', StringComparison.Ordinal);
        return Form(set[..slash], set[(slash + 1)..]);
    }

    private static LowCode.Definitions.Values.Shape ShapeOf(FormDefinition form) =>
        SystemSet.All.FirstOrDefault(set => set.Name == $"{SystemSet.App}/{form.Name}")!.Shape;
}
