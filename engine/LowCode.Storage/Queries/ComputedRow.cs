using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Queries;

/// <summary>A value that a pipeline computes for its rows.</summary>
/// <param name="Name">Its name; of a grouping key its path, with slashes.</param>
/// <param name="Kind">What every value is that is not empty; <see cref="ValueKind.Empty"/> when all are empty.</param>
public sealed record ComputedColumn(string Name, ValueKind Kind);

/// <summary>The columns of computed rows. Immutable.</summary>
/// <param name="Columns">
/// By index. Null where rows of another part of a concatenation have a column and these do not.
/// </param>
public sealed record ComputedShape(ImmutableArray<ComputedColumn?> Columns)
{
    /// <summary>No columns.</summary>
    public static ComputedShape None { get; } = new(ImmutableArray<ComputedColumn?>.Empty);

    /// <summary>The index of the column with a name, or −1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (string.Equals(Columns[i]?.Name, name))
                return i;
        }
        return -1;
    }
}

/// <summary>What a pipeline has computed for one row of its result. Immutable.</summary>
/// <param name="shape">Its columns.</param>
/// <param name="values">Their values, by index; must not be changed afterwards.</param>
public sealed class ComputedRow(ComputedShape shape, Value[] values)
{
    /// <summary>The columns.</summary>
    public ComputedShape Shape => shape;

    /// <summary>The value of a column; empty when the row does not have it.</summary>
    public Value this[int column] => (uint)column < (uint)values.Length ? values[column] : default;

    /// <summary>The value of the column with a name; empty when the row does not have it.</summary>
    public Value this[string name] => shape.IndexOf(name) is >= 0 and var index ? values[index] : default;
}
