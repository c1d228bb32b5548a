using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests.Permissions;

/// <summary>A running server with the generated pack, somebody for every role and for some pairs of roles, and records for each.</summary>
sealed class World : IAsyncDisposable
{
    public const string Here = "310106006002";
    public const string Beside = "310106006003";
    public const string Far = "310101002001";
    public const string Street = "310106006";

    private readonly TemporaryFolder _folder = new();
    private readonly List<Item> _items = [];
    private ServerProcess _server = null!;
    private int _number;

    public List<Visitor> Visitors { get; } = [];

    public Rules Rules => new(GeneratedPack.Entries, _items);

    public Visitor Mover => Visitors.Find(visitor => visitor.Person.Name == GeneratedPack.Mover)!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="isPostgres">The store.</param>
    /// <param name="pairs">How many people hold two roles.</param>
    public static async Task<World> OpenAsync(bool isPostgres, int pairs)
    {
        var world = new World();
        var data = Path.Combine(world._folder.Path, "data");
        // As fast as they come: limits of requests have tests of their own.
        world._server = await ServerProcess.StartAsync(isPostgres ? TestStore.PostgresNameOf(data) : data, Cancel,
            "--RequestsPerMinute", "0", "--AddressRequestsPerMinute", "0", "--SignInsPerMinute", "0");
        using (var admin = world._server.Client("admin", DemoUsers.Password))
        using (var published = await admin.PostAsync($"/admin/apps/{GeneratedPack.App}/publish", new ByteArrayContent(Zip()), Cancel))
            Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Cancel));
        await Parallel.ForEachAsync(Everybody(pairs), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (person, _) =>
        {
            var visitor = await world.ComeAsync(person);
            lock (world.Visitors)
                world.Visitors.Add(visitor);
        });
        await world.FillAsync();
        return world;
    }

    public async Task MoveAsync(Item item, string transition, string to)
    {
        Done(await Mover.SendAsync(HttpMethod.Post, $"case({item.Id})/{transition}", "{}"));
        _items[_items.FindIndex(one => one.Id == item.Id)] = item with { State = to };
    }

    private static IEnumerable<Person> Everybody(int pairs)
    {
        var random = new Random(1);
        foreach (var role in GeneratedPack.Roles)
            yield return new Person("p" + role.ToLowerInvariant(), [(role, role.StartsWith("subtree", StringComparison.Ordinal) ? Street : Here)]);
        for (var i = 0; i < pairs; i++)
        {
            string[] places = [Here, Street, Beside];
            yield return new Person($"pair{i}", [.. random.GetItems(GeneratedPack.Roles, 2).Distinct().Select(role => (role, places[random.Next(3)]))]);
        }
        yield return new Person("nobody", []);
        yield return new Person("boss", [], IsAdministrator: true);
        yield return new Person(GeneratedPack.Mover, [(GeneratedPack.Mover, "31")]);
    }

    private async Task<Visitor> ComeAsync(Person person)
    {
        using var admin = _server.Client("admin", DemoUsers.Password);
        using var made = await admin.PostAsJsonAsync("/admin/users", new
        {
            name = person.Name,
            title = person.Name,
            isAdministrator = person.IsAdministrator,
            roles = person.Roles.Select(held => new { role = held.Role, division = held.Division, app = GeneratedPack.App }),
        }, Cancel);
        var first = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("password").GetString()!;
        using var client = _server.Client(person.Name, first);
        using (var changed = await client.PostAsJsonAsync("/account/password", new { current = first, @new = People.Password }, Cancel))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        using var own = _server.Client(person.Name, People.Password);
        using var token = await own.PostAsJsonAsync("/account/tokens", new { title = "t", access = "write", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel);
        return new Visitor(person, _server.Address, (await token.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!);
    }

    private async Task FillAsync()
    {
        string[] places = [Here, Beside, Far];
        foreach (var division in places.Concat(places))
        {
            var n = ++_number;
            var fields = new Dictionary<string, object> { ["name"] = $"片区{n}", ["phone"] = $"1370000{n:0000}", ["note"] = $"an{n}x" };
            var id = await CreateAsync(Mover, "area", new JsonObject { ["division"] = division, ["name"] = $"片区{n}", ["phone"] = $"1370000{n:0000}", ["note"] = $"an{n}x" });
            _items.Add(new Item("area", id, division, null, GeneratedPack.Mover, fields, []));
        }
        foreach (var division in places)
        {
            foreach (var state in GeneratedPack.States)
                await CaseAsync(Mover, division, state);
        }
        foreach (var visitor in Visitors.Where(one => one.Person.Roles is [var held] && held.Role.StartsWith("own", StringComparison.Ordinal)).OrderBy(one => one.Person.Name, StringComparer.Ordinal).ToList())
        {
            foreach (var state in GeneratedPack.States)
                await CaseAsync(visitor, Here, state);
        }
        // Every other area leads to a case, so that some cases are referred to and some are not.
        var (areas, cases) = (_items.FindAll(item => item.Form == "area"), _items.FindAll(item => item.Form == "case"));
        for (var i = 0; i < areas.Count; i++)
        {
            Done(await Mover.SendAsync(HttpMethod.Patch, $"area({areas[i].Id})", $$"""{"leadId":"{{cases[i * 2].Id}}"}"""));
            areas[i].References["lead"] = cases[i * 2].Id;
        }
    }

    private async Task CaseAsync(Visitor by, string division, string state)
    {
        var n = ++_number;
        var fields = new Dictionary<string, object>
        {
            ["title"] = $"tt{n}x",
            ["note"] = $"nn{n}x",
            ["phone"] = $"1380000{n:0000}",
            ["score"] = 7_000_000 + n,
            ["contact.mail"] = $"m{n}z",
            ["items.what"] = $"ww{n}x",
            ["items.secret"] = $"ss{n}x",
            ["items.tel"] = $"1390000{n:0000}",
            ["papers"] = $"paper {n}",
            ["scans"] = $"scan {n}",
        };
        var area = _items.FindAll(item => item.Form == "area")[n % 6];
        var id = await CreateAsync(by, "case", new JsonObject { ["division"] = division, ["title"] = $"tt{n}x" });
        // What the creator may not set the mover sets.
        Done(await Mover.SendAsync(HttpMethod.Patch, $"case({id})", new JsonObject
        {
            ["note"] = $"nn{n}x",
            ["phone"] = $"1380000{n:0000}",
            ["score"] = 7_000_000 + n,
            ["contact"] = new JsonObject { ["mail"] = $"m{n}z" },
            ["areaId"] = area.Id,
            ["items"] = new JsonArray(new JsonObject { ["what"] = $"ww{n}x", ["secret"] = $"ss{n}x", ["tel"] = $"1390000{n:0000}" }),
            ["papers"] = new JsonArray(await UploadAsync($"paper {n}")),
            ["scans"] = new JsonArray(await UploadAsync($"scan {n}")),
        }.ToJsonString()));
        _items.Add(new Item("case", id, division, "draft", by.Person.Name, fields, new() { ["area"] = area.Id }));
        if (state != "draft")
            await MoveAsync(_items[^1], "submit", "submitted");
        if (state == "closed")
            await MoveAsync(_items[^1], "close", "closed");
    }

    private async Task<JsonNode> UploadAsync(string content)
    {
        var file = Done(await Mover.SendAsync(HttpMethod.Post, "attachments", content, ("Content-Type", "text/plain"))).Json.AsObject();
        file.Remove("@odata.context");
        return file;
    }

    private static async Task<string> CreateAsync(Visitor by, string set, JsonObject body)
    {
        var made = await by.SendAsync(HttpMethod.Post, set, body.ToJsonString(), ("Prefer", "return=minimal"));
        Assert.True(made.Status is HttpStatusCode.NoContent, $"{by.Person.Name}: {made.Text}");
        return made.EntityId!;
    }

    private static Reply Done(Reply reply) => reply.Status < HttpStatusCode.BadRequest ? reply : throw new InvalidOperationException(reply.Text);

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in GeneratedPack.Files())
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return bytes.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in Visitors)
            visitor.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
