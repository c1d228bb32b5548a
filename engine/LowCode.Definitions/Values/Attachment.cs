namespace LowCode.Definitions.Values;

/// <summary>A file that belongs to a record. The bytes lie in the attachment store under <paramref name="Hash"/>.</summary>
/// <param name="Hash">Lower-case hexadecimal SHA-256 of the content: the file's identity.</param>
/// <param name="Name">File name as the person chose it, without a path.</param>
/// <param name="MediaType">Media type, such as <c>image/jpeg</c>.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record Attachment(string Hash, string Name, string MediaType, long Size);
