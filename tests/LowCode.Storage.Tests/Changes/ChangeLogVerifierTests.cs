using LowCode.Storage.Changes;
using LowCode.Storage.Records;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Changes;

public sealed class ChangeLogVerifierTests
{
    private readonly List<(long Number, byte[] Canonical, byte[] Hash)> _log = [];

    public ChangeLogVerifierTests()
    {
        var hash = new byte[ChangeEntryJson.HashLength];
        for (var number = 1; number <= 12; number++)
        {
            var site = Samples.NewSite($"S{number}");
            var tail = ChangeEntryJson.Tail(Samples.Batch(), site.Write(), RecordJson.ToBytes(site));
            var canonical = ChangeEntryJson.WithNumber(number, tail);
            hash = ChangeEntryJson.Hash(hash, canonical);
            _log.Add((number, canonical, hash));
        }
    }

    [Fact]
    public void A_log_as_it_was_written_holds()
    {
        var check = Check();
        Assert.Equal((12, null), (check.LastNumber, check.Break));
        Assert.Equal(Convert.ToHexStringLower(_log[^1].Hash), check.LastHash);
    }

    [Fact]
    public void A_changed_byte_anywhere_breaks_it_there()
    {
        for (var i = 0; i < _log.Count; i++)
        {
            for (var at = 0; at < _log[i].Canonical.Length; at += 7)
            {
                _log[i].Canonical[at] ^= 1;
                Assert.Equal(_log[i].Number, Check().Break?.Number);
                _log[i].Canonical[at] ^= 1;
            }
        }
        Assert.Null(Check().Break);
    }

    [Fact]
    public void A_missing_a_doubled_and_a_swapped_entry_break_it()
    {
        foreach (var change in new Action<List<(long, byte[], byte[])>>[]
        {
            log => log.RemoveAt(4), log => log.Insert(4, log[4]), log => (log[4], log[5]) = (log[5], log[4]), log => log.RemoveAt(0),
        })
        {
            var log = _log.ToList();
            change(log);
            Assert.NotNull(Check(log).Break);
        }
    }

    [Fact]
    public void An_entry_that_is_renumbered_with_its_hash_breaks_at_the_next()
    {
        var forged = ChangeEntryJson.WithNumber(6, "{\"set\":\"x\"}"u8);
        _log[5] = (6, forged, ChangeEntryJson.Hash(_log[4].Hash, forged));
        Assert.Equal(7, Check().Break?.Number);
    }

    private ChangeLogCheck Check(List<(long Number, byte[] Canonical, byte[] Hash)>? log = null)
    {
        var verifier = new ChangeLogVerifier();
        foreach (var (number, canonical, hash) in log ?? _log)
            verifier.Add(number, canonical, hash);
        return verifier.Result;
    }
}
