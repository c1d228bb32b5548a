namespace LowCode.Storage.LiteDb.Disk;

/// <summary>
/// Cuts the log behind its last confirmed page: what comes after belongs to a commit that never finished, and the
/// engine must not append behind it.
/// </summary>
internal static class LogTail
{
    public static void DropUnconfirmed(IStoreFile log)
    {
        var length = log.Length;
        if (length == 0)
            return;
        var confirmed = ConfirmedLength(log, length);
        if (confirmed == length)
            return;
        log.SetLength(confirmed);
        log.Sync();
    }

    private static long ConfirmedLength(IStoreFile log, long length)
    {
        Span<byte> confirm = stackalloc byte[1];
        for (var page = (length / PageStream.PageSize) - 1; page >= 0; page--)
        {
            var start = page * PageStream.PageSize;
            if (log.Read(start + DurableLogStream.ConfirmOffset, confirm) == 1 && confirm[0] == 1)
                return start + PageStream.PageSize;
        }
        return 0;
    }
}
