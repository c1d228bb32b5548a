using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Storage.Queries;

/// <summary>Properties that every record has beside its fields.</summary>
public enum SystemField
{
    /// <summary>Not a system field.</summary>
    None,

    /// <summary><see cref="Record.Id"/>, kind Id.</summary>
    Id,

    /// <summary><see cref="Record.AppVersion"/>, kind Integer.</summary>
    AppVersion,

    /// <summary><see cref="Record.Division"/>, kind Text.</summary>
    Division,

    /// <summary><see cref="Record.State"/>, kind Text.</summary>
    State,

    /// <summary><see cref="Record.CreatedBy"/>, kind Text.</summary>
    CreatedBy,

    /// <summary><see cref="Record.CreatedAt"/>, kind Instant.</summary>
    CreatedAt,

    /// <summary><see cref="Record.ModifiedBy"/>, kind Text.</summary>
    ModifiedBy,

    /// <summary><see cref="Record.ModifiedAt"/>, kind Instant.</summary>
    ModifiedAt,

    /// <summary><see cref="Record.Revision"/>, kind Integer.</summary>
    Revision,
}

/// <summary>Names a field of a record (or of a table row): a system field or a slot of the shape.</summary>
public readonly record struct FieldRef
{
    private FieldRef(SystemField system, int slot, ValueKind kind)
    {
        System = system;
        Slot = slot;
        Kind = kind;
    }

    /// <summary>The system field, or <see cref="SystemField.None"/> when a slot is named.</summary>
    public SystemField System { get; }

    /// <summary>The slot's index, or −1 when a system field is named. Indexes stay valid as shapes grow.</summary>
    public int Slot { get; }

    /// <summary>What the field holds.</summary>
    public ValueKind Kind { get; }

    /// <summary>A slot.</summary>
    public static FieldRef Of(Slot slot) => new(SystemField.None, slot.Index, slot.Kind);

    /// <summary>A system field.</summary>
    public static FieldRef Of(SystemField field) => new(field, -1, field switch
    {
        SystemField.Id => ValueKind.Id,
        SystemField.AppVersion or SystemField.Revision => ValueKind.Integer,
        SystemField.CreatedAt or SystemField.ModifiedAt => ValueKind.Instant,
        SystemField.None => throw new ArgumentOutOfRangeException(nameof(field)),
        _ => ValueKind.Text,
    });

    /// <summary>The value in a record.</summary>
    public Value Read(Record record) => System switch
    {
        SystemField.None => record.Data[Slot],
        SystemField.Id => Value.Of(record.Id),
        SystemField.AppVersion => Value.Of((long)record.AppVersion),
        SystemField.Division => Value.Of(record.Division),
        SystemField.State => Value.Of(record.State),
        SystemField.CreatedBy => Value.Of(record.CreatedBy),
        SystemField.CreatedAt => Value.Of(record.CreatedAt),
        SystemField.ModifiedBy => Value.Of(record.ModifiedBy),
        SystemField.ModifiedAt => Value.Of(record.ModifiedAt),
        SystemField.Revision => Value.Of(record.Revision),
        _ => throw new InvalidOperationException($"No system field {System}."),
    };
}
