using LowCode.Definitions.Messages;

namespace LowCode.Storage.Evaluation;

/// <summary>The first so many of hits that come in any order, without keeping many more than those.</summary>
internal sealed class SmallestHits(HitOrder order, long wanted, int most)
{
    private const int Slack = 4096;

    private readonly List<KeyedHit> _kept = [];

    /// <exception cref="EvaluationException">More are wanted than may be kept.</exception>
    public void Add(List<KeyedHit> hits)
    {
        if (wanted == 0)
            return;
        _kept.AddRange(hits);
        if (_kept.Count - Slack < wanted && _kept.Count <= most)
            return;
        if (_kept.Count > wanted)
            Cut();
        if (_kept.Count > most)
            throw new EvaluationException(StorageMessages.ResultTooLarge);
    }

    public List<KeyedHit> Sorted()
    {
        Cut();
        return _kept;
    }

    private void Cut()
    {
        _kept.Sort(order);
        if (_kept.Count > wanted)
            _kept.RemoveRange((int)wanted, _kept.Count - (int)wanted);
    }
}
