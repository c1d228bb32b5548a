namespace LowCode.Runtime.Commands;

/// <summary>How a unit of work ended.</summary>
public enum UnitEnd
{
    /// <summary>All of it is written, durably.</summary>
    Written,

    /// <summary>Nothing is written: the work itself said so.</summary>
    GivenUp,

    /// <summary>Nothing is written: others kept changing the same records.</summary>
    Contended,
}
