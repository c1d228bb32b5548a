using LowCode.Definitions.Values;

namespace LowCode.Storage.Queries;

/// <summary>A part of the attachment that is the variable of a lambda over attachments.</summary>
public sealed record FileField(FilePart Part, int Scope) : Expression;

/// <summary>Parts of an <see cref="Attachment"/>.</summary>
public enum FilePart
{
    /// <summary>Its hash, kind Text.</summary>
    Hash,

    /// <summary>Its name, kind Text.</summary>
    Name,

    /// <summary>Its media type, kind Text.</summary>
    MediaType,

    /// <summary>Its length in bytes, kind Integer.</summary>
    Size,
}
