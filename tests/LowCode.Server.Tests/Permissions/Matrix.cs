using System.Collections.Concurrent;

namespace LowCode.Server.Tests.Permissions;

/// <summary>Counts what was tried, and keeps what came out otherwise than it should.</summary>
sealed class Matrix
{
    private readonly ConcurrentDictionary<(string Way, bool Allowed), int> _tried = new();
    private readonly ConcurrentQueue<string> _wrong = new();

    public int Count => _tried.Values.Sum();

    public IReadOnlyCollection<string> Wrong => _wrong;

    public IReadOnlyCollection<string> Ways => [.. _tried.Keys.Select(key => key.Way).Distinct()];

    /// <summary>Ways in of which only what is allowed, or only what is forbidden, was tried.</summary>
    public IEnumerable<string> OneSided => Ways.Where(way => !_tried.ContainsKey((way, true)) || !_tried.ContainsKey((way, false)));

    /// <summary>One combination.</summary>
    /// <param name="way">The way in.</param>
    /// <param name="allowed">What the rules say.</param>
    /// <param name="isRight">Whether the server said the same.</param>
    /// <param name="what">Who asked what and got what.</param>
    public void Tried(string way, bool allowed, bool isRight, Func<string> what)
    {
        _tried.AddOrUpdate((way, allowed), 1, (_, count) => count + 1);
        if (!isRight)
            _wrong.Enqueue($"{way} ({(allowed ? "allowed" : "forbidden")}): {what()}");
    }
}
