using System.Text;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;

namespace LowCode.Definitions.Tests.Reading;

public class LimitTests
{
    private static readonly string Form = """{ "form": "f", "title": "F", "fields": [ { "name": "a", "type": "text" } ] }""";

    [Fact]
    public void A_file_may_have_just_as_many_bytes_as_the_limit()
    {
        var bytes = Encoding.UTF8.GetByteCount(TestPack.App);
        Assert.Empty(Read(new PackLimits(FileBytes: bytes), ("app.json", TestPack.App)).Diagnostics);
        var (app, diagnostics) = Read(new PackLimits(FileBytes: bytes - 1), ("app.json", TestPack.App));
        Assert.Null(app);
        Assert.Equal($"app.json: error LC1003: The file is too large; a file may have {bytes - 1} bytes.", Assert.Single(diagnostics).ToString());
    }

    [Fact]
    public void All_files_together_have_a_limit_which_is_said_once()
    {
        var bytes = Encoding.UTF8.GetByteCount(TestPack.App) + Encoding.UTF8.GetByteCount(Form);
        Assert.Empty(Read(new PackLimits(TotalBytes: bytes), ("app.json", TestPack.App), ("forms/a.json", Form)).Diagnostics);
        var found = Read(new PackLimits(TotalBytes: bytes - 1), ("app.json", TestPack.App), ("forms/a.json", Form), ("forms/b.json", Form)).Diagnostics;
        Assert.Equal(("LC1004", "forms/a.json"), Shown(Assert.Single(found)));
    }

    [Fact]
    public void There_may_be_just_as_many_files_as_the_limit()
    {
        var files = Enumerable.Range(0, 5).Select(i => ($"notes/{i}.md", "x")).Append(("app.json", TestPack.App)).ToArray();
        Assert.Empty(Read(new PackLimits(Files: 6), files).Diagnostics);
        var (app, diagnostics) = Read(new PackLimits(Files: 5), files);
        Assert.Null(app);
        Assert.Equal(("LC1005", ""), Shown(Assert.Single(diagnostics)));
    }

    [Fact]
    public void Listing_stops_at_the_limit()
    {
        var listed = 0;
        IEnumerable<string> Endless()
        {
            while (true)
                yield return $"{listed++}.md";
        }
        Assert.Null(AppReader.Read(new Files(Endless(), _ => throw new InvalidOperationException()), [], new PackLimits(Files: 10)));
        Assert.Equal(11, listed);
    }

    [Fact]
    public void So_many_problems_are_listed_and_no_more()
    {
        var form = $$"""{ "form": "f", "title": "F", "fields": [], {{string.Join(", ", Enumerable.Range(0, 50).Select(i => $"\"x{i}\": 1"))}} }""";
        var (app, diagnostics) = Read(new PackLimits(Problems: 20), ("app.json", TestPack.App), ("forms/a.json", form), ("forms/b.json", form));
        Assert.Null(app);
        Assert.Equal(21, diagnostics.Count);
        Assert.Equal("LC1008", diagnostics.Last().Message.Code);
    }

    [Fact]
    public void Of_errors_and_warnings_a_thousand_each_are_kept_and_no_error_is_forgotten()
    {
        var diagnostics = new Diagnostics();
        for (var i = 0; i < 3_000; i++)
            diagnostics.Warning(ReadingMessages.CommaMissing, SourceLocation.None);
        Assert.False(diagnostics.HasErrors || diagnostics.IsFull);
        for (var i = 0; i < 3_000; i++)
            diagnostics.Error(ReadingMessages.CommaMissing, SourceLocation.None);
        Assert.True(diagnostics.HasErrors && diagnostics.IsFull);
        Assert.Equal((2_002, 3_000), (diagnostics.Count, diagnostics.Errors));
        Assert.Equal([Severity.Warning, Severity.Error], diagnostics.Where(found => found.Message == ReadingMessages.TooManyProblems).Select(found => found.Severity));
    }

    [Fact]
    public void A_text_file_that_is_no_JSON_gives_a_hundred_problems_at_most()
    {
        var (_, diagnostics) = TestPack.Read(("forms/a.json", "[" + string.Concat(Enumerable.Repeat("1 ", 10_000)) + "]"));
        Assert.InRange(diagnostics.Count, 100, 110);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_problem_of_that_file()
    {
        Diagnostics diagnostics = new();
        var app = AppReader.Read(
            new Files(["app.json", "forms/a.json"], path => path == "app.json" ? new MemoryStream(Encoding.UTF8.GetBytes(TestPack.App)) : throw new IOException("broken disk")),
            diagnostics);
        Assert.NotNull(app);
        Assert.Equal("forms/a.json: error LC1002: The file cannot be read: broken disk", Assert.Single(diagnostics).ToString());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem()
    {
        Diagnostics diagnostics = new();
        Assert.Null(AppReader.Read(new FolderFiles(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString())), diagnostics));
        Assert.Equal("LC1002", Assert.Single(diagnostics).Message.Code);
    }

    [Fact]
    public void A_folder_gives_no_files_outside_of_it()
    {
        var folder = Directory.CreateTempSubdirectory("lowcode-folder-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "secret.txt"), "x");
            var inner = folder.CreateSubdirectory("app");
            File.WriteAllText(Path.Combine(inner.FullName, "app.json"), TestPack.App);
            File.CreateSymbolicLink(Path.Combine(inner.FullName, "link.json"), Path.Combine(folder.FullName, "secret.txt"));
            var files = new FolderFiles(inner.FullName);
            Assert.Equal(["app.json"], files.List());
            Assert.Throws<UnauthorizedAccessException>(() => files.Open("../secret.txt"));
            Assert.Throws<UnauthorizedAccessException>(() => files.Open(Path.Combine(folder.FullName, "secret.txt")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(TestPack.App)];
        Diagnostics diagnostics = new();
        var app = AppReader.Read(new MemoryFiles(new Dictionary<string, byte[]> { ["app.json"] = bytes }), diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal(1, app!.At.Column);
    }

    private static (string, string) Shown(Diagnostic found) => (found.Message.Code, found.At.File);

    private static (AppDefinition? App, Diagnostics Diagnostics) Read(PackLimits limits, params (string Path, string Text)[] files)
    {
        Diagnostics diagnostics = new();
        return (AppReader.Read(MemoryFiles.Of(files.ToDictionary(file => file.Path, file => file.Text)), diagnostics, limits), diagnostics);
    }

    private sealed class Files(IEnumerable<string> paths, Func<string, Stream> open) : IPackFiles
    {
        public IEnumerable<string> List() => paths;

        public Stream Open(string path) => open(path);
    }
}
