using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres.Backups;

/// <summary>What a backup holds, written last: a backup without it is unfinished.</summary>
/// <param name="Format">Version of the backup's format.</param>
/// <param name="Records">Current records.</param>
/// <param name="LastChange">Number of the last change-log entry.</param>
/// <param name="LastHash">Its hash, which vouches for the whole log.</param>
/// <param name="Attachments">Number of attachments.</param>
internal sealed record BackupManifest(int Format, long Records, long LastChange, string LastHash, long Attachments);

/// <summary>
/// A backup's folder: the change log, from which all records follow; the sets' shapes and indexes; the attachments; and
/// the manifest.
/// </summary>
internal sealed class BackupFolder(string path)
{
    public const int Format = 2;

    private const string Manifest = "backup.json";
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Path => path;

    public string Changes => System.IO.Path.Combine(path, "changes.log");

    public string Attachments => System.IO.Path.Combine(path, "attachments");

    private string Sets => System.IO.Path.Combine(path, "sets.json");

    public void WriteSets(IEnumerable<RecordSet> sets) =>
        Write(Sets, sets.Select(set => new SetDto(set.Name, ShapeJson.Write(set.Shape), IndexJson.Write(set.Indexes))).ToList());

    public ImmutableArray<RecordSet> ReadSets() =>
    [
        .. Read<List<SetDto>>(Sets)!.Select(set =>
        {
            var shape = ShapeJson.Read(set.Shape);
            return new RecordSet(set.Name, shape, IndexJson.Read(set.Indexes, shape));
        }),
    ];

    public void WriteManifest(BackupManifest manifest)
    {
        Write(System.IO.Path.Combine(path, Manifest), manifest);
        FolderSync.Sync(path);
    }

    /// <summary>The manifest, or null when the backup is unfinished.</summary>
    public BackupManifest? ReadManifest() => Read<BackupManifest>(System.IO.Path.Combine(path, Manifest));

    private static T? Read<T>(string file) =>
        File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(file), Indented) : default;

    private static void Write<T>(string name, T content)
    {
        using var file = new FileStream(name, FileMode.CreateNew, FileAccess.Write);
        JsonSerializer.Serialize(file, content, Indented);
        file.Flush(flushToDisk: true);
    }

    private sealed record SetDto(string Name, string Shape, string Indexes);
}
