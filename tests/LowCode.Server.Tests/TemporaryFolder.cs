using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>A folder of a test's own that goes with it.</summary>
sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("lowcode-test-").FullName;

    public string Path { get; }

    public void Dispose() => TestStore.Delete(Path);
}
