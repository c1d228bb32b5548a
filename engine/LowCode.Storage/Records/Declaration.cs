using LowCode.Definitions.Values;

namespace LowCode.Storage.Records;

/// <summary>What a caller may declare: shapes that grow, indexes over what has an order. Anything else is the caller's bug.</summary>
public static class Declaration
{
    /// <summary>Checks a declaration, against the one before when there is one.</summary>
    /// <exception cref="ArgumentException">The declaration cannot be.</exception>
    public static void Check(RecordSet set, RecordSet? known)
    {
        foreach (var index in set.Indexes)
        {
            if (index.Fields.IsDefaultOrEmpty)
                throw new ArgumentException($"An index of '{set.Name}' has no fields.", nameof(set));
            foreach (var field in index.Fields)
            {
                if (field.Kind is ValueKind.Codes or ValueKind.Location or ValueKind.Files or ValueKind.Rows)
                    throw new ArgumentException($"An index of '{set.Name}' is over {field.Kind}, which has no order.", nameof(set));
                if (field.Slot >= set.Shape.Slots.Length)
                    throw new ArgumentException($"An index of '{set.Name}' is over a slot that the shape lacks.", nameof(set));
            }
        }
        if (known is not null)
            CheckGrowth(set.Shape, known.Shape);
    }

    /// <summary>True when nothing would change.</summary>
    public static bool IsSame(RecordSet set, RecordSet known) =>
        ReferenceEquals(set.Shape, known.Shape) && set.Indexes.Length == known.Indexes.Length
        && set.Indexes.Zip(known.Indexes).All(pair =>
            pair.First.Unique == pair.Second.Unique && pair.First.Fields.SequenceEqual(pair.Second.Fields));

    private static void CheckGrowth(Shape shape, Shape known)
    {
        if (shape.Slots.Length < known.Slots.Length)
            throw new ArgumentException($"The shape '{shape.Name}' has lost slots.", nameof(shape));
        foreach (var (before, now) in known.Slots.Zip(shape.Slots))
        {
            if (before.Kind != now.Kind)
                throw new ArgumentException($"Slot {now.Index} of '{shape.Name}' held {before.Kind}, not {now.Kind}.", nameof(shape));
            if (before.Rows is not null && now.Rows is not null)
                CheckGrowth(now.Rows, before.Rows);
        }
    }
}
