using LowCode.Definitions.Values;
using LowCode.Runtime.Access;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Tests;

/// <summary>Sensitive fields, of which a role sees a mask unless its access entry reveals them.</summary>
public class SensitiveAccessTests
{
    static readonly Caller Both = House.Guest with { Roles = [.. House.Guest.Roles, new("inspector", "310106006002")] };

    static Task<House> OpenAsync() => House.OpenAsync(PatrolPack.Pack(files =>
    {
        files.Replace("forms/place.json", """{ "name": "name", "type": "text", "label": "名称", "required": true },""",
            """{ "name": "name", "type": "text", "label": "名称", "required": true }, { "name": "keyCode", "type": "text", "sensitive": true },""");
        files.Replace("forms/place.json", """reach": "unit" },""", """reach": "unit", "reveals": ["keyCode"] },""");
        files.Replace("forms/patrol.json", """{ "name": "phone", "type": "text", "label": "电话" }""",
            """{ "name": "phone", "type": "text", "label": "电话", "sensitive": true }, { "name": "code", "type": "text", "value": "lookup(place, 'keyCode')" }""");
        files.Replace("forms/patrol.json", """{ "name": "what", "type": "text", "label": "问题" }""", """{ "name": "what", "type": "text", "label": "问题", "sensitive": true }""");
        files.Replace("forms/patrol.json", """label": "费用", "min": 0 }""", """label": "费用", "min": 0, "sensitive": true }""");
        files.Replace("forms/patrol.json", """reach": "unit" },""", """reach": "unit", "reveals": ["phone", "items"] },""");
        files.Replace("forms/patrol.json", """can": ["read"], "reach": "subtree" },""", """can": ["read", "update"], "reach": "subtree" },""");
    }));

    static Dictionary<string, object?>[] Items => [new() { ["what"] = "灯坏了", ["cost"] = 5L }];

    [Theory]
    [InlineData("", ""), InlineData("张", "*"), InlineData("张三丰", "张**"), InlineData("123456", "1*****"), InlineData("1234567", "123****")]
    [InlineData("12345678", "123****8"), InlineData("12345678901", "123****8901"), InlineData("13812345678", "138****5678"), InlineData("𠮷田太郎", "𠮷***")]
    public void Of_a_text_enough_is_shown_to_tell_it_from_others_and_never_all(string text, string mask) => Assert.Equal(mask, TextMask.Of(text));

    [Fact]
    public async Task It_is_masked_wherever_it_is_answered_and_one_more_role_takes_no_sight_away()
    {
        await using var house = await OpenAsync();
        var patrol = await house.CreateAsync(House.Inspector, "patrol", ("phone", "13812345678"), ("items", Items));
        var masked = (await house.FindAsync(House.Reviewer, patrol))!.Data;
        Assert.Equal(Value.Of("138****5678"), masked["phone"]);
        Assert.Equal(Value.Of("灯**"), masked["items"].AsRows()[0]["what"]);
        Assert.True(masked["items"].AsRows()[0]["cost"].IsEmpty);
        Assert.Equal(Value.Of("13812345678"), (await house.FindAsync(House.Inspector, patrol))!.Data["phone"]);
        Assert.Equal(Value.Of("13812345678"), (await house.FindAsync(House.Admin, patrol))!.Data["phone"]);

        // The guest's entry hides the field, over more records than the inspector's shows.
        Assert.True((await house.FindAsync(Both, patrol))!.Data["phone"].IsEmpty);
        var wide = House.Reviewer with { Roles = [.. House.Reviewer.Roles, new("inspector", "310106006002")] };
        Assert.Equal(Value.Of("138****5678"), (await house.FindAsync(wide, patrol))!.Data["phone"]);
        var same = House.Inspector with { Roles = [.. House.Inspector.Roles, new("guest", "310106006002")] };
        Assert.NotNull(await house.FindAsync(same, patrol));
    }

    [Fact]
    public async Task A_rule_that_looks_it_up_finds_what_is_in_the_clear_or_nothing()
    {
        await using var house = await OpenAsync();
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "库"), ("keyCode", "0123456789"));
        var patrol = await house.CreateAsync(House.Inspector, "patrol", ("place", place.Id), ("clean", true));
        Assert.Equal(Value.Of("0123456789"), patrol.Data["code"]);
        House.Done(await house.Installation.Records.UpdateAsync(
            House.Reviewer, House.App, "patrol", patrol.Id, house.Input("patrol", ("note", "一")), false, null, House.Cancel));
        Assert.True((await house.FindAsync(House.Admin, patrol))!.Data["code"].IsEmpty);
    }

    [Fact]
    public async Task A_cell_that_is_not_sent_stays_and_rows_come_back_as_they_were_shown()
    {
        await using var house = await OpenAsync();
        var patrol = await house.CreateAsync(House.Inspector, "patrol", ("phone", "13812345678"), ("items", Items));
        var shown = (await house.FindAsync(House.Reviewer, patrol))!.Data;
        var shape = house.Form.Shape;
        var back = new RecordInput(shown, [shape["phone"].Index, shape["items"].Index]);
        House.Done(await house.Installation.Records.UpdateAsync(House.Reviewer, House.App, "patrol", patrol.Id, back, false, null, House.Cancel));
        var kept = (await house.FindAsync(House.Admin, patrol))!.Data;
        Assert.Equal(Value.Of("13812345678"), kept["phone"]);
        Assert.Equal((Value.Of("灯坏了"), Value.Of(5L)), (kept["items"].AsRows()[0]["what"], kept["items"].AsRows()[0]["cost"]));
        Assert.IsType<Invalid>(await house.Installation.Records.UpdateAsync(
            House.Reviewer, House.App, "patrol", patrol.Id, house.Input("patrol", ("items", Items)), false, null, House.Cancel));
    }

    [Fact]
    public async Task What_is_seen_in_the_clear_can_be_told()
    {
        await using var house = await OpenAsync();
        string[] Clear(Caller caller) =>
            [.. ReadAccess.Of(caller, house.Form, _ => null).Clear.Select(one => one.Slot.Path)];
        Assert.Equal(["items.what", "items.cost", "phone"], Clear(House.Inspector).Select(path => path is "phone" ? path : "items." + path));
        Assert.Empty(Clear(House.Reviewer));
        Assert.Equal(3, Clear(House.Admin).Length);
    }
}
