using System.Globalization;
using System.Net.Sockets;
using System.Text;
using LowCode.OData.Tests.Hosting;
using LowCode.Tests.Shared;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

/// <summary>
/// Devices behind a bad line: each request is cut at a random byte of its way or of its answer's, and sent again until an
/// answer has come whole. In the end everything has happened once. A failure names its seed.
/// </summary>
public class RepeatableCutTests(ITestOutputHelper output)
{
    const int Devices = 4;
    const int Steps = 25;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Whatever_is_cut_everything_happens_once(bool isPostgres)
    {
        Assert.SkipWhen(isPostgres && TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        await using var town = await Town.OpenAsync(isPostgres: isPostgres);
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var shared = (string)(await town.As("clerk").Create("visit", """{"title":"共有"}"""))["id"]!;
        var devices = await Task.WhenAll(Enumerable.Range(0, Devices).Select(i => Task.Run(() => new Device(town, shared, i, new Random(seed + i)).RunAsync())));
        output.WriteLine($"{devices.Sum(device => device.Sent)} requests sent, {devices.Sum(device => device.Cut)} of them cut");
        Assert.True(devices.Sum(device => device.Cut) > Devices * Steps / 2);

        var clerk = town.As("clerk");
        var memos = (await clerk.Get("memo?$top=1000")).Values.Select(memo => (string)memo!["text"]!).Order(StringComparer.Ordinal);
        Assert.Equal(devices.SelectMany(device => device.Memos).Order(StringComparer.Ordinal), memos);
        // Each change of the shared record is one revision, in whatever order they came.
        Assert.Equal(1 + devices.Sum(device => device.Changes), (int)(await clerk.Get($"visit({shared})")).Json["revision"]!);
        Assert.Null((await town.Installation.Store.VerifyChangesAsync(cancel: TestContext.Current.CancellationToken)).Break);
    }

    sealed class Device(Town town, string shared, int number, Random random)
    {
        public List<string> Memos { get; } = [];

        public int Changes { get; private set; }

        public int Sent { get; private set; }

        public int Cut { get; private set; }

        public async Task<Device> RunAsync()
        {
            for (var step = 0; step < Steps; step++)
            {
                var text = $"{number}-{step}";
                switch (random.Next(3))
                {
                    case 0:
                        Memos.Add(text);
                        await Until("POST", "memo", $$"""{"text":"{{text}}"}""", "HTTP/1.1 201");
                        break;
                    case 1:
                        Changes++;
                        await Until("PATCH", $"visit({shared})", $$"""{"remark":"{{text}}"}""", "HTTP/1.1 200");
                        break;
                    default:
                        Memos.Add(text);
                        Changes++;
                        string Headers() => $$""" "atomicityGroup":"g","headers":{"repeatability-request-id":"{{Guid.CreateVersion7()}}","repeatability-first-sent":"Mon, 01 Jun 2026 02:00:00 GMT"} """;
                        await Until("POST", "$batch", Batch(Request("1", "post", "memo", $$"""{"text":"{{text}}"}""", Headers()),
                            Request("2", "patch", $"visit({shared})", $$"""{"remark":"{{text}}"}""", Headers())), "\"status\":200");
                        break;
                }
            }
            return this;
        }

        // Contention with others (409) is no answer to be content with: the device sends the same again.
        async Task Until(string method, string path, string body, string wanted)
        {
            var root = town.As("clerk").Root;
            var bytes = Encoding.UTF8.GetBytes(body);
            var repeat = path == "$batch" ? "" : $"Repeatability-Request-ID: {Guid.CreateVersion7()}\r\nRepeatability-First-Sent: Mon, 01 Jun 2026 02:00:00 GMT\r\n";
            byte[] request =
            [
                .. Encoding.UTF8.GetBytes($"{method} {root.AbsolutePath}{path} HTTP/1.1\r\nHost: {root.Authority}\r\nX-User: clerk\r\nConnection: close\r\n"
                    + string.Create(CultureInfo.InvariantCulture, $"{repeat}Content-Type: application/json\r\nContent-Length: {bytes.Length}\r\n\r\n")),
                .. bytes,
            ];
            while (true)
            {
                var answer = await Send(root, request);
                if (answer is not null && answer.Contains(wanted, StringComparison.Ordinal))
                    return;
                Assert.True(answer is null || answer.Contains("LC9005", StringComparison.Ordinal) || answer.Contains("409", StringComparison.Ordinal), answer);
            }
        }

        // The whole answer, or null where the line was cut: on the way there, or after some bytes of the answer.
        async Task<string?> Send(Uri root, byte[] request)
        {
            Sent++;
            var cancel = TestContext.Current.CancellationToken;
            using var client = new TcpClient { LingerState = new LingerOption(true, 0) };
            await client.ConnectAsync(root.Host, root.Port, cancel);
            var stream = client.GetStream();
            var cut = random.Next(4);
            var length = cut == 0 ? random.Next(request.Length) : request.Length;
            await stream.WriteAsync(request.AsMemory(0, length), cancel);
            var most = cut switch { 0 => 0, 1 => random.Next(2), 2 => random.Next(1, 600), _ => int.MaxValue };
            var answer = new MemoryStream();
            var buffer = new byte[64];
            while (answer.Length < most && await stream.ReadAsync(buffer, cancel) is > 0 and var read)
                answer.Write(buffer, 0, read);
            if (cut == 3)
                return Encoding.UTF8.GetString(answer.ToArray());
            Cut++;
            return null;
        }
    }
}
