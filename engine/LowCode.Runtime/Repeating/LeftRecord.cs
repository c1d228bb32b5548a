using System.Collections.Immutable;

namespace LowCode.Runtime.Repeating;

/// <summary>A record that a request is answered with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsRemoved">True when the request deleted it.</param>
public readonly record struct LeftRecord(Guid Id, bool IsRemoved = false)
{
    internal static string Text(ImmutableArray<LeftRecord> left) =>
        string.Join(' ', left.Select(record => $"{(record.IsRemoved ? '-' : '+')}{record.Id}"));

    internal static ImmutableArray<LeftRecord> Of(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(record => new LeftRecord(Guid.Parse(record.AsSpan(1)), record[0] == '-'))];
}
