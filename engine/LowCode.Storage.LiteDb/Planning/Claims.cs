using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>Who is at work on what, in this process, which is the only one. Thread-safe.</summary>
internal sealed class Claims(TimeProvider time)
{
    private readonly Dictionary<(string Set, Guid Id), (long Revision, DateTimeOffset Until)> _claims = [];

    /// <summary>Claims a record; false when someone has it.</summary>
    public bool TryTake(Record record, TimeSpan lease)
    {
        var now = time.GetUtcNow();
        lock (_claims)
        {
            var key = (record.Set, record.Id);
            if (_claims.TryGetValue(key, out var claim) && claim.Revision == record.Revision && claim.Until > now)
                return false;
            _claims[key] = (record.Revision, now + lease);
            return true;
        }
    }

    /// <summary>Forgets what is over.</summary>
    public void Trim()
    {
        var now = time.GetUtcNow();
        lock (_claims)
        {
            foreach (var key in _claims.Where(claim => claim.Value.Until <= now).Select(claim => claim.Key).ToList())
                _claims.Remove(key);
        }
    }
}
