using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using LowCode.Definitions.Checks;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.OData.Tests.Hosting;
using LowCode.Runtime.Callers;

namespace LowCode.OData.Tests.Attacks;

/// <summary>Packs of strangers are published for real: each ends as the corpus says, and the next pack is published as ever.</summary>
public class PackAttackTests(TownFixture fixture)
{
    // What reading and checking one pack may allocate, on a stack of this size.
    const long Bytes = 400L * 1024 * 1024;
    const int Stack = 512 * 1024;

    static int _apps;

    public static TheoryData<string> Names() => AttackCorpus.Names("packs");

    [Theory, MemberData(nameof(Names))]
    public async Task A_pack_ends_as_the_corpus_says_and_the_next_one_is_published(string name)
    {
        var attack = AttackCorpus.Find("packs", name);
        var app = $"attack-{Interlocked.Increment(ref _apps)}";
        var files = Files(attack, app);
        ReadWithinLimits(files);
        var result = await fixture.Town.Installation.PublishAsync(Caller.System, files, TestContext.Current.CancellationToken);
        var found = result.Diagnostics.Select(problem => problem.Message.Code).ToList();
        Assert.SkipWhen(found.Contains(RuntimeMessages.TooManyFields.Code), "This store keeps fewer fields.");
        Assert.InRange(found.Count, 0, 2 * (Diagnostics.Most + 1));
        if (attack["error"] is { } error)
        {
            Assert.Null(result.App);
            Assert.Contains(error.GetValue<string>(), found);
        }
        else
        {
            Assert.True(result.App is not null, string.Join('\n', result.Diagnostics));
        }
        if (attack["warning"] is { } warning)
            Assert.Contains(warning.GetValue<string>(), found);
        if (attack["record"] is { } record)
            await Fill(app, record, attack);
        await PublishInnocent($"innocent-{app}");
    }

    async Task Fill(string app, JsonNode record, JsonObject attack)
    {
        var answer = await fixture.Town.As("clerk", app).Post("site", record.ToJsonString());
        if (attack["finding"] is { } finding)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.StartsWith(finding.GetValue<string>(), answer.Json["error"]!["details"] is JsonArray { Count: > 0 } details ? details[0]!["code"]!.GetValue<string>() : answer.Error, StringComparison.Ordinal);
            return;
        }
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        foreach (var (field, expected) in attack["expect"]!.AsObject())
            Assert.True(JsonNode.DeepEquals(expected, answer.Json[field]), $"{field}: {answer.Json[field]}");
    }

    static void ReadWithinLimits(MemoryFiles files)
    {
        Exception? thrown = null;
        var used = 0L;
        var thread = new Thread(
            () =>
            {
                try
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    var diagnostics = new Diagnostics();
                    if (AppReader.Read(files, diagnostics) is { } app)
                        AppChecker.Check(app, diagnostics);
                    used = GC.GetAllocatedBytesForCurrentThread() - before;
                }
                catch (Exception failure)
                {
                    thrown = failure;
                }
            },
            Stack);
        thread.Start();
        thread.Join();
        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
        Assert.True(used < Bytes, $"{used} bytes allocated, at most {Bytes} expected");
    }

    async Task PublishInnocent(string app)
    {
        await Town.PublishAsync(fixture.Town.Installation, MemoryFiles.Of(new Dictionary<string, string>
        {
            ["app.json"] = App(app),
            ["forms/site.json"] = Innocent.Replace("\"type\": \"text\" }", "\"type\": \"text\" }, { \"name\": \"letters\", \"type\": \"integer\", \"value\": \"name?.length\" }", StringComparison.Ordinal),
        }));
        var record = await fixture.Town.As("clerk", app).Create("site", """{ "name": "泵站" }""");
        Assert.Equal(2, (int)record["letters"]!);
    }

    static MemoryFiles Files(JsonObject attack, string app)
    {
        var files = new Dictionary<string, string> { ["app.json"] = App(app), ["forms/site.json"] = Innocent };
        foreach (var (path, content) in attack["more"]?.AsObject() ?? [])
            files[path] = AttackCorpus.Text(content!);
        files[attack["through"]!.GetValue<string>()] = AttackCorpus.Text(attack["content"]!);
        return MemoryFiles.Of(files);
    }

    static string App(string name) => $$"""{ "app": "{{name}}", "title": "x", "version": "1.0.0", "roles": [ { "name": "clerk", "title": "x" } ] }""";

    const string Innocent = """
        { "form": "site", "title": "x", "fields": [ { "name": "name", "type": "text" } ], "access": [ { "role": "clerk", "can": ["read", "create"] } ] }
        """;
}
