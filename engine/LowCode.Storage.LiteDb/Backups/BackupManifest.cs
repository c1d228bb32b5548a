using System.Text.Json;

namespace LowCode.Storage.LiteDb.Backups;

/// <summary>What a backup holds, written last: a backup without it is unfinished.</summary>
/// <param name="Format">Version of the store's format.</param>
/// <param name="Records">Current records.</param>
/// <param name="LastChange">Number of the last change-log entry.</param>
/// <param name="LastHash">Its hash, which vouches for the whole log.</param>
/// <param name="Attachments">Number of attachments.</param>
internal sealed record BackupManifest(int Format, long Records, long LastChange, string LastHash, long Attachments)
{
    public const string FileName = "backup.json";

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static BackupManifest? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(path), Indented) : null;
    }

    public void Write(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew, FileAccess.Write);
        JsonSerializer.Serialize(file, this, Indented);
        file.Flush(flushToDisk: true);
    }
}
