using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using LowCode.Definitions.Messages;
using LowCode.Server.Answers;

namespace LowCode.Server.Limits;

/// <summary>
/// How many requests a minute an address may send, how many a user or an access token, and how many sign-ins an address may
/// try: buckets that hold a minute's worth and fill steadily. Each node counts its own. Thread-safe.
/// </summary>
/// <param name="ofAddress">Requests a minute of an address; 0 for any number, here and below.</param>
/// <param name="ofAsker">Requests a minute of a user or a token.</param>
/// <param name="signIns">Sign-ins a minute of an address.</param>
sealed class RequestLimits(int ofAddress, int ofAsker, int signIns) : IDisposable
{
    // A million a second: the time for one must be one.
    private const int Most = 60_000_000;

    private readonly PartitionedRateLimiter<IPAddress?>? _addresses = PerMinute<IPAddress?, ulong>(ofAddress, NetworkOf);
    private readonly PartitionedRateLimiter<Asker>? _askers = PerMinute<Asker, Asker>(ofAsker, asker => asker);
    private readonly PartitionedRateLimiter<IPAddress?>? _signIns = PerMinute<IPAddress?, ulong>(signIns, NetworkOf);

    /// <summary>Counts a request of an address. When it is one too many, when to ask again.</summary>
    public TimeSpan? RefusesAddress(HttpContext context) => Refuses(_addresses, context.Connection.RemoteIpAddress);

    /// <summary>Counts a request of a user, or of a token of the user's: what a program does is no burden on its owner.</summary>
    public TimeSpan? RefusesAsker(string user, Guid token) => Refuses(_askers, new Asker(user, token));

    /// <summary>Counts a sign-in that an address tries, right or wrong. It may name whomever it likes.</summary>
    public TimeSpan? RefusesSignIn(HttpContext context) => Refuses(_signIns, context.Connection.RemoteIpAddress);

    /// <summary>When an address that has tried too many may try one more.</summary>
    public TimeSpan SignInWait { get; } = TimeSpan.FromMinutes(1) / Math.Max(1, signIns);

    /// <summary>Counts a sign-in; true when it is one too many, which has then been answered.</summary>
    public async Task<bool> AnswersSignInAsync(HttpContext context)
    {
        if (RefusesSignIn(context) is not { } wait)
            return false;
        await AnswerAsync(context, LimitMessages.TooManySignIns, wait);
        return true;
    }

    /// <summary>Answers 429, with when to ask again.</summary>
    public static Task AnswerAsync(HttpContext context, Message message, TimeSpan wait, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem.WriteAsync(context, StatusCodes.Status429TooManyRequests, message, [.. arguments, ("seconds", seconds)]);
    }

    /// <summary>What counts as one address: of IPv6 the network that a subscriber gets, 64 bits.</summary>
    public static ulong NetworkOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
            return 0;
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return 0xFFFF_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return address.IsIPv4MappedToIPv6
            ? 0xFFFF_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(bytes[12..])
            : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    public void Dispose()
    {
        _addresses?.Dispose();
        _askers?.Dispose();
        _signIns?.Dispose();
    }

    // A lease is only made where there is none to give.
    private static TimeSpan? Refuses<T>(PartitionedRateLimiter<T>? limiter, T asked)
    {
        using var lease = limiter?.AttemptAcquire(asked);
        return lease is null or { IsAcquired: true } ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<T>? PerMinute<T, TKey>(int limit, Func<T, TKey> keyOf)
        where TKey : notnull
    {
        if (limit <= 0)
            return null;
        limit = Math.Min(limit, Most);
        Func<TKey, RateLimiter> make = _ => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / limit,
            QueueLimit = 0,
            AutoReplenishment = false, // one timer for all
        });
        return PartitionedRateLimiter.Create<T, TKey>(asked => RateLimitPartition.Get(keyOf(asked), make));
    }

    private readonly record struct Asker(string User, Guid Token);
}
