using System.Text;
using System.Text.Json;
using LowCode.Workflows.History;
using LowCode.Workflows.Roles;
using LowCode.Workflows.Signing;

namespace LowCode.Workflows.Tests.Workflows;

public class WorkflowJsonTests
{
    static readonly DateTimeOffset At = new(2026, 6, 1, 2, 3, 4, TimeSpan.Zero);

    [Fact]
    public void Signatures_that_are_kept_come_back()
    {
        var signatures = Signatures.None
            .Add(new Signature("approve", "li", At, [0, 2]) { Comment = "同意" })
            .Add(new Signature("approve", "wang", At.AddHours(1), []));
        var json = Write(signatures.Write);
        using var document = JsonDocument.Parse(json);
        var read = Signatures.Read(document.RootElement);
        Assert.Equal(json, Write(read.Write));
        Assert.Equal([0, 2], read.All[0].Roles);
        Assert.Equal("同意", read.All[0].Comment);
        Assert.Equal("[]", Write(Signatures.None.Write));
    }

    [Fact]
    public void History_that_is_kept_comes_back()
    {
        var entry = new HistoryEntry(At, "li", "submit", "draft", "submitted") { Title = "李", Comment = "请审", Signed = true };
        var created = new HistoryEntry(At, "system", null, null, "draft");
        foreach (var one in new[] { entry, created })
        {
            using var document = JsonDocument.Parse(Write(one.Write));
            Assert.Equal(one, HistoryEntry.Read(document.RootElement));
        }
    }

    [Theory]
    [InlineData("reviewer"), InlineData("reviewer@street"), InlineData("a-b_c@building"), InlineData("system")]
    public void An_address_is_written_as_it_is_read(string text)
    {
        Assert.True(RoleAddress.TryParse(text, out var address));
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData(""), InlineData("@street"), InlineData("reviewer@"), InlineData("reviewer@Street"), InlineData("reviewer@village")]
    [InlineData("a@street@city"), InlineData("system@street"), InlineData("1a"), InlineData("a b")]
    public void What_is_no_address_is_not_read(string text) => Assert.False(RoleAddress.TryParse(text, out _));

    static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
