namespace LowCode.OData.Payloads;

/// <summary>Whether entities may be nested in a body, where links are.</summary>
internal enum Nesting
{
    /// <summary>Links lead to what is there already.</summary>
    None,

    /// <summary>What links lead to may be made or changed in the same request (deep insert, deep update).</summary>
    Allowed,
}
