using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LowCode.Definitions.Values;

/// <summary>
/// The slots that records of a form (or rows of a table) have. Fields of groups lie flat in their surrounding shape
/// under a dotted path (<c>contact.phone</c>); a table is one slot whose rows have a shape of their own.
/// A shape only grows: a later version of a form keeps every slot of the versions before it, at the same index and
/// with the same kind, so records of all versions can be read through the newest shape without being rewritten.
/// Immutable and thread-safe.
/// </summary>
public sealed class Shape
{
    private readonly FrozenDictionary<string, Slot> _byPath;
    private readonly PropertyName[] _names;
    private readonly TextPool?[] _texts;
    private readonly RecurringTexts<Value>?[] _codeLists;

    /// <summary>A shape of the given slots, whose indexes must be 0, 1, 2…</summary>
    public Shape(string name, ImmutableArray<Slot> slots)
    {
        Name = name;
        Slots = slots;
        _byPath = slots.SelectMany(slot => slot.FormerPaths.Append(slot.Path).Select(path => (path, slot)))
            .DistinctBy(pair => pair.path).ToFrozenDictionary(pair => pair.path, pair => pair.slot, StringComparer.Ordinal);
        _names = [.. slots.Select(slot => new PropertyName(slot.Path))];
        _texts = [.. slots.Select(slot => slot.Kind is ValueKind.Text or ValueKind.Codes ? new TextPool(512) : null)];
        _codeLists = [.. slots.Select(slot => slot.Kind is ValueKind.Codes ? new RecurringTexts<Value>(512, longest: 128) : null)];
    }

    /// <summary>The form's name, or form and table path (<c>inspection/supplies</c>).</summary>
    public string Name { get; }

    /// <summary>The slots by index.</summary>
    public ImmutableArray<Slot> Slots { get; }

    /// <summary>The slot of the field at a dotted path; throws <see cref="KeyNotFoundException"/> when there is none.</summary>
    public Slot this[string path] =>
        Find(path) ?? throw new KeyNotFoundException($"The shape '{Name}' has no field '{path}'.");

    /// <summary>Texts that records of this shape share beside their fields: states, divisions, users.</summary>
    public TextPool Texts { get; } = new(16_384);

    /// <summary>Texts that a slot's values share; null when it holds none.</summary>
    internal TextPool? TextsOf(Slot slot) => _texts[slot.Index];

    /// <summary>Lists of codes that a slot's values share; null when it holds none.</summary>
    internal RecurringTexts<Value>? CodeListsOf(Slot slot) => _codeLists[slot.Index];

    /// <summary>
    /// Passes over the name of a slot's property. Properties stand in slot order, so it is one of the next ones from
    /// <paramref name="next"/> on; null when it is none of those.
    /// </summary>
    internal Slot? Pass(ref CanonicalReader json, ref int next)
    {
        for (var i = next; i < Math.Min(next + 8, _names.Length); i++)
        {
            if (!json.TryName(_names[i]))
                continue;
            next = i + 1;
            return Slots[i];
        }
        return null;
    }

    /// <summary>The slot of the field at a dotted path (its name now, or one it had before), or null.</summary>
    public Slot? Find(string path) => _byPath.GetValueOrDefault(path);
}

/// <summary>One place for a value in a <see cref="Shape"/>.</summary>
/// <param name="Index">Its position in <see cref="Shape.Slots"/>.</param>
/// <param name="Path">Dotted path of the field within the form or table, <c>contact.phone</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Rows">The shape of its rows when it is a table, else null.</param>
public sealed record Slot(int Index, string Path, ValueKind Kind, Shape? Rows)
{
    /// <summary>Paths that the field had in earlier versions.</summary>
    public ImmutableArray<string> FormerPaths { get; init; } = [];

    /// <summary>True when the newest version no longer has the field; its data stays readable.</summary>
    public bool IsRemoved { get; init; }
}
