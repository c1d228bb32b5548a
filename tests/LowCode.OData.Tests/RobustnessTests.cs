using System.Net;
using System.Text;
using CsCheck;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>Whatever is sent, the answer is a good one or says what is wrong; it is never the server's failure.</summary>
public class RobustnessTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    static readonly string[] Pieces =
    [
        "visit", "visit_supplies", "memo", "tasks", "me", "$metadata", "$count", "$value", "$ref", "(", ")", "/", "id=", "'", "''", "@a",
        "11111111-1111-1111-1111-111111111111", "title", "supplies", "contact", "phone", "place", "any", "all", "s:", "s/", "eq", "null",
        "and", "not", "1", "-1.5e3", "2026-01-01", "%2F", "%00", "%E4%B8", "+", ",", ";", "$select=", "$expand=", "$filter=", "$orderby=",
        "$top=", "$skip=", "desc", "*", "&", "?", "=", "in", "contains", "length", "town_visits.submit", "cast(", "Edm.Date", "INF", "NaN",
        "true", "goods", "spot", "latitude", "now()", "add", "div", "0", "mul", "99999999999999999999", "$it", "'x'",
    ];

    static readonly string[] Values =
    [
        "null", "true", "1", "-1", "1e999", "\"\"", "\"x\"", "[]", "{}", "[null]", "[{}]", "[[]]", "{\"@id\":\"x\"}", "{\"latitude\":1e300,\"longitude\":-1}",
        "\"2026-13-01\"", "\"\\u0000\"", "[{\"rowId\":null,\"parts\":[{}]}]", "{\"name\":null}", "99999999999999999999999999999999", "[{\"hash\":\"..\"}]",
    ];

    static readonly string[] Properties =
    [
        "id", "division", "title", "count", "amount", "urgent", "day", "from", "calledAt", "good", "goods", "placeId", "place", "place@odata.bind",
        "contact", "supplies", "spot", "papers", "photos", "tag", "area", "who", "decisions", "@odata.etag", "state", "x", "", "@",
    ];

    [Fact]
    public async Task Any_address_gets_an_answer()
    {
        var path = Gen.OneOf(Pieces).Array[1, 12].Select(string.Concat);
        var spaced = Gen.OneOf(Pieces).Array[1, 12].Select(pieces => "visit?$filter=" + string.Join("%20", pieces.Where(piece => piece is not ("&" or "?"))));
        await Gen.OneOf<string>([path, spaced]).SampleAsync(async text => Check(text, await Ask(HttpMethod.Get, text, null)), iter: 3000, threads: 1);
    }

    [Fact]
    public async Task Any_body_gets_an_answer()
    {
        var body = Gen.Select(Gen.OneOf(Properties), Gen.OneOf(Values), (name, value) => $"\"{name}\":{value}").Array[0, 6]
            .Select(members => $"{{{string.Join(',', members)}}}");
        var broken = Gen.Select(body, Gen.Int[0, 80], Gen.Char, (text, at, character) => text.Insert(Math.Min(at, text.Length), character.ToString()));
        await Gen.OneOf<string>([body, broken]).SampleAsync(async text => Check(text, await Ask(HttpMethod.Post, "visit", text)), iter: 2000, threads: 1);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_malformed()
    {
        foreach (var bytes in (byte[][])[[0xff, 0xfe], [.. "{\"title\":\""u8, 0xff, .. "\"}"u8], [.. "{\"title\":\"x\"}"u8, 0]])
        {
            using var http = new HttpClient();
            using var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            using var response = await http.PostAsync(new Uri(_clerk.Root, "visit"), content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Deep_and_long_expressions_are_refused_or_answered()
    {
        foreach (var filter in (string[])[
            new string('(', 900) + "true" + new string(')', 900),
            string.Concat(Enumerable.Repeat("not ", 700)) + "true",
            string.Join(" or ", Enumerable.Repeat("count eq 1", 400)),
            string.Concat(Enumerable.Repeat("concat(", 300)) + "title" + string.Concat(Enumerable.Repeat(",'x')", 300)) + " eq 'x'"])
            Check(filter, await Ask(HttpMethod.Get, "visit?$top=1&$filter=" + filter, null));
    }

    async Task<Answer?> Ask(HttpMethod method, string path, string? body)
    {
        try
        {
            return await _clerk.Send(method, "./" + path, body);
        }
        catch (Exception wrong) when (wrong is UriFormatException or EncoderFallbackException)
        {
            // What the client itself cannot send.
            return null;
        }
    }

    static void Check(string text, Answer? answer)
    {
        if (answer is { Status: >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented })
            throw new InvalidOperationException($"{text}: {answer.Text}");
    }
}
