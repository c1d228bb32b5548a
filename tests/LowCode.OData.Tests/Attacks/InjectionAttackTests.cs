using System.Net;
using System.Text.Json;
using LowCode.OData.Tests.Hosting;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Users;
using LowCode.Tests.Shared;

namespace LowCode.OData.Tests.Attacks;

/// <summary>Texts that mean something to databases, in every place from which a text reaches the embedded store.</summary>
public sealed class InjectionAttackTests : InjectionAttacks;

/// <summary>The same on PostgreSQL.</summary>
public sealed class InjectionAttackPostgresTests : InjectionAttacks
{
    public InjectionAttackPostgresTests() => Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");

    private protected override bool IsPostgres => true;
}

/// <summary>A text is found as itself and as nothing else, or refused; what is beside it stays.</summary>
public abstract class InjectionAttacks : IAsyncLifetime
{
    private Town _town = null!;

    private protected virtual bool IsPostgres => TestStore.IsPostgres;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static IReadOnlyList<string> Texts { get; } = [.. AttackCorpus.In("strings").Select(attack => attack["text"]!.GetValue<string>())];

    public async ValueTask InitializeAsync() => _town = await Town.OpenAsync(isPostgres: IsPostgres);

    public async ValueTask DisposeAsync()
    {
        await _town.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Values_of_fields_are_found_as_themselves_and_as_nothing_else()
    {
        var clerk = _town.As("clerk");
        var kept = new List<string>();
        foreach (var text in Texts)
        {
            var json = JsonSerializer.Serialize(text);
            var answer = await clerk.Post("visit", $$"""{"title":{{json}},"remark":{{json}},"tag":{{json}},"contact":{"name":{{json}}},"supplies":[{"item":"pump","parts":[{"label":{{json}}}]}]}""");
            if (text.Any(char.IsControl))
            {
                Assert.Contains("LC3010 title", answer.Is(HttpStatusCode.UnprocessableEntity).Details);
                continue;
            }
            var made = answer.Is(HttpStatusCode.Created).Json;
            Assert.Equal((text, text, text), ((string?)made["title"], (string?)made["remark"], (string?)made["supplies"]![0]!["parts"]![0]!["label"]));
            kept.Add(text);
        }
        foreach (var text in Texts)
        {
            var literal = Literal(text);
            foreach (var filter in new[]
            {
                $"title eq {literal}", $"remark eq {literal}", $"tag eq {literal}", $"contact/name eq {literal}", $"title in ({literal})", $"supplies/any(s: s/parts/any(p: p/label eq {literal}))",
                $"title eq concat({literal},'')", $"not (title ne {literal})",
            })
            {
                var found = (await clerk.Get("visit?$select=title&$filter=" + Uri.EscapeDataString(filter))).Is(HttpStatusCode.OK).Values;
                Assert.Equal((filter, kept.Contains(text) ? text : null), (filter, (string?)found.SingleOrDefault()?["title"]));
            }
            foreach (var (function, holds) in new (string, Func<string, bool>)[]
            {
                ("contains", other => other.Contains(text, StringComparison.Ordinal)), ("startswith", other => other.StartsWith(text, StringComparison.Ordinal)), ("endswith", other => other.EndsWith(text, StringComparison.Ordinal)),
            })
            {
                var found = (await clerk.Get("visit/$count?$filter=" + Uri.EscapeDataString($"{function}(title,{literal})"))).Is(HttpStatusCode.OK).Text;
                Assert.Equal((function, text, kept.Count(holds)), (function, text, int.Parse(found.Trim('\uFEFF'), System.Globalization.CultureInfo.InvariantCulture)));
            }
        }
        var groups = (await clerk.Get("visit?$apply=groupby((title),aggregate($count as n))&$orderby=title")).Is(HttpStatusCode.OK).Values;
        Assert.Equal(kept.Order(StringComparer.Ordinal), groups.Select(group => (string)group!["title"]!));
    }

    [Fact]
    public async Task Wherever_else_a_text_can_stand_it_breaks_nothing()
    {
        var clerk = _town.As("clerk");
        await clerk.Create("visit", """{"title":"innocent"}""");
        var before = _town.Installation.Store.Status.Records;
        foreach (var text in Texts)
        {
            var (literal, escaped, json) = (Literal(text), Uri.EscapeDataString(text), JsonSerializer.Serialize(text));
            foreach (var path in new[]
            {
                $"visit?$search={Uri.EscapeDataString(JsonSerializer.Serialize(text))}", $"visit?$search={escaped}", $"visit?$filter={escaped}", $"visit?$filter={escaped} eq 1", $"visit?$orderby={escaped}", $"visit?$select={escaped}",
                $"visit?$expand={escaped}", $"visit?$apply={escaped}", $"visit?$apply=aggregate($count as {escaped})", $"visit?$compute=1 add 1 as {escaped}", $"visit?$skiptoken={escaped}", $"visit?$deltatoken={escaped}", $"visit?$top={escaped}",
                $"visit({escaped})", $"visit({Uri.EscapeDataString(literal)})", $"visit/{escaped}", $"{escaped}", $"visit?$filter=division eq {Uri.EscapeDataString(literal)}", $"visit?$filter=state eq {Uri.EscapeDataString(literal)}",
                $"visit?$filter=createdBy eq {Uri.EscapeDataString(literal)}", $"visit?$filter=good eq {Uri.EscapeDataString(literal)}", $"divisions?$filter=code eq {Uri.EscapeDataString(literal)}", $"tasks?$filter=title eq {Uri.EscapeDataString(literal)}",
                $"visit?@p={Uri.EscapeDataString(literal)}&$filter=title eq @p", $"visit?$filter=matchesPattern(title,{Uri.EscapeDataString(literal)})", $"$entity?$id={escaped}",
            })
            {
                var answer = await clerk.Get(path);
                Assert.True((int)answer.Status is 200 or (>= 400 and < 500) or 501, $"{path}: {answer.Status} {answer.Text}");
                if (answer.Status == HttpStatusCode.OK && path.Contains("title eq", StringComparison.Ordinal))
                    Assert.Empty(answer.Values);
            }
            foreach (var body in new[]
            {
                $$"""{"title":"x","division":{{json}}}""", $$"""{"title":"x","good":{{json}}}""", $$"""{"title":"x","who":{{json}}}""", $$"""{"title":"x","area":{{json}}}""", $$"""{"title":"x","placeId":{{json}}}""",
                $$"""{"title":"x","day":{{json}}}""", $$"""{{{json}}:1,"title":"x"}""", $$"""{"title":"x","papers":[{"hash":{{json}},"name":"a"}]}""", $$"""{"id":{{json}},"title":"x"}""",
            })
            {
                // A name with @ in it is an annotation, which is passed over.
                if (body.StartsWith("{\"", StringComparison.Ordinal) && body.EndsWith(":1,\"title\":\"x\"}", StringComparison.Ordinal) && body.Contains('@', StringComparison.Ordinal))
                    continue;
                var answer = await clerk.Post("visit", body);
                Assert.True((int)answer.Status is >= 400 and < 500, $"{body}: {answer.Status} {answer.Text}");
            }
        }
        Assert.Equal(before, _town.Installation.Store.Status.Records);
        Assert.Single((await clerk.Get("visit?$filter=title eq 'innocent'")).Is(HttpStatusCode.OK).Values);
    }

    [Fact]
    public async Task What_is_said_at_signing_in_is_only_text()
    {
        var users = _town.Installation.Users;
        var root = Town.People["root"];
        foreach (var text in Texts)
        {
            Assert.Null(await users.FindAsync(text, Cancel));
            Assert.Null(await users.AccountAsync(text, Cancel));
            await users.Passwords.FailedAsync(text, "", Cancel);
            Assert.Null(await users.Sessions.FindAsync(Guid.NewGuid(), text, Cancel));
            Assert.Null(await users.Tokens.FindAsync(Guid.NewGuid(), text, Cancel));
            Assert.Null(await users.Invitations.FindAsync(text, Cancel));
            Assert.Null(await users.Invitations.AcceptAsync(text, text, text, text, Cancel));
            Assert.IsNotType<UserDone>(await users.Administration.ChangeAsync(root, text, text, null, null, Cancel));
            var account = (await users.AccountAsync("guest", Cancel))!;
            await users.Sessions.OpenAsync(account, "h" + text, text, text, new ProviderSession(Guid.NewGuid(), text), Cancel);
            Assert.Contains(await users.Sessions.ListAsync(account, withOver: false, Cancel), session => session.Device == text && session.Provider?.Id == text);
            Assert.Equal(1, await users.Sessions.EndOfProviderAsync(null, text, Cancel));
            Assert.Empty(await users.Sessions.ListAsync(account, withOver: false, Cancel));
            var person = new ExternalPerson(text, text, "guest", text, [new RoleAssignment(text, text, text)], true);
            Assert.IsNotType<SignedOn>(await users.Identities.SignInAsync(person, mayCreate: true, Cancel));
        }
        foreach (var text in Texts)
            Assert.Null(await users.FindAsync(text, Cancel));
        Assert.Equal(Town.People["guest"].Roles, (await users.FindAsync("guest", Cancel))!.Roles);
        Assert.False((await users.FindAsync("guest", Cancel))!.IsAdministrator);
    }

    static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
