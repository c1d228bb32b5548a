namespace LowCode.Storage.LiteDb.Columns;

/// <summary>Arrays with something for each group, which grow as groups are found.</summary>
internal static class ByGroup
{
    /// <summary>The array, long enough for so many groups; what is new in it is empty.</summary>
    public static T[] Grown<T>(T[] of, int count) => of.Length >= count ? of : [.. of, .. new T[Math.Max(count, of.Length * 2) - of.Length]];
}
