using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.OData.Model;
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

    /// <summary>The published version by which it was read; null for the newest.</summary>
    public int? AppVersion { get; set; }

    /// <summary>The revision that an ETag in the body names; null when there is none, or it is <c>*</c>.</summary>
    public string? ETag { get; set; }

    /// <summary>What links of it lead to, where that is in the body as well.</summary>
    public ImmutableArray<NestedPayload> Nested { get; private set; } = [];

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

    /// <summary>Adds what a link leads to.</summary>
    public void Nest(NestedPayload nested) => Nested = Nested.Add(nested);

    /// <summary>For the runtime.</summary>
    /// <param name="links">Ids that take the place of those in the body, by their slots; null for none.</param>
    public RecordInput ToInput(IReadOnlyDictionary<int, Guid>? links = null)
    {
        var values = Values;
        if (links?.Count > 0)
        {
            values = Values.Thaw();
            foreach (var (slot, id) in links)
                values[slot] = Value.Of(id);
        }
        return new(values.Freeze(), [.. _present, .. _cleared]) { Id = Id, Division = Division, AppVersion = AppVersion };
    }
}

/// <summary>An entity that is nested in another, where a link to it is.</summary>
/// <param name="Link">The link.</param>
/// <param name="Payload">The entity.</param>
/// <param name="Path">Where it stands in the body.</param>
/// <param name="HasKey">True when the client said which entity it is; else <see cref="Payload.Id"/> is one for a new one.</param>
internal sealed record NestedPayload(NavigationProperty Link, Payload Payload, string Path, bool HasKey);
