namespace LowCode.Server.Tests;

/// <summary>The sources that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LowCode.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("LowCode.sln is not above the test's folder.");
        return folder.FullName;
    }
}
