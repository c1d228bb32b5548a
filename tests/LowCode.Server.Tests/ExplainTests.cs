namespace LowCode.Server.Tests;

public class ExplainTests
{
    [Fact]
    public async Task A_check_says_where_each_rule_stands_and_that_it_is_compiled()
    {
        using var folder = new TemporaryFolder();
        Write("app.json", """{ "app": "t", "title": "测试", "version": "1.0.0" }""");
        Write("forms/f.json", """
            { "form": "f", "title": "表", "fields": [
              { "name": "n", "type": "integer", "label": "数" },
              { "name": "twice", "type": "integer", "label": "倍", "value": "n * 2" },
              { "name": "code", "type": "text", "label": "码" },
              { "name": "upper", "type": "text", "label": "大写", "value": "code ? code.toUpperCase() : ''" } ] }
            """);
        var (exit, output) = await CliProcess.RunAsync(
            TestContext.Current.CancellationToken, "check", folder.Path, "--explain", "--locale", "en");
        Assert.Equal(0, exit);
        Assert.Matches(@"forms/f\.json\(3,\d+\): compiled: n \* 2", output);
        Assert.Matches(@"forms/f\.json\(5,\d+\): compiled: code \? code\.toUpperCase\(\)", output);
        Assert.Contains("2 rule(s), 2 of them compiled.", output, StringComparison.Ordinal);

        void Write(string path, string text)
        {
            var file = Path.Combine(folder.Path, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
