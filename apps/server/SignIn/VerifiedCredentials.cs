using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LowCode.Server.SignIn;

/// <summary>
/// Remembers for a few minutes that a password was right, so that the deliberately slow password hash is computed once
/// and not on each request of a client that sends Basic credentials. What is kept is an HMAC under a key that lives as
/// long as the process, over name, password and the stored hash: a changed password is unknown at once, whichever node changed it.
/// Each node remembers its own. Bounded. Thread-safe.
/// </summary>
sealed class VerifiedCredentials(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>Whether these credentials were found right a short time ago.</summary>
    public bool Knows(string name, string password, string storedHash) =>
        _until.TryGetValue(Digest(name, password, storedHash), out var until) && until > clock.GetUtcNow();

    /// <summary>Remembers that these credentials are right.</summary>
    public void Remember(string name, string password, string storedHash)
    {
        if (_until.Count >= Most)
            Forget();
        _until[Digest(name, password, storedHash)] = clock.GetUtcNow() + Lifetime;
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (digest, until) in _until)
        {
            if (until <= now)
                _until.TryRemove(digest, out _);
        }
        if (_until.Count >= Most)
            _until.Clear();
    }

    private string Digest(string name, string password, string storedHash)
    {
        // Lengths before texts, so that no two triples have the same bytes.
        var bytes = Encoding.UTF8.GetBytes($"{name.Length}:{name}{password.Length}:{password}{storedHash}");
        return Convert.ToBase64String(HMACSHA256.HashData(_key, bytes));
    }
}
