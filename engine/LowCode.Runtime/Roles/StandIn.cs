namespace LowCode.Runtime.Roles;

/// <summary>For whom somebody stands in: the owner's roles are lent to them on these days.</summary>
/// <param name="Owner">User name of the owner.</param>
/// <param name="From">The first day, in the installation's time zone.</param>
/// <param name="Until">The last day.</param>
public sealed record StandIn(string Owner, DateOnly From, DateOnly Until)
{
    /// <summary>Whether it is so on a day.</summary>
    public bool IsInForce(DateOnly day) => day >= From && day <= Until;
}
