using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Publishing;

namespace LowCode.Runtime.Tests;

public class PublishTests
{
    [Fact]
    public async Task A_new_version_serves_at_once_and_old_records_stay_pinned_to_theirs_over_a_restart()
    {
        await using var house = await House.OpenAsync();
        var old = await house.PatrolAsync();
        var published = await PublishAsync(house, files =>
        {
            files.Replace("app.json", "1.0.0", "1.1.0");
            files.Replace("forms/patrol.json", """{ "name": "note",""", """{ "name": "weather", "type": "text", "label": "天气", "required": true }, { "name": "note",""");
            files.Replace("forms/patrol.json", """{ "name": "phone", "type": "text", "label": "电话" },""", "");
            files.Replace("forms/patrol.json", """["phone", "items.cost"]""", """["items.cost"]""");
        });
        Assert.True(published.IsNew);
        Assert.Equal(2, published.App!.Version);
        await CheckAsync();
        await house.RestartAsync();
        await CheckAsync();
        House.Done(await house.TakeAsync(House.Inspector, old, "submit"));

        async Task CheckAsync()
        {
            Assert.Equal(2, house.Installation.Apps[House.App].Version);
            Assert.Equal(1, (await house.FindAsync(House.Inspector, old))!.AppVersion);
            var changed = await house.Installation.Records.UpdateAsync(House.Inspector, House.App, "patrol", old.Id,
                house.Input("patrol", ("weather", "晴")), replace: false, null, House.Cancel);
            Assert.Equal([RuntimeMessages.FieldNotInVersion], Assert.IsType<Invalid>(changed).Findings.Select(finding => finding.Message));
            var young = await house.CreateAsync(House.Inspector, "patrol", ("place", old.Data["place"]), ("clean", true));
            Assert.Equal(2, young.AppVersion);
            var incomplete = Assert.IsType<Invalid>(await house.TakeAsync(House.Inspector, young, "submit"));
            Assert.Equal(["weather"], incomplete.Findings.Select(finding => finding.Path));
        }
    }

    [Fact]
    public async Task A_decision_is_explained_in_the_words_of_the_version_by_which_it_was_taken()
    {
        await using var house = await House.OpenAsync();
        var old = House.Done(await house.TakeAsync(House.Inspector, await house.PatrolAsync(clean: false), "submit")).Record;
        var published = await PublishAsync(house, files => files.Replace("decisions/grade.json",
            """{ "name": "dirty", "title": "不整洁",""", """{ "name": "untidy", "title": "杂乱","""));
        Assert.True(published.IsNew);
        var young = House.Done(await house.TakeAsync(House.Inspector, await house.PatrolAsync(clean: false), "submit")).Record;
        await house.RestartAsync();
        Assert.Equal("不整洁", await WhyAsync(old));
        Assert.Equal("杂乱", await WhyAsync(young));

        async Task<string> WhyAsync(LowCode.Storage.Records.Record record)
        {
            using var reader = house.Installation.Read(House.Inspector);
            var grade = (await reader.DecisionsAsync(record))["grade"];
            return Assert.Single(grade.Rules).Title!.Original;
        }
    }

    [Fact]
    public async Task A_broken_version_is_refused_with_all_its_diagnostics_and_the_old_one_keeps_serving()
    {
        await using var house = await House.OpenAsync();
        var patrol = await house.PatrolAsync();
        var published = await PublishAsync(house, files =>
        {
            files.Replace("forms/patrol.json", "clean === false", "cleen === false");
            files.Replace("workflows/patrol.json", "grade !== 'C'", "grade !==");
        });
        Assert.Null(published.App);
        var errors = published.Diagnostics.Where(found => found.Severity == Severity.Error).ToList();
        Assert.Contains(errors, found => found.At.File == "forms/patrol.json" && found.At.Line > 0);
        Assert.Contains(errors, found => found.At.File == "workflows/patrol.json");
        Assert.Equal(1, house.Installation.Apps[House.App].Version);
        House.Done(await house.TakeAsync(House.Inspector, patrol, "submit"));
    }

    [Fact]
    public async Task Mistakes_of_every_kind_are_told_at_once_and_each_once()
    {
        await using var house = await House.OpenAsync();
        var published = await PublishAsync(house, files =>
        {
            files.Replace("forms/patrol.json", "clean === false", "cleen === false");
            files.Replace("workflows/patrol.json", "\"to\": \"closed\", \"by\": \"reviewer@street\"", "\"to\": \"clsoed\", \"by\": \"reviwer@street\"");
            files.Replace("workflows/patrol.json", "\"needs\": [\"note\"]", "\"needs\": [\"nota\"]");
            files.Replace("workflows/patrol.json", "\"open\": [\"note\"]", "\"open\": [\"nota\"]");
            files.Replace("workflows/patrol.json", "\"submittedOn\": \"today()\"", "\"submitedOn\": \"today()\"");
            files.Replace("workflows/patrol.json", "\"then\": \"giveUp\"", "\"then\": \"giveup\"");
            files.Replace("workflows/patrol.json", "\"decide\": \"grade\"", "\"decide\": \"graed\"");
            files.Replace("decisions/grade.json", "\"when\": \"clean", "\"when\": \"claen");
            files.Replace("forms/place.json", "\"level\": \"street\"", "\"level\": \"street\", \"options\": \"x\"");
            files["forms/place.json"] = PatrolPack.Files()["forms/place.json"].Replace("\"display\": \"name\"", "\"display\": \"nmae\"", StringComparison.Ordinal);
        });
        var errors = published.Diagnostics.Where(found => found.Severity == Severity.Error).ToList();
        Assert.True(errors.Count >= 9, string.Join('\n', errors));
        Assert.Equal(errors.Count, errors.Select(found => (found.At.File, found.At.Line, found.At.Column)).Distinct().Count());
    }

    [Fact]
    public async Task A_field_cannot_change_what_it_holds()
    {
        await using var house = await House.OpenAsync();
        var published = await PublishAsync(house, files => files.Replace("forms/place.json",
            """{ "name": "capacity", "type": "integer", "label": "容量" }""", """{ "name": "capacity", "type": "text", "label": "容量" }"""));
        Assert.Contains(published.Diagnostics, found => found.Message == CompatibilityMessages.KindChanged && found.At.File == "forms/place.json");
        Assert.Null(published.App);
    }

    [Fact]
    public async Task A_renamed_field_takes_its_data_along()
    {
        await using var house = await House.OpenAsync();
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "车库"), ("capacity", 9L));
        var published = await PublishAsync(house, files =>
        {
            files.Replace("forms/place.json", """{ "name": "capacity", "type": "integer",""", """{ "name": "room", "renamedFrom": "capacity", "type": "integer",""");
            files.Replace("forms/patrol.json", "lookup(place, 'capacity')", "lookup(place, 'room')");
        });
        Assert.True(published.App is not null, string.Join('\n', published.Diagnostics));
        await house.RestartAsync();
        var found = (await house.FindAsync(House.Inspector, place))!;
        Assert.Equal(Value.Of(9L), found.Data["room"]);
    }

    [Fact]
    public async Task The_same_files_are_not_published_twice_and_a_lower_version_not_at_all()
    {
        await using var house = await House.OpenAsync();
        var same = await PublishAsync(house, _ => { });
        Assert.False(same.IsNew);
        Assert.Equal(1, same.App!.Version);
        var lower = await PublishAsync(house, files => files.Replace("app.json", "1.0.0", "0.9.0"));
        Assert.Contains(lower.Diagnostics, found => found.Message == RuntimeMessages.VersionTooLow);
    }

    [Fact]
    public async Task Only_administrators_publish()
    {
        await using var house = await House.OpenAsync();
        var result = await house.Installation.PublishAsync(House.Reviewer, PatrolPack.Pack(), House.Cancel);
        Assert.Equal([RuntimeMessages.AdministratorsOnly], result.Diagnostics.Select(found => found.Message));
    }

    [Fact]
    public async Task An_app_needs_the_apps_that_it_requires_and_they_may_not_break_it()
    {
        await using var house = await House.OpenAsync();
        var early = await house.Installation.PublishAsync(House.Admin, Visit("2.0.0"), House.Cancel);
        Assert.Contains(early.Diagnostics, found => found.Message == NameMessages.AppTooOld);
        var visit = await house.Installation.PublishAsync(House.Admin, Visit("1.0.0"), House.Cancel);
        Assert.True(visit.App is not null, string.Join('\n', visit.Diagnostics));

        var breaking = await PublishAsync(house, files =>
        {
            files.Replace("forms/place.json", """{ "name": "capacity", "type": "integer", "label": "容量" },""", "");
            files.Replace("forms/patrol.json", "lookup(place, 'capacity')", "1");
        });
        Assert.Contains(breaking.Diagnostics, found => found.Message == RuntimeMessages.DependentBroken);
        Assert.Equal(1, house.Installation.Apps[House.App].Version);
        await house.RestartAsync();
        Assert.Equal(["patrol", "visit"], house.Installation.Apps.Keys.Order());

        static LowCode.Definitions.Reading.IPackFiles Visit(string requires) => LowCode.Definitions.Reading.MemoryFiles.Of(new Dictionary<string, string>
        {
            ["app.json"] = $$"""{ "app": "visit", "title": "走访", "version": "1.0.0", "requires": { "patrol": "{{requires}}" }, "roles": [ { "name": "inspector", "title": "检查员" } ] }""",
            ["forms/visit.json"] = """
                { "form": "visit", "title": "走访", "fields": [
                  { "name": "place", "type": "reference", "to": "patrol/place", "label": "点位" },
                  { "name": "room", "type": "integer", "label": "容量", "value": "lookup(place, 'capacity')" } ],
                  "access": [ { "role": "inspector", "can": ["read", "create"] } ] }
                """,
        });
    }

    private static Task<PublishResult> PublishAsync(House house, Action<Dictionary<string, string>> change) =>
        house.Installation.PublishAsync(House.Admin, PatrolPack.Pack(change), House.Cancel);
}
