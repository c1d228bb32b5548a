using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Documents;
using LowCode.Forms.Modules;
using LowCode.Runtime.Access;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.DivisionChanges;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Erasing;
using LowCode.Runtime.Printing;
using LowCode.Runtime.Publishing;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Rescoring;
using LowCode.Runtime.Retention;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Runtime.Timers;
using LowCode.Runtime.Uploads;
using LowCode.Runtime.Users;
using LowCode.Storage;
using LowCode.Storage.Attachments;

namespace LowCode.Runtime;

/// <summary>A running installation: store, attachments, divisions, users, apps. Thread-safe.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly ServingNode _node;
    private readonly Publisher _publisher;
    private readonly ServingWatch _watch;
    private readonly RetentionRests _rests = new();
    private readonly UnusedUploads _unusedUploads = new();

    private Installation(ServingNode node)
    {
        _node = node;
        _publisher = new Publisher(node);
        _watch = new ServingWatch(node);
        Users = new UserDirectory(node.Current);
        DivisionChanges = new DivisionCommands(node);
        Uploads = new UploadDirectory(node.Current);
        node.Swapped += Tell;
    }

    /// <summary>The store.</summary>
    public IRecordStore Store => _node.Current.Store;

    /// <summary>The attachments of its records.</summary>
    public IAttachmentStore Attachments => _node.Current.Attachments;

    /// <summary>The clock by which everything is dated.</summary>
    public TimeProvider Clock => _node.Current.Clock;

    /// <summary>What it was told at its start.</summary>
    public InstallationOptions Options => _node.Current.Options;

    /// <summary>
    /// What serves now. Apps and divisions are swapped together, at every publish on this node or another: a request takes
    /// this once.
    /// </summary>
    public ServingView Current => new(_node.Current);

    /// <summary>
    /// Why this node may serve an older version than others do (the store cannot be reached, a version does not compile
    /// here); null while it keeps up.
    /// </summary>
    public Exception? Behind => _watch.Failure;

    /// <summary>The apps that serve now, by name; swapped as a whole at every publish.</summary>
    public ImmutableDictionary<string, CompiledApp> Apps => _node.Current.Apps;

    /// <summary>Told after a new version has begun to serve, whichever node published it.</summary>
    public event Action<CompiledApp>? Published;

    /// <summary>The divisions as of now.</summary>
    public DivisionTree Divisions => _node.Current.Divisions;

    /// <summary>Everything that changes records, by what serves now.</summary>
    public RecordCommands Records => new(_node.Current);

    /// <summary>Who may sign in.</summary>
    public UserDirectory Users { get; }

    /// <summary>Uploads that come in parts.</summary>
    public UploadDirectory Uploads { get; }

    /// <summary>What administrators do with divisions.</summary>
    public DivisionCommands DivisionChanges { get; }

    /// <summary>
    /// Opens an installation over a store, which it owns from now on: loads divisions and the newest version of every
    /// app, compiling them while their records are loaded.
    /// </summary>
    /// <exception cref="StorageException">The store is broken, or a stored version can no longer be compiled.</exception>
    public static async Task<Installation> OpenAsync(
        IRecordStore store, IAttachmentStore attachments, InstallationOptions options, TimeProvider clock, CancellationToken cancel = default)
    {
        var node = new ServingNode(store, attachments, options, clock);
        await store.DeclareAsync([DivisionSet.Set, AppSet.Set, InstallationSet.Set], cancel);
        using (var turn = await node.TurnAsync(cancel))
            await turn.LoadAsync(cancel);
        await OldPasswords.MoveAsync(node.Current, cancel);
        return new Installation(node);
    }

    /// <summary>Reads as a caller, over a snapshot of now. Dispose it.</summary>
    public RecordReader Read(Caller caller) => new(_node.Current, caller);

    /// <summary>
    /// Publishes a version of an app. When anything is wrong, or the files are those of the running version, nothing is
    /// done and the running version keeps serving; records stay pinned to the version under which they were created.
    /// </summary>
    public Task<PublishResult> PublishAsync(Caller caller, IPackFiles files, CancellationToken cancel = default) =>
        _publisher.PublishAsync(caller, files, cancel);

    /// <summary>Adds divisions or changes them; those that are not named stay. Administrators only.</summary>
    public async Task ImportDivisionsAsync(Caller caller, IEnumerable<Division> divisions, CancellationToken cancel = default)
    {
        if (!caller.MayAdminister)
            throw new ArgumentException("Only administrators may change divisions.", nameof(caller));
        if (await DivisionRecords.ImportAsync(_node.Current, caller, divisions, cancel) is { } closed)
            throw new ArgumentException($"The division '{closed}' is closed.", nameof(divisions));
        await _node.CatchUpAsync(cancel);
    }

    /// <summary>
    /// Makes a document (a printed notice, a report) about a record as an HTML page: what the caller may not see, or is
    /// not relevant, is not in it. Null when there is no such document or record, or the caller may not see it.
    /// </summary>
    public Task<DocumentResult?> PrintAsync(Caller caller, string app, string document, Guid id, CancellationToken cancel = default) =>
        new DocumentPrinter(_node.Current).PrintAsync(caller, app, document, id, cancel);

    /// <summary>
    /// A form of a running version as a caller sees it. Null when there is no such form, or the caller may neither read
    /// its records nor create one.
    /// </summary>
    public VisibleForm? Form(Caller caller, string app, string form) => Apps.GetValueOrDefault(app)?.Forms.GetValueOrDefault(form) is { } compiled
        ? VisibleForm.Of(compiled, new FormAccess(caller, compiled, _node.Current.FormOf)) : null;

    /// <summary>
    /// A published version of an app; older ones are compiled when they are first asked for. Null when there is none of that number.
    /// </summary>
    public ValueTask<CompiledApp?> VersionAsync(string app, int version, CancellationToken cancel = default) => Current.VersionAsync(app, version, cancel);

    /// <summary>
    /// A form of a published version as a caller sees it: with the fields of then, as far as neither that version nor the running
    /// one hides them, and what they may do now. Null when the running version has no such form, or the caller may neither read
    /// its records nor create one.
    /// </summary>
    public VisibleForm? Form(Caller caller, CompiledApp version, string form)
    {
        if (Apps.GetValueOrDefault(version.Definition.Name)?.Forms.GetValueOrDefault(form) is not { } newest || version.Forms.GetValueOrDefault(form) is not { } then)
            return null;
        var now = new FormAccess(caller, newest, _node.Current.FormOf);
        return ReferenceEquals(newest, then) ? VisibleForm.Of(newest, now) : VisibleForm.Of(then, new FormAccess(caller, then, _node.Current.FormOf), now);
    }

    /// <summary>
    /// A form of the running version as a module for a page, which fills it in as the engine does. Null when there is no
    /// such form, or the caller may neither read its records nor create one.
    /// </summary>
    public FormModule? Module(Caller caller, string app, string form) =>
        Apps.GetValueOrDefault(app) is { } running ? Module(caller, running, form) : null;

    /// <summary>The same of a published version; null also when the running one does not have the form any more.</summary>
    public FormModule? Module(Caller caller, CompiledApp version, string form)
    {
        if (Apps.GetValueOrDefault(version.Definition.Name)?.Forms.GetValueOrDefault(form) is not { } newest || version.Forms.GetValueOrDefault(form) is not { } then)
            return null;
        var access = new FormAccess(caller, newest, _node.Current.FormOf);
        return access.Has(AccessAction.Read) || access.Has(AccessAction.Create) ? then.Work.Module.Value : null;
    }

    /// <summary>
    /// Takes a decision again over every stored record on which it was taken before, by the rules of the running version,
    /// and writes those that come out otherwise. See <see cref="RescoreReport"/> for what is looked at and what changes.
    /// Uses all cores. Administrators only. Doing it again goes on where it was stopped: what is right is not written.
    /// </summary>
    /// <param name="caller">Who.</param>
    /// <param name="app">The app.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="isDryRun">True to write nothing: the report says what a run would do now.</param>
    /// <param name="progress">Told some hundred times, by any thread.</param>
    /// <param name="cancel">Stops after the records at hand; the report says what was done until then.</param>
    /// <returns><see cref="Rescored"/>, <see cref="Forbidden"/>, or <see cref="Refused"/> when there is no such decision.</returns>
    public Task<CommandResult> RescoreAsync(
        Caller caller, string app, string decision, bool isDryRun, IProgress<RescoreProgress>? progress = null, CancellationToken cancel = default) =>
        RescoreRun.StartAsync(_node.Current, caller, app, decision, isDryRun, progress, cancel);

    /// <summary>
    /// Erases personal data of records: see <see cref="ErasureOrder"/> for what is left and what goes. Administrators only.
    /// </summary>
    /// <returns><see cref="Erased"/>, <see cref="Forbidden"/>, <see cref="Invalid"/>, or <see cref="Refused"/> when others keep changing the records.</returns>
    public Task<CommandResult> EraseAsync(Caller caller, ErasureOrder order, CancellationToken cancel = default) =>
        ErasureRun.StartAsync(_node.Current, caller, order, cancel);

    /// <summary>
    /// Erases personal data of some of the records that their forms keep no longer; the host calls it again and again. Of each
    /// form some dozens at once, so that nobody waits for it.
    /// </summary>
    public Task<RetentionRound> RunRetentionAsync(CancellationToken cancel = default) => new RetentionRunner(_node.Current, _rests).RunAsync(cancel);

    /// <summary>
    /// Removes uploads that nothing has referred to for <see cref="InstallationOptions.UnusedUploads"/>, now and then; the host calls it
    /// again and again. Returns how many were deleted.
    /// </summary>
    public Task<int> RemoveUnusedUploadsAsync(CancellationToken cancel = default) => _unusedUploads.RunAsync(_node.Current, cancel);

    /// <summary>The forms that say how long their records are kept, with how many of these are due now. Administrators only.</summary>
    /// <exception cref="ArgumentException">The caller is none.</exception>
    public Task<ImmutableArray<RetentionDue>> RetentionAsync(Caller caller, CancellationToken cancel = default) => caller.MayAdminister
        ? RetentionDue.OfAllAsync(_node.Current, cancel)
        : throw new ArgumentException("Only administrators may see what is due.", nameof(caller));

    /// <summary>
    /// Fires the deadlines that are due now and that no other node is at, each exactly once; the host calls it again and
    /// again. Returns how many fired.
    /// </summary>
    public Task<int> RunTimersAsync(CancellationToken cancel = default) => new TimerRunner(_node.Current).RunAsync(cancel);

    /// <summary>
    /// Forgets some of what is remembered for a time: repeatable requests that are too old to be repeated, sessions that have been
    /// over for long, uploads that nobody finished. The host calls it again and again. Returns how many.
    /// </summary>
    public async Task<int> ForgetAsync(CancellationToken cancel = default) =>
        await ExpiredRecords.DeleteAsync(_node.Current, RequestSet.Name, RequestSet.Until, _node.Current.Now(), cancel)
        + await Users.Sessions.ForgetAsync(cancel) + await Uploads.ForgetAsync(cancel);

    /// <summary>Closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _node.Dispose();
        await Store.DisposeAsync();
    }

    private void Tell(ServingState before, ServingState now)
    {
        foreach (var (name, app) in now.Apps)
        {
            if (before.Apps.GetValueOrDefault(name)?.Version != app.Version)
                Published?.Invoke(app);
        }
    }
}
