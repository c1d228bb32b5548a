using System.Collections.Concurrent;
using LowCode.Runtime.Users;

namespace LowCode.Server.SignIn;

/// <summary>
/// Slows guessing down: after ten wrong passwords for a name within ten minutes, more are refused without being looked
/// at until the ten minutes are over. Counted for names that do not exist too, so that nobody learns which do. Each
/// node counts its own. Bounded. Thread-safe.
/// </summary>
sealed class FailedAttempts(TimeProvider clock)
{
    private const int Allowed = PasswordAccounts.Allowed;
    private const int Most = 10_000;
    private static readonly TimeSpan Window = PasswordAccounts.Window;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Until)> _failed = new(StringComparer.Ordinal);

    /// <summary>Waits until no other sign-in for the name is being verified. Dispose it to let the next one.</summary>
    public async ValueTask<IDisposable> TurnAsync(string name, CancellationToken cancel)
    {
        var turn = _turns[(uint)name.GetHashCode() % (uint)_turns.Length];
        await turn.WaitAsync(cancel);
        return new Turn(turn);
    }

    /// <summary>Whether sign-ins for the name are refused for now.</summary>
    public bool Blocks(string name) =>
        _failed.TryGetValue(name, out var failed) && failed.Count >= Allowed && failed.Until > clock.GetUtcNow();

    /// <summary>Counts a wrong sign-in.</summary>
    public void Count(string name)
    {
        var now = clock.GetUtcNow();
        if (_failed.Count >= Most)
        {
            foreach (var (other, failed) in _failed)
            {
                if (failed.Until <= now)
                    _failed.TryRemove(other, out _);
            }
        }
        _failed.AddOrUpdate(name, (1, now + Window),
            (_, failed) => failed.Until <= now ? (1, now + Window) : (failed.Count + 1, failed.Until));
    }

    /// <summary>Forgets the wrong ones after a right one.</summary>
    public void Clear(string name) => _failed.TryRemove(name, out _);

    private sealed class Turn(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}
