using LowCode.Definitions.Values;
using LowCode.Runtime.Commands;

namespace LowCode.OData.Payloads;

/// <summary>What a body said about one record.</summary>
/// <param name="shape">The form's newest shape.</param>
internal sealed class Payload(Shape shape)
{
    private readonly HashSet<int> _present = [];
    private readonly HashSet<int> _cleared = [];

    /// <summary>The values, by slot.</summary>
    public Row Values { get; } = new(shape);

    /// <summary>The key in the body, or null.</summary>
    public Guid? Id { get; set; }

    /// <summary>The division in the body, or null.</summary>
    public string? Division { get; set; }

    /// <summary>The revision that an ETag in the body names; null when there is none, or it is <c>*</c>.</summary>
    public string? ETag { get; set; }

    /// <summary>Sets a slot. False when it was set before, to something else.</summary>
    public bool Set(int slot, in Value value)
    {
        if (!_present.Add(slot) && Values[slot] != value)
            return false;
        Values[slot] = value;
        return true;
    }

    /// <summary>Empties a slot, unless something is set in it.</summary>
    public void Clear(int slot) => _cleared.Add(slot);

    /// <summary>For the runtime.</summary>
    public RecordInput ToInput() => new(Values.Freeze(), [.. _present, .. _cleared]) { Id = Id, Division = Division };
}
