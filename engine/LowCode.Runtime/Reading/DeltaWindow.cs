namespace LowCode.Runtime.Reading;

/// <summary>
/// How far somebody has followed the changes of a set: numbers of the change log. What they hold is as of some moment
/// between <paramref name="Floor"/> and <paramref name="Ceiling"/>, because a set that is read in pages is read at several
/// moments; both are the same once they have caught up.
/// </summary>
/// <param name="After">Changes up to here have been told.</param>
/// <param name="Floor">The first moment from which they hold something.</param>
/// <param name="Ceiling">The last.</param>
public readonly record struct DeltaWindow(long After, long Floor, long Ceiling)
{
    /// <summary>Of somebody who has read everything at one moment.</summary>
    public static DeltaWindow At(long number) => new(number, number, number);
}
