using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.OData.Writing;

/// <summary>What steps of a plan need beside the record: one a request, not thread-safe.</summary>
/// <param name="root">Address of the service root, with a slash at its end.</param>
/// <param name="locale">The reader's language.</param>
internal sealed class WriteContext(string root, string locale)
{
    private readonly Dictionary<(string Set, Guid Id), Record?> _related = [];

    private readonly Dictionary<(ByReference Row, int Slot), ChosenMembers> _chosen = [];

    private readonly Dictionary<(ReverseStep Link, Guid From), LinkedHits> _linked = [];

    private readonly Dictionary<(ComputedStep Of, ByReference Row), Value> _computed = [];

    private readonly Dictionary<Guid, ImmutableArray<string>> _can = [];

    private readonly Dictionary<(string Set, int Version), CompiledForm> _forms = [];

    /// <summary>Address of the service root, with a slash at its end.</summary>
    public string Root { get; } = root;

    /// <summary>The reader's language.</summary>
    public string Locale { get; } = locale;

    /// <summary>The entity that is being written, for addresses within it.</summary>
    public string? Address { get; set; }

    /// <summary>A version of the form of a set, fetched before.</summary>
    public CompiledForm FormOf(string set, int version) => _forms[(set, version)];

    /// <summary>Whether that version is there.</summary>
    public bool KnowsFormOf(string set, int version) => _forms.ContainsKey((set, version));

    /// <summary>Keeps it for the request.</summary>
    public void KeepFormOf(string set, int version, CompiledForm form) => _forms[(set, version)] = form;

    /// <summary>What an expanded link leads to, fetched before; null when there is none that the caller may see.</summary>
    public Record? Related(string set, Guid id) => _related.GetValueOrDefault((set, id));

    /// <summary>Whether a link's target has been looked for.</summary>
    public bool Knows(string set, Guid id) => _related.ContainsKey((set, id));

    /// <summary>Keeps a link's target for the page.</summary>
    public void Keep(string set, Guid id, Record? record) => _related[(set, id)] = record;

    /// <summary>What an expanded link to several entities leads to from an entity, fetched before.</summary>
    public LinkedHits Linked(ReverseStep link, Guid from) => _linked[(link, from)];

    /// <summary>Whether a link's targets have been looked for.</summary>
    public bool Knows(ReverseStep link, Guid from) => _linked.ContainsKey((link, from));

    /// <summary>Keeps a link's targets for the page.</summary>
    public void Keep(ReverseStep link, Guid from, LinkedHits hits) => _linked[(link, from)] = hits;

    /// <summary>Which members of a collection in a row are written; null for all.</summary>
    public ChosenMembers? Chosen(Row row, int slot) => _chosen.Count == 0 ? null : _chosen.GetValueOrDefault((new ByReference(row), slot));

    /// <summary>Chooses which members of a collection are written.</summary>
    public void Choose(Row row, int slot, ChosenMembers members) => _chosen[(new ByReference(row), slot)] = members;

    /// <summary>What was computed for an entity.</summary>
    public Value Computed(ComputedStep of, in Hit hit) => _computed[(of, new ByReference(hit.Row ?? hit.Record.Data))];

    /// <summary>Keeps what was computed for the page.</summary>
    public void Keep(ComputedStep of, in Hit hit, Value value) => _computed[(of, new ByReference(hit.Row ?? hit.Record.Data))] = value;

    /// <summary>What the caller may do with a record, fetched before.</summary>
    public ImmutableArray<string> Can(Record record) => _can[record.Id];

    /// <summary>Keeps what the caller may do with a record for the page.</summary>
    public void KeepCan(Record record, ImmutableArray<string> actions) => _can[record.Id] = actions;

    /// <summary>How many entities are kept for the page.</summary>
    public int Kept { get; set; }

    /// <summary>Forgets the targets of the page before.</summary>
    public void Forget()
    {
        _related.Clear();
        _linked.Clear();
        _chosen.Clear();
        _computed.Clear();
        _can.Clear();
        Kept = 0;
    }

    // Rows are equal by content; what is chosen is of one of them.
    private readonly record struct ByReference(Row Row)
    {
        public bool Equals(ByReference other) => ReferenceEquals(Row, other.Row);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Row);
    }
}

/// <summary>Which members of a collection are written.</summary>
/// <param name="Positions">Their positions, in the order in which they are written.</param>
/// <param name="Count">How many match.</param>
internal sealed record ChosenMembers(int[] Positions, long Count)
{
    /// <summary>The positions of all members, or of those that were chosen.</summary>
    public static IEnumerable<int> Of(ChosenMembers? chosen, int length) => chosen?.Positions ?? Enumerable.Range(0, length);
}
