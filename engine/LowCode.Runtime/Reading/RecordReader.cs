using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Access;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Auditing;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Repeating;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Budgets;
using LowCode.Storage.Changes;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Reading;

/// <summary>
/// Reads as a caller, over one consistent snapshot: adds the caller's reach to every query, empties the fields that the
/// caller may not see, and masks those of which they see a mask. System sets are read in the same way under the app name <c>system</c>. Not thread-safe;
/// dispose it when done. A form that does not exist reads as one without records.
/// </summary>
public sealed class RecordReader : IDisposable
{
    private readonly ServingState _serving;
    private readonly IStoreSnapshot _snapshot;
    private readonly Dictionary<string, ReadAccess> _access = [];
    private ReadingNotes? _notes;

    internal RecordReader(ServingState serving, Caller caller)
        : this(serving, caller, serving.Store.Snapshot())
    {
    }

    internal RecordReader(ServingState serving, Caller caller, IStoreSnapshot snapshot)
    {
        _serving = serving;
        Caller = caller;
        _snapshot = snapshot;
    }

    /// <summary>Who reads.</summary>
    public Caller Caller { get; }

    /// <summary>How each query since then was answered, once this has been set to a list; null to keep nothing.</summary>
    public List<StoreExplanation>? Explanations { get; set; }

    /// <summary>What all its queries may cost together; null for no limit.</summary>
    public QueryBudget? Budget { get; set; }

    /// <summary>
    /// From now on what is read is given away: before anything is that is sensitive and seen in the clear, or the audit itself,
    /// it stands in the audit.
    /// </summary>
    /// <param name="asked">Tells what is asked, without the values in it.</param>
    public RecordReader Noting(Func<string> asked)
    {
        _notes ??= new ReadingNotes(_serving, Caller, asked);
        return this;
    }

    /// <summary>Notes that a record is given away, as far as it has to be.</summary>
    /// <param name="app">The app.</param>
    /// <param name="form">The form.</param>
    /// <param name="record">The record.</param>
    /// <param name="answered">What of it is; null for all.</param>
    /// <param name="cancel">Gives up before it is noted.</param>
    public ValueTask NoteAsync(string app, string form, Record record, Projection? answered = null, CancellationToken cancel = default) =>
        Access(app, form) is { } access ? NoteAsync(access, record.Id, record.Division, access.ClearIn(answered), 1, cancel) : ValueTask.CompletedTask;

    /// <summary>Number of the last change that it sees.</summary>
    public long LastChange => _snapshot.LastChange;

    /// <summary>The record, or null when it does not exist or the caller may not see it.</summary>
    public async ValueTask<Record?> FindAsync(string app, string form, Guid id, CancellationToken cancel = default)
    {
        if (Access(app, form) is not { } access)
            return null;
        var record = access.Form.SetName == ChangeSet.Name
            ? await ChangeQuery.FindAsync(_serving.Store, LastChange, id, cancel) : await _snapshot.FindAsync(access.Form.SetName, id, cancel);
        return record is not null && await access.SeesAsync(record, _snapshot, cancel) ? access.Mask(record) : null;
    }

    /// <summary>What a request of the caller came to when it was done before, by the id that the client gave it; null when it was not.</summary>
    public async ValueTask<RequestMark?> FindRequestAsync(Guid request, CancellationToken cancel = default) =>
        await _snapshot.FindAsync(RequestSet.Name, RequestSet.IdOf(Caller.Name, request), cancel) is { } done ? RequestMark.Of(request, done) : null;

    /// <summary>The same for whatever reckons with it for the caller: what they see masked is empty.</summary>
    internal async ValueTask<Record?> FindClearAsync(string app, string form, Guid id, CancellationToken cancel)
    {
        if (Access(app, form) is not { } access)
            return null;
        var record = await _snapshot.FindAsync(access.Form.SetName, id, cancel);
        return record is not null && await access.SeesAsync(record, _snapshot, cancel) ? access.ClearOf(record) : null;
    }

    /// <summary>
    /// Answers a query over what the caller may see; <see cref="Query.Set"/> is set from app and form, and
    /// <see cref="Related.Visible"/> from the caller's reach. A filter, order or step over a field that the caller may not see
    /// throws <see cref="NotSupportedException"/>: ask <see cref="Sees"/> before. What costs more than <see cref="Budget"/>
    /// allows throws <see cref="BudgetException"/>, from the pages too.
    /// </summary>
    public ValueTask<QueryResult> QueryAsync(string app, string form, Query query, CancellationToken cancel = default) =>
        QueryAsync(app, form, query, query.Projection, cancel);

    /// <summary>The same where less of the results is given away than is read of them.</summary>
    public async ValueTask<QueryResult> QueryAsync(string app, string form, Query query, Projection? answered, CancellationToken cancel)
    {
        if (Access(app, form) is not { } access)
        {
            return query.HasPipeline
                ? await PipelineRunner.RunAsync(PipelineQuery.Of(query), new QueryCandidates([]), null, new PipelineLimits(), cancel)
                : new QueryResult(query.Count ? 0 : null, AsyncEnumerable.Empty<ReadOnlyMemory<Hit>>());
        }
        var guard = new QueryGuard(set => AccessTo(set) ?? throw new NotSupportedException($"There is no set '{set}'."));
        var scope = ScopeOf(access.Form.Shape, query.Table);
        var wanted = query.Filter is { } filter ? guard.Guard(filter, access, scope) : null;
        var reach = query.Table.IsEmpty ? access.Filter : OverRows(access.Filter);
        var guarded = query with
        {
            Set = access.Form.SetName,
            Filter = reach is null ? wanted : wanted is null ? reach : new And([reach, wanted]),
            Pipeline = PipelineGuard.Guard(query.Pipeline, expression => guard.Guard(expression, access, scope), step => guard.Guard(step, access, scope)),
            OrderBy = [.. query.OrderBy.Select(term => term with { By = guard.Guard(term.By, access, scope) })],
        };
        if (_notes is not null)
            await NoteAsync(access, query, answered, guard, cancel);
        if (Explanations is { } told)
            told.Add(guarded.Set == ChangeSet.Name ? ChangeQuery.Explain(guarded) : await _snapshot.ExplainAsync(guarded, cancel));
        var result = await AskAsync(guarded, cancel);
        return access.Hidden.IsEmpty ? result : result with { Pages = Mask(result.Pages, access, query.Table, cancel) };
    }

    /// <summary>
    /// What has changed among the records of a form that the caller may see and that match a filter, up to the moment of
    /// this reader, from where somebody has followed it; at most <paramref name="top"/> changes. The filter neither follows
    /// references nor asks the time. Who goes on with <see cref="DeltaPage.Next"/> has, after the last page, exactly what a
    /// query would find.
    /// </summary>
    public async ValueTask<DeltaPage> ChangesAsync(
        string app, string form, Expression? filter, DeltaWindow window, int top, Projection? answered = null, CancellationToken cancel = default)
    {
        if (Access(app, form) is not { } access)
            return new DeltaPage([], DeltaWindow.At(LastChange), IsLast: true);
        var guard = new QueryGuard(set => AccessTo(set) ?? throw new NotSupportedException($"There is no set '{set}'."));
        var wanted = filter is null ? null : guard.Guard(filter, access, access.Form.Shape);
        if (!access.CanFollow)
            throw new NotSupportedException($"What the caller sees of '{access.Form.SetName}' does not follow from its records alone.");
        await NoteAsync(access, null, null, [.. guard.Met.Select(met => met.Path), .. access.ClearIn(answered)], top, cancel);
        var changes = new DeltaQuery(_serving.Store, _snapshot, access, wanted);
        return Budget is { } budget
            ? await budget.SpendAsync(token => changes.ReadAsync(window, top, token)) : await changes.ReadAsync(window, top, cancel);
    }

    /// <summary>
    /// Stands for what the caller may see of a form's records: as long as it stays the same, only changes of the records
    /// change what they see.
    /// </summary>
    public string SightOf(string app, string form) => Access(app, form)?.Signature ?? "";

    /// <summary>Whether <see cref="ChangesAsync"/> can tell the changes of a form's records: not when other records decide which the caller sees.</summary>
    public bool CanFollow(string app, string form) => Access(app, form) is not { CanFollow: false };

    /// <summary>Which records of a form the caller may read; null for every one. For <see cref="Related.Visible"/>.</summary>
    public Expression? Reach(string app, string form) =>
        Access(app, form) is { } access ? access.Filter : new Constant(Value.Of(false));

    /// <summary>Whether the caller sees of a field no more than a mask; the slot is of the form's newest shape or of a table's in it.</summary>
    public bool Masks(string app, string form, Slot slot) =>
        Access(app, form) is { Hidden: { IsEmpty: false } hidden } && hidden.Masks(slot);

    /// <summary>Whether the caller may see a field in the clear, and so ask about it; the slot is of the form's newest shape or of a table's in it.</summary>
    public bool Sees(string app, string form, Slot slot) =>
        Access(app, form) is { } access && (access.Hidden.IsEmpty || !access.Hidden.Contains(slot));

    /// <summary>
    /// The transitions that the caller may take on a record now, as far as state, roles and signatures tell; guards and
    /// needed fields are looked at when one is taken. By the record's own version of the form.
    /// </summary>
    public async ValueTask<ImmutableArray<TransitionDefinition>> TransitionsAsync(Record record)
    {
        if (_serving.FormOf(record.Set) is not { Workflow: not null } newest)
            return [];
        var form = await _serving.Versions.PinnedAsync(newest, record.AppVersion);
        return form.Work.Workflow is not { } workflow ? [] :
        [
            .. WorkflowAccess.AttemptOf(workflow, record, RecordAnnex.Of(record), Caller, newest.App, _serving.Divisions)
                .Offered().Select(transition => transition.Definition),
        ];
    }

    /// <summary>
    /// What the caller may do with a record that they see, as far as roles, state and signatures tell: <c>update</c>, <c>delete</c>
    /// and names of transitions. What it holds is looked at when something is done.
    /// </summary>
    public async ValueTask<ImmutableArray<string>> ActionsAsync(Record record, CancellationToken cancel = default) =>
        AccessTo(record.Set) is { Acts: { } acts } access
            ? await PermittedActions.OfAsync(acts, await _serving.Versions.PinnedAsync(access.Form, record.AppVersion), record, Caller, _serving.Divisions, _snapshot, cancel)
            : [];

    /// <summary>The version of a record's form to which it is pinned; not for records of system sets.</summary>
    public ValueTask<CompiledForm> FormOfAsync(Record record) => FormOfAsync(record.Set, record.AppVersion);

    /// <summary>A version of the form of a set; not of system sets.</summary>
    public ValueTask<CompiledForm> FormOfAsync(string set, int version) => _serving.Versions.PinnedAsync(
        _serving.FormOf(set) ?? throw new ArgumentException($"There is no form '{set}'.", nameof(set)), version);

    /// <summary>The last outcome of each decision that was taken over a record, by name, explained in the words of the version that took it.</summary>
    public async ValueTask<ImmutableSortedDictionary<string, DecisionOutcome>> DecisionsAsync(Record record)
    {
        var forms = new Dictionary<int, CompiledForm>();
        foreach (var version in RecordAnnex.DecidedBy(record))
            forms[version] = await FormOfAsync(record.Set, version);
        return RecordAnnex.Of(record).Decisions(version => forms[version]);
    }

    /// <summary>Every revision of a record that the caller may see, newest first; none when the caller may not see it.</summary>
    public async IAsyncEnumerable<ChangeEntry> HistoryAsync(
        string app, string form, Guid id, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (Access(app, form) is not { } access)
            yield break;
        var record = await _snapshot.FindAsync(access.Form.SetName, id, cancel);
        if (record is null ? !Caller.IsAdministrator : !await access.SeesAsync(record, _snapshot, cancel))
            yield break;
        await foreach (var entry in _serving.Store.HistoryAsync(access.Form.SetName, id, cancel))
        {
            // A revision is seen as a record would be that is as it was then.
            if (entry.Record is not { } then)
                yield return entry;
            else if (await access.SeesAsync(then, _snapshot, cancel))
                yield return entry with { Record = access.Mask(then) };
        }
    }

    /// <summary>
    /// The changes of a record of an app with a lower number, newest first, each with what was before and after it as the
    /// caller may see it; none when they may not. Who audits the record's division sees them of a deleted record too.
    /// </summary>
    public IAsyncEnumerable<RecordRevision> RevisionsAsync(
        string app, string form, Guid id, long before = long.MaxValue, CancellationToken cancel = default) =>
        app != SystemSet.App && Access(app, form) is { } access
            ? new RecordHistory(_serving, Caller, _snapshot, access).ReadAsync(id, before, cancel) : AsyncEnumerable.Empty<RecordRevision>();

    /// <inheritdoc/>
    public void Dispose() => _snapshot.Dispose();

    private async ValueTask<QueryResult> AskAsync(Query query, CancellationToken cancel)
    {
        if (Budget is not { } budget)
            return await AnswerAsync(query, cancel);
        var result = await budget.SpendAsync(token => AnswerAsync(query with { Budget = budget }, token));
        return result with { Pages = budget.SpendAsync(result.Pages, cancel) };
    }

    // The pages outlive the call: what cancels them is told when they are read.
    private ValueTask<QueryResult> AnswerAsync(Query query, CancellationToken cancel) => query.Set == ChangeSet.Name
        ? ChangeQuery.RunAsync(_serving.Store, LastChange, query, CancellationToken.None) : _snapshot.QueryAsync(query, cancel);

    // Groups and aggregates have nothing of a record but what their expressions name.
    private async ValueTask NoteAsync(ReadAccess access, Query query, Projection? answered, QueryGuard guard, CancellationToken cancel)
    {
        var hasRecords = query.Top != 0 && (!query.HasPipeline || !query.Pipeline.Any(step => step is GroupByStep or AggregateStep));
        foreach (var met in guard.Met.Where(met => met.Set != access.Form.SetName).GroupBy(met => met.Set))
            await NoteAsync(AccessTo(met.Key)!, null, null, [.. met.Select(one => one.Path)], query.Top, cancel);
        await NoteAsync(access, null, null,
            [.. guard.Met.Where(met => met.Set == access.Form.SetName).Select(met => met.Path), .. hasRecords ? access.ClearIn(answered) : []], query.Top, cancel);
    }

    private ValueTask NoteAsync(ReadAccess access, Guid? id, string? division, ImmutableArray<string> fields, long? answered, CancellationToken cancel) =>
        _notes is { } notes && (fields.Length > 0 || access.Form.SetName == ChangeSet.Name)
            ? notes.NoteAsync(access.Form.SetName, id, division, fields, answered, cancel) : ValueTask.CompletedTask;

    private static Shape ScopeOf(Shape shape, ImmutableArray<int> table)
    {
        foreach (var slot in table)
            shape = shape.Slots[slot].Rows ?? throw new ArgumentException($"'{shape.Slots[slot].Path}' is no table.", nameof(table));
        return shape;
    }

    /// <summary>A reach, which is over records, for a query over the rows in them.</summary>
    private static Expression? OverRows(Expression? reach) => reach switch
    {
        Field field => new OwnerField(field.Ref),
        Compare compare => compare with { Left = OverRows(compare.Left)!, Right = OverRows(compare.Right)! },
        StartsWith text => text with { Operand = OverRows(text.Operand)! },
        Lambda lambda => lambda with { Collection = OverRows(lambda.Collection)! },
        Referring referring => referring with { Target = OverRows(referring.Target)! },
        In one => one with { Operand = OverRows(one.Operand)! },
        And and => new And([.. and.Operands.Select(operand => OverRows(operand)!)]),
        Or or => new Or([.. or.Operands.Select(operand => OverRows(operand)!)]),
        _ => reach,
    };

    private static async IAsyncEnumerable<ReadOnlyMemory<Hit>> Mask(
        IAsyncEnumerable<ReadOnlyMemory<Hit>> pages, ReadAccess access, ImmutableArray<int> table, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = ScopeOf(access.Form.Shape, table);
        var parents = table.Length > 1 ? ScopeOf(access.Form.Shape, table[..^1]) : rows;
        await foreach (var page in pages.WithCancellation(cancel))
        {
            var masked = new Hit[page.Length];
            for (var i = 0; i < masked.Length; i++)
            {
                var hit = page.Span[i];
                masked[i] = hit.IsRecord ? hit with
                {
                    Record = access.Mask(hit.Record),
                    Row = hit.Row is { } row ? access.Hidden.Mask(row, rows) : null,
                    Parent = hit.Parent is { } parent ? access.Hidden.Mask(parent, parents) : null,
                } : hit;
            }
            yield return masked;
        }
    }

    private ReadAccess? Access(string app, string form) => AccessTo($"{app}/{form}");

    private ReadAccess? AccessTo(string set)
    {
        if (_access.TryGetValue(set, out var access))
            return access;
        if (_serving.FormOf(set) is not { } form)
            return null;
        return _access[set] = ReadAccess.Of(Caller, form, _serving.FormOf);
    }
}
