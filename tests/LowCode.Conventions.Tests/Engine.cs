using System.Reflection;

namespace LowCode.Conventions.Tests;

/// <summary>The engine's assemblies, found by their place beside this test's own.</summary>
static class Engine
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "LowCode.*.dll")
            .Where(file => !file.EndsWith("Tests.dll", StringComparison.Ordinal))
            .Select(Assembly.LoadFrom),
    ];

    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LowCode.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("LowCode.sln is not above the test's folder.");
        return folder.FullName;
    }
}
