using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;

namespace LowCode.Runtime.Users;

/// <summary>What happened to accounts, from the audit. Thread-safe.</summary>
public sealed class SecurityEvents
{
    /// <summary>How many are told at most.</summary>
    public const int Most = 10;

    // Entries that are looked at: whoever guesses passwords makes many.
    private const int MostEntries = 200;

    private readonly ServingState _serving;

    internal SecurityEvents(ServingState serving) => _serving = serving;

    /// <summary>The last that happened to an account, newest first; failed sign-ins in a row are one.</summary>
    public async Task<IReadOnlyList<SecurityEvent>> ListAsync(Account account, CancellationToken cancel = default)
    {
        var (events, left) = (new List<SecurityEvent>(), MostEntries);
        await foreach (var entry in _serving.Store.HistoryAsync(AccountSet.Name, AccountSet.IdOf(account.Caller.Name), cancel))
        {
            if (KindOf(entry) is { } what)
            {
                if (what == SecurityEventKind.SignInFailed && events is [.., { What: SecurityEventKind.SignInFailed } last])
                    events[^1] = last with { Times = last.Times + 1 };
                else if (events.Count == Most)
                    break;
                else
                    events.Add(await OfAsync(entry, what, account, cancel));
            }
            if (--left == 0)
                break;
        }
        return events;
    }

    private async ValueTask<SecurityEvent> OfAsync(ChangeEntry entry, SecurityEventKind what, Account account, CancellationToken cancel)
    {
        var isOthers = entry.By != account.Caller.Name && what != SecurityEventKind.SignInFailed;
        var by = isOthers ? await _serving.NameOfUserAsync(entry.By, cancel) ?? entry.By : null;
        return new SecurityEvent(entry.Number, what, entry.At, isOthers ? "" : entry.Head.From, by, 1);
    }

    private static SecurityEventKind? KindOf(ChangeEntry entry) => entry.Command switch
    {
        // What is counted is forgotten before the session is opened, by the same name.
        "sign-in" when entry.Record?.Data[AccountSet.SignedInAt] is { IsEmpty: false } at && at.AsInstant() == entry.At => SecurityEventKind.SignedIn,
        "sign-in-failed" => SecurityEventKind.SignInFailed,
        "password" => SecurityEventKind.PasswordChanged,
        "password-reset" => SecurityEventKind.PasswordReset,
        "second-factor-on" => SecurityEventKind.SecondFactorOn,
        "second-factor-off" => SecurityEventKind.SecondFactorOff,
        "second-factor-reset" => SecurityEventKind.SecondFactorReset,
        "recovery-code-used" => SecurityEventKind.RecoveryCodeUsed,
        _ => null,
    };
}
