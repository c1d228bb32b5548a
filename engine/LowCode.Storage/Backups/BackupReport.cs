namespace LowCode.Storage.Backups;

/// <summary>What a backup holds.</summary>
/// <param name="Records">Current records.</param>
/// <param name="LastChange">Number of the last change-log entry.</param>
/// <param name="LastHash">Its hash: who noted it elsewhere can tell that the log is still the same.</param>
/// <param name="Attachments">Number of attachments.</param>
public sealed record BackupReport(long Records, long LastChange, string LastHash, long Attachments);
