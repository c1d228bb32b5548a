using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Storage.Changes;

namespace LowCode.Server.Apps;

/// <summary>One revision of a record: who did what, and which fields are others than before.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">The user's name.</param>
/// <param name="Person">What people call the user.</param>
/// <param name="Action"><c>create</c>, <c>update</c>, <c>transition</c>, <c>sign</c>, or what else was done.</param>
/// <param name="Transition">The transition's title.</param>
/// <param name="State">Title of the state in which it left the record.</param>
/// <param name="Changed">Labels of the fields that people enter and that were changed.</param>
sealed record HistoryEntry(
    long Revision, DateTimeOffset At, string By, string Person, string Action, string? Transition, string? State, ImmutableArray<string> Changed);

/// <summary>Tells the history of a record in a caller's language.</summary>
sealed class RecordHistory(Installation installation, Caller caller, CompiledForm form)
{
    private const int Most = 100;

    /// <summary>The newest revisions, newest first; none when the caller may not see the record.</summary>
    public async Task<List<HistoryEntry>> ReadAsync(Guid id, CancellationToken cancel)
    {
        using var reader = installation.Read(caller);
        var changes = new List<ChangeEntry>();
        await foreach (var entry in reader.HistoryAsync(form.App, form.Definition.Name, id, cancel))
        {
            changes.Add(entry);
            if (changes.Count > Most)
                break;
        }
        var people = new Dictionary<string, string>();
        foreach (var by in changes.Select(change => change.By).Distinct())
            people[by] = (await installation.Users.FindAsync(by, cancel))?.Title ?? by;
        return [.. changes.Take(Most).Select((change, i) => Tell(change, i + 1 < changes.Count ? changes[i + 1] : null, people[change.By]))];
    }

    private HistoryEntry Tell(ChangeEntry change, ChangeEntry? before, string person)
    {
        var (action, transition) = change.Command.Split(':', 2) is [var verb, var name] ? (verb, name) : (change.Command, null);
        var workflow = form.Workflow;
        return new HistoryEntry(change.Revision, change.At, change.By, person, action,
            transition is null ? null : workflow?.Transitions.FirstOrDefault(one => one.Name == transition)?.Title?.In(caller.Locale) ?? transition,
            change.Record?.State is { } state ? workflow?.States.FirstOrDefault(one => one.Name == state)?.Title?.In(caller.Locale) ?? state : null,
            before?.Record is { } earlier && change.Record is { } later ? Changed(earlier.Data, later.Data) : []);
    }

    private ImmutableArray<string> Changed(Row before, Row after) =>
    [
        .. from slot in form.Fields.Slots
           let field = form.Fields[slot.Index]!
           where field.IsEntered && before[slot.Index] != after[slot.Index]
           select field.Label?.In(caller.Locale) ?? field.Name,
    ];
}
