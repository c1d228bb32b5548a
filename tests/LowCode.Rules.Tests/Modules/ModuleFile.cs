using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Modules;

/// <summary>Modules that are written from the corpus and kept beside it, for the tests of the browser's runtime.</summary>
static class ModuleFile
{
    /// <summary>Compares; writes the file instead with <c>LOWCODE_UPDATE_GOLDEN=1</c>.</summary>
    public static void Check(string name, string written)
    {
        var file = Path.Combine(Corpus.Folder, "modules", name);
        if (Environment.GetEnvironmentVariable("LOWCODE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, written);
        }
        Assert.Equal(File.ReadAllText(file), written);
    }
}
