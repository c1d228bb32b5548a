using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Serving;

namespace LowCode.Runtime.Auditing;

/// <summary>
/// Notes what one request reads of what is sensitive, in the clear, and of the audit: once for each set or record, before any
/// of it is given away. Not thread-safe.
/// </summary>
internal sealed class ReadingNotes(ServingState serving, Caller caller, Func<string> asked)
{
    private readonly HashSet<(string Set, Guid? Id, string Fields)> _noted = [];

    /// <summary>Notes it, unless it has been.</summary>
    /// <param name="set">The set.</param>
    /// <param name="id">The record; null for what a query finds.</param>
    /// <param name="division">The record's division; null for what a query finds.</param>
    /// <param name="fields">Paths of the fields.</param>
    /// <param name="answered">How many records are answered at most; null when it is not known.</param>
    /// <param name="cancel">Gives up before it is written.</param>
    public async ValueTask NoteAsync(
        string set, Guid? id, string? division, IEnumerable<string> fields, long? answered, CancellationToken cancel)
    {
        var names = string.Join(", ", fields.Distinct().Order(StringComparer.Ordinal));
        if (!_noted.Add((set, id, names)))
            return;
        await ReadingNote.WriteAsync(serving.Store, caller.Name, caller.From, division ?? Reach(), serving.Now(),
            new ReadingNote(set, id, names, asked(), answered), cancel);
    }

    // Where all that the caller reads lies, as far as that is one division.
    private string Reach()
    {
        if (caller.IsAdministrator || caller.Roles.IsEmpty)
            return "";
        var widest = caller.Roles.MinBy(held => held.Division.Length)!.Division;
        return caller.Roles.All(held => DivisionTree.IsWithin(held.Division, widest)) ? widest : "";
    }
}
