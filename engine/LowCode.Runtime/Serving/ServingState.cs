using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Attachments;
using LowCode.Storage.Records;
using LowCode.Workflows.Deadlines;

namespace LowCode.Runtime.Serving;

/// <summary>
/// What everything else in the runtime works with: the store, the clock, and what serves as of one moment. Immutable: who
/// answers a request keeps the one it began with.
/// </summary>
internal sealed class ServingState
{
    private static readonly ImmutableDictionary<string, CompiledForm> SystemForms = new[]
    {
        TaskSet.Definition, TimerSet.Definition, DivisionSet.Definition, UserSet.Definition, AppSet.Definition, ChangeSet.Definition,
    }.ToImmutableDictionary(form => form.Name, form => CompiledForm.System(form, ShapeOf(form)));

    /// <summary>Nothing serves yet.</summary>
    public ServingState(
        IRecordStore store, IAttachmentStore attachments, InstallationOptions options, TimeProvider clock, Func<ServingState> newest)
    {
        Store = store;
        Attachments = attachments;
        Options = options;
        Clock = clock;
        Newest = newest;
        WorkTime = new WorkTime(options.TimeZone, options.Calendar);
        Versions = new AppVersions(this);
    }

    private ServingState(ServingState before, ImmutableDictionary<string, CompiledApp> apps, DivisionTree divisions, Record? mark)
    {
        Store = before.Store;
        Attachments = before.Attachments;
        Options = before.Options;
        Clock = before.Clock;
        Newest = before.Newest;
        WorkTime = before.WorkTime;
        Apps = apps;
        Divisions = divisions;
        Mark = mark;
        // Older versions name other apps: they are compiled again when any of those has a newer version.
        Versions = ReferenceEquals(apps, before.Apps) ? before.Versions : new AppVersions(this);
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

    /// <summary>The newest version of every app.</summary>
    public ImmutableDictionary<string, CompiledApp> Apps { get; } = ImmutableDictionary<string, CompiledApp>.Empty;

    /// <summary>The divisions.</summary>
    public DivisionTree Divisions { get; } = DivisionTree.Empty;

    /// <summary>The record of <see cref="InstallationSet"/> as of this moment; null when there was none.</summary>
    public Record? Mark { get; }

    /// <summary>What serves now; this, unless it has been replaced meanwhile.</summary>
    public Func<ServingState> Newest { get; }

    /// <summary>What serves next.</summary>
    public ServingState With(ImmutableDictionary<string, CompiledApp> apps, DivisionTree divisions, Record? mark) =>
        new(this, apps, divisions, mark);

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
        form == ChangeSet.Definition ? ChangeSet.Shape : SystemSet.All.FirstOrDefault(set => set.Name == $"{SystemSet.App}/{form.Name}")!.Shape;
}
