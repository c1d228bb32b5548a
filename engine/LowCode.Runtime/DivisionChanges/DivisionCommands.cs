using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>
/// What administrators do with divisions; for anybody else the answer is <see cref="Forbidden"/>. What cannot be is
/// <see cref="Refused"/> and tells why. Thread-safe.
/// </summary>
public sealed class DivisionCommands
{
    private readonly ServingNode _node;

    internal DivisionCommands(ServingNode node) => _node = node;

    /// <summary>
    /// Imports a file of divisions, those below estates too: adds what is new and renames what has another name. It closes
    /// and moves nothing.
    /// </summary>
    /// <param name="by">Who.</param>
    /// <param name="text">The file.</param>
    /// <param name="file">Its name, for what is wrong with it.</param>
    /// <param name="isDryRun">True to write nothing.</param>
    /// <param name="cancel">Stops between two batches; doing it again goes on.</param>
    /// <returns><see cref="DivisionsImported"/> or <see cref="ImportRefused"/>.</returns>
    public async Task<CommandResult> ImportAsync(Caller by, TextReader text, string file, bool isDryRun, CancellationToken cancel = default)
    {
        if (NotAllowed(by) is { } forbidden)
            return forbidden;
        await _node.CatchUpAsync(cancel);
        var (import, problems) = DivisionFile.Compare(_node.Current.Divisions, text, file);
        if (!problems.IsEmpty)
            return new ImportRefused(problems);
        if (isDryRun)
            return new DivisionsImported(import, isDryRun);
        var closed = await DivisionRecords.ImportAsync(_node.Current, by, import.Added.Concat(import.Renamed), cancel);
        await _node.CatchUpAsync(cancel);
        return closed is null ? new DivisionsImported(import, isDryRun) : new Refused(_node.Current.Divisions.WhyNothingNew(closed, "")!);
    }

    /// <summary>Adds a division below one that there is.</summary>
    public Task<CommandResult> AddAsync(Caller by, Division division, CancellationToken cancel = default) => ChangeOneAsync(by, "division:add",
        tree => (division with { IsClosed = false, IsFormer = false, Successor = null }, CodeRules.Problem(tree, division)), cancel);

    /// <summary>Gives a division another name; its code and all that belongs to it stay.</summary>
    public Task<CommandResult> RenameAsync(Caller by, string code, string name, CancellationToken cancel = default) => ChangeOneAsync(by, "division:rename",
        tree => new DivisionPlanner(tree).Changeable(code) is { } problem ? (null, problem)
            : (tree.Find(code)! with { Name = name }, CodeRules.NameProblem(name)), cancel);

    /// <summary>Closes a division: no record comes into it and no role is given there any more. What it has stays.</summary>
    /// <param name="by">Who.</param>
    /// <param name="code">The division, with none open below it.</param>
    /// <param name="successor">The division to turn to, for who tries; null for none.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    public Task<CommandResult> CloseAsync(Caller by, string code, string? successor, CancellationToken cancel = default) => ChangeOneAsync(by, "division:close", tree =>
    {
        var planner = new DivisionPlanner(tree);
        if (planner.Changeable(code) is { } problem)
            return (null, problem);
        var division = tree.Find(code)!;
        if (planner.ChildrenOf(code).FirstOrDefault(child => !child.IsClosed) is { } child)
            return (null, Finding.Of(DivisionMessages.HasChildren, "code", ("division", division.Name), ("child", child.Name)));
        if (successor == code)
            return (null, Finding.Of(DivisionMessages.WrongTarget, "successor", ("division", division.Name), ("target", division.Name)));
        return (division with { IsClosed = true, Successor = successor }, successor is null ? null : tree.WhyNothingNew(successor, "successor"));
    }, cancel);

    /// <summary>Opens a closed division again; not one of before.</summary>
    public Task<CommandResult> ReopenAsync(Caller by, string code, CancellationToken cancel = default) => ChangeOneAsync(by, "division:reopen",
        tree => new DivisionPlanner(tree).Changeable(code) is { } problem ? (null, problem)
            : (tree.Find(code)! with { IsClosed = false, Successor = null },
                tree.Find(code)!.Parent is { Length: > 0 } parent ? tree.WhyNothingNew(parent, "code") : null), cancel);

    /// <summary>
    /// Moves, merges or splits a division with everything in it: records of all apps, tasks, deadlines, roles, invitations.
    /// The codes of before stay, closed, and tell what has come of them. What is done is done for good as it goes, and
    /// kept; after a stop it is gone on with by <see cref="ResumeAsync"/>.
    /// </summary>
    /// <param name="by">Who.</param>
    /// <param name="order">What.</param>
    /// <param name="isDryRun">True to write nothing: the report says what a run would do now.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancel">Stops between two batches.</param>
    /// <returns><see cref="DivisionsChanged"/>, <see cref="Forbidden"/> or <see cref="Refused"/>.</returns>
    public async Task<CommandResult> ChangeAsync(
        Caller by, DivisionOrder order, bool isDryRun, IProgress<DivisionProgress>? progress = null, CancellationToken cancel = default)
    {
        if (NotAllowed(by) is { } forbidden)
            return forbidden;
        if (Unknown(order) is { } unknown)
            return new Refused(unknown);
        if (isDryRun)
        {
            await _node.CatchUpAsync(cancel);
            var (plan, _, wrong) = new DivisionPlanner(_node.Current.Divisions).Plan(order);
            return plan is null ? new Refused(wrong!) : new DivisionsChanged(await new DivisionRun(_node, by, plan).CountAsync(cancel));
        }
        var (id, at) = (Guid.CreateVersion7(), _node.Current.Now());
        DivisionChange? change = null;
        Finding? problem = null;
        var writer = new DivisionWriter(_node.Current, by);
        await writer.ChangeAsync("division:begin", async (snapshot, tree, writes) =>
        {
            (change, var created, problem) = await UnfinishedAsync(snapshot, cancel) is { } other
                ? (null, null, Finding.Of(DivisionMessages.Unfinished, "", ("kind", DivisionChange.Read(other.Data).Kind))) : new DivisionPlanner(tree).Plan(order);
            if (change is null)
                return;
            writes.AddWrite(null, DivisionChangeSet.Name, id, change.Write(isDone: false), "", by, at);
            if (created is not null)
                await writer.PutAsync(snapshot, writes, created, cancel);
        }, cancel);
        return change is null ? new Refused(problem!) : new DivisionsChanged(await new DivisionRun(_node, by, change).RunAsync(id, progress, cancel));
    }

    /// <summary>Goes on with the change that was stopped. Safe while somebody else goes on with it too.</summary>
    /// <returns><see cref="DivisionsChanged"/> with what was left to do, <see cref="Forbidden"/>, or <see cref="Refused"/> when there is none.</returns>
    public async Task<CommandResult> ResumeAsync(Caller by, IProgress<DivisionProgress>? progress = null, CancellationToken cancel = default)
    {
        if (NotAllowed(by) is { } forbidden)
            return forbidden;
        Record? unfinished;
        using (var snapshot = _node.Current.Store.Snapshot())
            unfinished = await UnfinishedAsync(snapshot, cancel);
        return unfinished is null ? new Refused(Finding.Of(DivisionMessages.NothingToResume, ""))
            : new DivisionsChanged(await new DivisionRun(_node, by, DivisionChange.Read(unfinished.Data)).RunAsync(unfinished.Id, progress, cancel));
    }

    private static Forbidden? NotAllowed(Caller by) => by.MayAdminister ? null : new Forbidden(Finding.Of(RuntimeMessages.AdministratorsOnly, ""));

    private async Task<CommandResult> ChangeOneAsync(
        Caller by, string command, Func<DivisionTree, (Division? Division, Finding? Problem)> change, CancellationToken cancel)
    {
        if (NotAllowed(by) is { } forbidden)
            return forbidden;
        (Division? Division, Finding? Problem) done = default;
        var writer = new DivisionWriter(_node.Current, by);
        await writer.ChangeAsync(command, async (snapshot, tree, writes) =>
        {
            done = change(tree);
            if (done.Problem is null)
                await writer.PutAsync(snapshot, writes, done.Division!, cancel);
        }, cancel);
        if (done.Problem is not null)
            return new Refused(done.Problem);
        await _node.CatchUpAsync(cancel);
        return new DivisionDone(done.Division!);
    }

    // Records are named of sets that some app has.
    private Finding? Unknown(DivisionOrder order) => order is SplitDivision { Records: var records }
        && records.Select(key => key.Set).Distinct().FirstOrDefault(set => !IsAppSet(set)) is { } set
            ? Finding.Of(DivisionMessages.ChosenUnknown, "records", ("set", set)) : null;

    private bool IsAppSet(string set) => set.Split('/') is [var app, var form]
        && _node.Current.Apps.GetValueOrDefault(app)?.Shapes.ContainsKey(form) == true;

    private static async Task<Record?> UnfinishedAsync(IStoreSnapshot snapshot, CancellationToken cancel)
    {
        var done = new Field(FieldRef.Of(DivisionChangeSet.Finished));
        var result = await snapshot.QueryAsync(new Query(DivisionChangeSet.Name)
        {
            Filter = new Compare(ComparisonOperator.Equal, done, new Constant(Value.Of(false))),
            Top = 1,
        }, cancel);
        await foreach (var page in result.Pages.WithCancellation(cancel))
            return page.Span[0].Record;
        return null;
    }
}
