namespace LowCode.OData.Requests;

/// <summary>How much control information an answer carries.</summary>
internal enum MetadataLevel
{
    /// <summary>odata.metadata=none.</summary>
    None,

    /// <summary>odata.metadata=minimal.</summary>
    Minimal,

    /// <summary>odata.metadata=full.</summary>
    Full,
}

/// <summary>How an answer is written.</summary>
/// <param name="Metadata">How much control information.</param>
/// <param name="NumbersAsText">IEEE754Compatible: Int64 and Decimal as texts.</param>
/// <param name="Can">Whether each entity tells what the caller may do with it.</param>
internal readonly record struct WriteOptions(MetadataLevel Metadata, bool NumbersAsText, bool Can = false);
