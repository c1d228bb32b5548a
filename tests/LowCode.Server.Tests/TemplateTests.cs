using LowCode.Definitions.Reading;
using LowCode.Packs.Testing;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>The packs that ship prove themselves: no diagnostics, every case passes, nothing in them is without a case.</summary>
public class TemplateTests(ITestOutputHelper output)
{
    public static TheoryData<string> Packs() => [.. Folders().Select(folder => Path.GetFileName(folder)!)];

    [Theory, MemberData(nameof(Packs))]
    public async Task A_pack_that_ships_passes_its_own_cases_and_covers_itself(string pack)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var (store, attachments) = await TestStore.OpenAsync(folder.Path, TimeProvider.System);
        var others = Folders().Where(other => Path.GetFileName(other) != pack).Select(other => new FolderFiles(other)).ToArray();

        var report = await PackTests.RunAsync(
            new FolderFiles(Path.Combine(Repository.Root, "templates", pack)), others, store, attachments, cancel: cancel);

        output.WriteLine($"{pack}: {report.Cases.Length} cases");
        Assert.Empty(report.Diagnostics.Select(found => found.ToString()));
        Assert.Empty(report.Cases.Where(result => !result.Passed)
            .Select(result => $"{result.Name}: {string.Join("; ", result.Differences.Select(difference => difference.In("en")))}"));
        Assert.Empty(report.NotReached);
        Assert.NotEmpty(report.Cases);
    }

    private static IEnumerable<string> Folders() => Directory.GetDirectories(Path.Combine(Repository.Root, "templates"))
        .Where(folder => File.Exists(Path.Combine(folder, "app.json")));
}
