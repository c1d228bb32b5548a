using System.Collections.Concurrent;
using LowCode.Runtime.Apps;

namespace LowCode.Runtime.Retention;

/// <summary>
/// The forms of which nothing more is due for now: days pass slowly, so they are looked at again after a while, or when a new
/// version serves. Thread-safe.
/// </summary>
internal sealed class RetentionRests
{
    /// <summary>How long a form is left alone.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (int Version, DateTimeOffset Until)> _rests = new(StringComparer.Ordinal);

    /// <summary>Whether a form is left alone now.</summary>
    public bool Has(CompiledForm form, DateTimeOffset now) =>
        _rests.TryGetValue(form.SetName, out var rest) && rest.Version == form.Version && now < rest.Until;

    /// <summary>Leaves a form alone.</summary>
    public void Add(CompiledForm form, DateTimeOffset now) => _rests[form.SetName] = (form.Version, now + Time);
}
