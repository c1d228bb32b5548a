namespace LowCode.Storage.LiteDb.Disk;

/// <summary>How the operating system says that there is no room.</summary>
internal static class DiskFull
{
    private const int NoSpaceUnix = 28;
    private const int DiskFullWindows = unchecked((int)0x80070070);

    /// <summary>Whether that is behind a failure.</summary>
    public static bool IsCauseOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException && cause.HResult is NoSpaceUnix or DiskFullWindows)
                return true;
        }
        return false;
    }
}
