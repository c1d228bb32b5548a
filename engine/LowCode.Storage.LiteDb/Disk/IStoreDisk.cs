namespace LowCode.Storage.LiteDb.Disk;

/// <summary>Where the data file and its log lie; while it is open nobody else can open them.</summary>
internal interface IStoreDisk : IDisposable
{
    /// <summary>What people know it by: the data file's path.</summary>
    string Name { get; }

    /// <summary>True when there is a data file.</summary>
    bool Exists { get; }

    /// <summary>Makes the data file with this content and syncs it: afterwards it is there as a whole, or not at all.</summary>
    void Create(ReadOnlySpan<byte> content);

    IStoreFile OpenData();

    IStoreFile OpenLog();
}
