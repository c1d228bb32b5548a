using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Who sees whose phone number in the packs that ship: whoever must call people, and nobody else.</summary>
public class MaskedContactTests(RunningServer running) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData(DemoUsers.Inspector, "13800005678", "张三丰"), InlineData(DemoUsers.Reviewer, "13800005678", "张三丰"), InlineData("viewer.city", "138****5678", "张**")]
    public async Task Phones_of_contacts_are_for_those_who_call(string user, string phone, string name)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var inspector = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var made = await inspector.PostAsJsonAsync("/odata/community-base/contact", new { name = "张三丰", duty = "other", dutyNote = "值守", phone = "13800005678" }, cancel);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("id").GetString();
        using var client = running.Server.Client(user, DemoUsers.Password);
        var contact = await client.GetFromJsonAsync<JsonElement>($"/odata/community-base/contact({id})", cancel);
        Assert.Equal((phone, name), (contact.GetProperty("phone").GetString(), contact.GetProperty("name").GetString()));
        Assert.Equal(phone.Contains('*', StringComparison.Ordinal), contact.TryGetProperty("phone@LowCode.masked", out _));
    }
}
