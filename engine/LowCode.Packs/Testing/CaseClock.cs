namespace LowCode.Packs.Testing;

/// <summary>The clock of a pack's cases: stands still until a case moves it.</summary>
sealed class CaseClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 1, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Nine in the morning of a day, Shanghai time.</summary>
    public void SetTo(DateOnly day) => _now = new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.FromHours(8)).ToUniversalTime();

    public void Advance(TimeSpan by) => _now += by;
}
