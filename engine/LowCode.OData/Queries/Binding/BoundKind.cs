using LowCode.Definitions.Values;

namespace LowCode.OData.Queries.Binding;

/// <summary>The types of OData as far as expressions tell them apart; several together where any of them will do.</summary>
[Flags]
internal enum BoundKind
{
    /// <summary>null alone.</summary>
    Null = 1,

    /// <summary>Edm.Boolean.</summary>
    Boolean = 1 << 1,

    /// <summary>Edm.Int64 and all smaller ones.</summary>
    Integer = 1 << 2,

    /// <summary>Edm.Decimal, Edm.Double and Edm.Single: the query model has one exact arithmetic for all of them.</summary>
    Decimal = 1 << 3,

    /// <summary>Any number.</summary>
    Number = Integer | Decimal,

    /// <summary>Edm.String.</summary>
    Text = 1 << 4,

    /// <summary>Edm.Date.</summary>
    Date = 1 << 5,

    /// <summary>Edm.TimeOfDay.</summary>
    Time = 1 << 6,

    /// <summary>Edm.DateTimeOffset.</summary>
    Instant = 1 << 7,

    /// <summary>Edm.Guid.</summary>
    Id = 1 << 8,

    /// <summary>Edm.Duration: a decimal number of seconds in the query model.</summary>
    Duration = 1 << 9,

    /// <summary>A point.</summary>
    Location = 1 << 10,

    /// <summary>A collection of texts.</summary>
    Codes = 1 << 11,
}

/// <summary>How types are called and kept.</summary>
internal static class BoundKinds
{
    /// <summary>The type of what a field holds; null for attachments and rows.</summary>
    public static BoundKind? Of(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => BoundKind.Boolean,
        ValueKind.Integer => BoundKind.Integer,
        ValueKind.Decimal => BoundKind.Decimal,
        ValueKind.Text => BoundKind.Text,
        ValueKind.Date => BoundKind.Date,
        ValueKind.Time => BoundKind.Time,
        ValueKind.Instant => BoundKind.Instant,
        ValueKind.Id => BoundKind.Id,
        ValueKind.Location => BoundKind.Location,
        ValueKind.Codes => BoundKind.Codes,
        _ => null,
    };

    /// <summary>The type of a name such as <c>Edm.Int32</c>; null for others.</summary>
    public static BoundKind? Of(string name) => name switch
    {
        "Edm.Boolean" => BoundKind.Boolean,
        "Edm.Byte" or "Edm.SByte" or "Edm.Int16" or "Edm.Int32" or "Edm.Int64" => BoundKind.Integer,
        "Edm.Decimal" or "Edm.Double" or "Edm.Single" => BoundKind.Decimal,
        "Edm.String" => BoundKind.Text,
        "Edm.Date" => BoundKind.Date,
        "Edm.TimeOfDay" => BoundKind.Time,
        "Edm.DateTimeOffset" => BoundKind.Instant,
        "Edm.Guid" => BoundKind.Id,
        "Edm.Duration" => BoundKind.Duration,
        "Edm.GeographyPoint" => BoundKind.Location,
        _ => null,
    };

    /// <summary>OData's name of a type.</summary>
    public static string Name(this BoundKind kind) => kind switch
    {
        BoundKind.Null => "null",
        BoundKind.Integer => "Edm.Int64",
        BoundKind.Text => "Edm.String",
        BoundKind.Time => "Edm.TimeOfDay",
        BoundKind.Instant => "Edm.DateTimeOffset",
        BoundKind.Id => "Edm.Guid",
        BoundKind.Location => "LowCode.Location",
        BoundKind.Codes => "Collection(Edm.String)",
        _ => "Edm." + kind,
    };
}
