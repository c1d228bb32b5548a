using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;

namespace LowCode.Definitions.Tests.Reading;

/// <summary>An app made of texts.</summary>
static class TestPack
{
    public const string App = """{ "app": "test-app", "title": "测试", "version": "1.0.0", "roles": [ { "name": "inspector", "title": "检查员" } ] }""";

    public static (AppDefinition? App, Diagnostics Diagnostics) Read(params (string Path, string Text)[] files)
    {
        var texts = files.ToDictionary(file => file.Path, file => file.Text);
        texts.TryAdd("app.json", App);
        Diagnostics diagnostics = new();
        return (AppReader.Read(MemoryFiles.Of(texts), diagnostics), diagnostics);
    }

    public static AppDefinition ReadWell(params (string Path, string Text)[] files)
    {
        var (app, diagnostics) = Read(files);
        Assert.Empty(diagnostics.Select(found => found.ToString()));
        return app!;
    }
}
