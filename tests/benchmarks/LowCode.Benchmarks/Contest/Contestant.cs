using System.Text.Json.Nodes;

namespace LowCode.Benchmarks.Contest;

/// <summary>One way to get the sixty results of each record.</summary>
/// <param name="name">As the table shows it.</param>
/// <param name="fromBytes">True when it starts from the record's JSON, false when from what it has read before.</param>
abstract class Contestant(string name, bool fromBytes) : IDisposable
{
    public string Name => name;

    public bool FromBytes => fromBytes;

    /// <summary>What it gives for all records, sixty answers each; <see cref="Cannot"/> stands for a rule it has no way to say.</summary>
    public abstract JsonArray Answers();

    /// <summary>Microseconds for a number of records, going on where it stopped.</summary>
    public abstract double Run(int records);

    /// <summary>An answer that is none.</summary>
    public const string Cannot = "$cannot";

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
