using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Workflows.Locks;

/// <summary>
/// Which fields people may not change in a state, for a record or for the rows of one of its tables. A locked table
/// keeps its rows: none is added, removed or moved; which cells may be changed is told for each column. Fields that the
/// engine calculates count as locked for people, but not as locked by the state. Immutable and thread-safe.
/// </summary>
public sealed class FieldLocks
{
    private readonly FrozenDictionary<int, FieldDefinition> _fields;
    private readonly FrozenSet<int> _locked;
    private readonly FrozenDictionary<int, FieldLocks> _rows;

    private FieldLocks(
        Shape shape, IReadOnlyDictionary<int, FieldDefinition> fields, IReadOnlySet<int> locked, IReadOnlyDictionary<int, FieldLocks> rows)
    {
        Shape = shape;
        _fields = fields.ToFrozenDictionary();
        _locked = locked.ToFrozenSet();
        _rows = rows.ToFrozenDictionary();
    }

    /// <summary>The shape whose slots it speaks of.</summary>
    public Shape Shape { get; }

    /// <summary>Whether people may not change the field in a slot; for a table, whether its rows must stay.</summary>
    public bool IsLocked(Slot slot) => _locked.Contains(slot.Index);

    /// <summary>The locks of a table's columns.</summary>
    public FieldLocks Rows(Slot table) => _rows[table.Index];

    /// <summary>The locked slots.</summary>
    public IEnumerable<Slot> Locked => Shape.Slots.Where(IsLocked);

    /// <summary>The fields of this shape that people enter, by slot.</summary>
    internal IEnumerable<(Slot Slot, FieldDefinition Field)> Entered =>
        Shape.Slots.Where(slot => _fields.ContainsKey(slot.Index)).Select(slot => (slot, _fields[slot.Index])).Where(pair => pair.Item2.IsEntered);

    /// <summary>The locks of a state of which all fields are locked or open, but for exceptions.</summary>
    /// <param name="form">The form.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="locked">How fields are that no exception names.</param>
    /// <param name="exceptions">Fields, groups, tables and columns that are the other way.</param>
    internal static FieldLocks Of(FormDefinition form, Shape shape, bool locked, IEnumerable<FieldPath> exceptions) =>
        Build(form.Fields, shape, locked, [.. exceptions.Select(path => (path.Tables, path.LocalPath))]);

    private static FieldLocks Build(
        ImmutableArray<FieldDefinition> fields, Shape shape, bool locked, ImmutableArray<(ImmutableArray<Slot> Tables, string Path)> exceptions)
    {
        var bySlot = new Dictionary<int, FieldDefinition>();
        var lockedSlots = new HashSet<int>();
        var rows = new Dictionary<int, FieldLocks>();
        foreach (var (field, path) in Flat(fields, ""))
        {
            if (shape.Find(path) is not { } slot)
                continue;
            bySlot[slot.Index] = field;
            var named = exceptions.Any(one => one.Tables.IsEmpty && Covers(one.Path, path));
            if (locked != named)
                lockedSlots.Add(slot.Index);
            if (slot.Rows is null)
                continue;
            ImmutableArray<(ImmutableArray<Slot> Tables, string Path)> inside =
                [.. exceptions.Where(one => !one.Tables.IsEmpty && one.Tables[0].Index == slot.Index).Select(one => (one.Tables[1..], one.Path))];
            rows[slot.Index] = Build(field.Fields, slot.Rows, locked != named, named ? [] : inside);
        }
        return new FieldLocks(shape, bySlot, lockedSlots, rows);
    }

    private static IEnumerable<(FieldDefinition Field, string Path)> Flat(ImmutableArray<FieldDefinition> fields, string prefix) =>
        fields.SelectMany(field => field.Type.IsGroup ? Flat(field.Fields, prefix + field.Name + ".") : [(field, prefix + field.Name)]);

    private static bool Covers(string named, string path) =>
        path == named || (path.Length > named.Length && path[named.Length] == '.' && path.StartsWith(named, StringComparison.Ordinal));
}
