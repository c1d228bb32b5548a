using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Storage.Changes;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

/// <summary>
/// What a record is said to permit is what the runtime lets happen: tried for every form, state, role and place of the packs
/// that come with the product and of the tests' own.
/// </summary>
public class PermittedActionsTests(ITestOutputHelper output)
{
    static readonly string[] Places = ["310106006002", "310106006003", "310106006"];

    [Fact]
    public async Task What_the_tests_own_pack_permits_is_what_can_be_done()
    {
        await using var house = await House.OpenAsync();
        await TryAsync(house);
    }

    [Fact]
    public async Task What_the_templates_permit_is_what_can_be_done()
    {
        await using var house = await House.OpenAsync();
        foreach (var pack in (string[])["community-base", "flood-readiness", "demonstration-community"])
        {
            var published = await house.Installation.PublishAsync(House.Admin, new FolderFiles(Path.Combine(Templates(), pack)), House.Cancel);
            Assert.True(published.App is not null, string.Join('\n', published.Diagnostics));
        }
        await TryAsync(house);
    }

    [Fact]
    public async Task Locks_hidden_fields_states_and_who_made_a_record_count()
    {
        await using var house = await House.OpenAsync(Pack(new()
        {
            ["app.json"] = """{ "app": "locks", "title": "锁", "version": "1.0.0", "roles": [ { "name": "a", "title": "甲" }, { "name": "b", "title": "乙" }, { "name": "c", "title": "丙" } ] }""",
            ["forms/note.json"] = """
                { "form": "note", "title": "记",
                  "fields": [ { "name": "text", "type": "text" }, { "name": "rest", "type": "text" }, { "name": "sum", "type": "integer", "value": "1" },
                              { "name": "rows", "type": "table", "fields": [ { "name": "cell", "type": "text" } ] } ],
                  "access": [ { "role": "a", "can": ["read", "create", "update", "delete"], "reach": "own" },
                              { "role": "b", "can": ["read", "update"], "hides": ["rest", "rows"] }, { "role": "b", "can": ["delete"], "states": ["half", "shut"] },
                              { "role": "c", "can": ["read"], "reach": "subtree" }, { "role": "c", "can": ["update"], "reach": "unit", "states": ["open"] } ] }
                """,
            ["workflows/note.json"] = """
                { "workflow": "note",
                  "states": [ { "name": "open" }, { "name": "half", "lock": ["text"] }, { "name": "rest", "locked": true, "open": ["rest"] }, { "name": "shut", "locked": true } ],
                  "transitions": [ { "name": "on", "from": ["open", "half"], "to": "rest", "by": ["a", "b"] }, { "name": "shut", "from": "rest", "to": "shut", "by": "c@street", "when": "text === 'x'", "message": "不行" } ] }
                """,
        }));
        await TryAsync(house);
    }

    private async Task TryAsync(House house)
    {
        var (tried, permitted) = (0, 0);
        foreach (var app in house.Installation.Apps.Values)
        {
            foreach (var form in app.Forms.Values)
            {
                var records = await FillAsync(house, app, form);
                foreach (var caller in Callers(app))
                {
                    foreach (var id in records)
                    {
                        using var reader = house.Installation.Read(caller);
                        if (await reader.FindAsync(app.Definition.Name, form.Definition.Name, id, House.Cancel) is not { } record)
                            continue;
                        var said = await reader.ActionsAsync(record, House.Cancel);
                        var possible = await PossibleAsync(house, caller, form, record);
                        Assert.True(said.Order(StringComparer.Ordinal).SequenceEqual(possible.Order(StringComparer.Ordinal)),
                            $"{form.SetName} {record.State} of {record.CreatedBy} in {record.Division} for {string.Join(',', caller.Roles)} {caller.IsAdministrator} {caller.Scope}: "
                            + $"said {string.Join(' ', said)}, possible {string.Join(' ', possible)}");
                        tried++;
                        permitted += said.Length;
                    }
                }
            }
        }
        output.WriteLine($"{tried} records seen by somebody, {permitted} actions permitted");
        Assert.True(permitted > 20);
    }

    // Each is tried in a unit that is given up.
    private static async Task<List<string>> PossibleAsync(House house, Caller caller, CompiledForm form, Record record)
    {
        async Task<CommandResult> Try(Func<UnitOfWork, ValueTask<CommandResult>> command)
        {
            CommandResult? result = null;
            await house.Installation.Records.TogetherAsync(caller, async unit =>
            {
                result = await command(unit);
                return false;
            }, House.Cancel);
            return result!;
        }
        var (app, name) = (form.App, form.Definition.Name);
        var possible = new List<string>();
        foreach (var slot in form.Fields.Slots.Where(slot => form.Fields[slot.Index]!.IsEntered))
        {
            var row = new Row(form.Shape) { [slot.Index] = Some(slot) };
            var result = await Try(unit => unit.UpdateAsync(app, name, record.Id, new RecordInput(row, [slot.Index]), replace: false, null, House.Cancel));
            if (result is Done || (result is Invalid { Findings: var wrong } && !wrong.Any(finding => finding.Message == RuntimeMessages.FieldForbidden
                || finding.Message == WorkflowMessages.FieldLocked || finding.Message == WorkflowMessages.RowsLocked)))
            {
                possible.Add("update");
                break;
            }
        }
        if (await Try(unit => unit.DeleteAsync(app, name, record.Id, null, House.Cancel)) is var deleted
            && (deleted is Done || (deleted is Refused { Why: var why } && why.Message != RuntimeMessages.LockedState)))
        {
            possible.Add("delete");
        }
        foreach (var transition in form.Workflow?.Transitions ?? [])
        {
            var taken = await Try(unit => unit.TransitionAsync(app, name, record.Id, transition.Name, null, null, House.Cancel));
            if (taken is Done or Invalid || (taken is Refused { Why: var not } && not.Message == WorkflowMessages.ConditionNotMet))
                possible.Add(transition.Name);
        }
        return possible;
    }

    // One in every state, place and of two people, all of them empty; where several sign also one that some have signed.
    private static async Task<List<Guid>> FillAsync(House house, CompiledApp app, CompiledForm form)
    {
        var (ids, writes) = (new List<Guid>(), ImmutableArray.CreateBuilder<RecordWrite>());
        foreach (var state in form.Workflow?.States.Select(state => (string?)state.Name) ?? [null])
        {
            foreach (var (place, by) in Places[..2].SelectMany(place => (IEnumerable<(string, string)>)[(place, "ling"), (place, "fang")]))
            {
                var id = Guid.CreateVersion7();
                ids.Add(id);
                writes.Add(new RecordWrite(form.SetName, id, 0, new Record
                {
                    Id = id,
                    Set = form.SetName,
                    AppVersion = form.Version,
                    Division = place,
                    State = state,
                    CreatedBy = by,
                    CreatedAt = house.Clock.GetUtcNow(),
                    ModifiedBy = by,
                    ModifiedAt = house.Clock.GetUtcNow(),
                    Revision = 1,
                    Data = new Row(form.Shape).Freeze(),
                }));
            }
        }
        Assert.IsType<Committed>(await house.Installation.Store.CommitAsync(new WriteBatch("system", house.Clock.GetUtcNow(), "create", writes.ToImmutable()), House.Cancel));
        foreach (var transition in form.Workflow?.Transitions.Where(transition => transition.Signers is not null) ?? [])
        {
            foreach (var role in app.Definition.Roles)
                await house.Installation.Records.TransitionAsync(new Caller("ling", "灵", [new(role.Name, Places[0])]), form.App, form.Definition.Name, ids[0], transition.Name, null, null, House.Cancel);
        }
        return ids;
    }

    private static IEnumerable<Caller> Callers(CompiledApp app)
    {
        foreach (var role in app.Definition.Roles)
        {
            foreach (var place in Places)
                yield return new Caller("ling", "灵", [new(role.Name, place)]);
        }
        var every = app.Definition.Roles.Select(role => new RoleAssignment(role.Name, Places[0])).ToImmutableArray();
        yield return new Caller("fang", "芳", every);
        yield return new Caller("fang", "芳", every) { Scope = new TokenScope(TokenAccess.Read, [], []) };
        yield return new Caller("fang", "芳", every) { Scope = new TokenScope(TokenAccess.Write, ["another"], []) };
        yield return House.Admin;
    }

    private static Value Some(Slot slot) => slot.Kind switch
    {
        ValueKind.Text => Value.Of("x"),
        ValueKind.Integer => Value.Of(1L),
        ValueKind.Decimal => Value.Of(1m),
        ValueKind.Boolean => Value.Of(true),
        ValueKind.Date => Value.Of(new DateOnly(2026, 1, 1)),
        ValueKind.Time => Value.Of(new TimeOnly(1, 0)),
        ValueKind.Instant => Value.Of(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        ValueKind.Id => Value.Of(Guid.CreateVersion7()),
        ValueKind.Codes => Value.Of(["x"]),
        ValueKind.Location => Value.Of(new Location(31, 121)),
        ValueKind.Files => Value.Of(new[] { new Attachment(new string('0', 64), "x", "image/png", 1) }),
        ValueKind.Rows => Value.Of(new[] { new Row(slot.Rows!) }),
        var other => throw new InvalidOperationException(other.ToString()),
    };

    private static MemoryFiles Pack(Dictionary<string, string> files) =>
        new(files.ToDictionary(file => file.Key, file => System.Text.Encoding.UTF8.GetBytes(file.Value)));

    private static string Templates()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); ; folder = folder.Parent!)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "templates")))
                return Path.Combine(folder.FullName, "templates");
        }
    }
}
