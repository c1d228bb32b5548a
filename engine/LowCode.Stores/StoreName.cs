namespace LowCode.Stores;

/// <summary>
/// Where an installation's data lies, as people write it: a folder is an embedded store, <c>postgres:</c> and a folder is a
/// PostgreSQL database with the folder that all its nodes share. The connection string is never part of the name.
/// </summary>
/// <param name="IsPostgres">True for PostgreSQL.</param>
/// <param name="Folder">Full path of the folder: of everything, or of what is not in the database.</param>
public sealed record StoreName(bool IsPostgres, string Folder)
{
    private const string Prefix = "postgres:";

    /// <summary>Folder of the attachments.</summary>
    public string Attachments => Path.Combine(Folder, "attachments");

    /// <summary>Folder of the keys with which servers protect what they give to browsers.</summary>
    public string Keys => Path.Combine(Folder, "keys");

    /// <summary>Folder of the backups that a server makes.</summary>
    public string Backups => Path.Combine(Folder, "backups");

    /// <summary>Reads a name; a relative folder is relative to the working folder.</summary>
    public static StoreName Parse(string text) => text.StartsWith(Prefix, StringComparison.Ordinal)
        ? new StoreName(true, Path.GetFullPath(text[Prefix.Length..] is { Length: > 0 } folder ? folder : "."))
        : new StoreName(false, Path.GetFullPath(text));

    /// <inheritdoc/>
    public override string ToString() => IsPostgres ? Prefix + Folder : Folder;
}
