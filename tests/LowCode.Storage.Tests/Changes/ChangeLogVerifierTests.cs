using LowCode.Storage.Changes;
using LowCode.Storage.Records;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Changes;

public sealed class ChangeLogVerifierTests
{
    private readonly List<StoredChange> _log = [];

    public ChangeLogVerifierTests()
    {
        for (var number = 1; number <= 12; number++)
            Append(Samples.NewSite($"S{number}"));
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
        foreach (var change in _log.ToList())
        {
            foreach (var bytes in new[] { change.Head, change.Body!, change.Hash })
            {
                for (var at = 0; at < bytes.Length; at += 7)
                {
                    bytes[at] ^= 1;
                    Assert.Equal(change.Number, Check().Break?.Number);
                    bytes[at] ^= 1;
                }
            }
        }
        Assert.Null(Check().Break);
    }

    [Fact]
    public void A_missing_a_doubled_and_a_swapped_entry_break_it()
    {
        foreach (var change in new Action<List<StoredChange>>[]
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
        var forged = ChangeHeadJson.WithNumber(6, "{\"set\":\"x\"}"u8);
        _log[5] = new StoredChange(6, forged, null, ChangeHeadJson.Hash(_log[4].Hash, forged));
        Assert.Equal(7, Check().Break?.Number);
    }

    [Fact]
    public void A_missing_body_holds_only_when_a_later_entry_has_erased_it()
    {
        var site = Samples.NewSite();
        Append(site);
        Append(site.Next(_ => { }));
        _log[12] = _log[12] with { Body = null };
        Assert.Equal(13, Check().Break?.Number);

        Append(Samples.NewSite(), WriteBatch.Erase);
        Assert.Equal(13, Check().Break?.Number);
        Append(site.Next(_ => { }).Next(_ => { }), WriteBatch.Erase);
        Assert.Null(Check().Break);

        // What the erasing entry itself has left was not erased by it.
        _log[15] = _log[15] with { Body = null };
        Assert.Equal(16, Check().Break?.Number);
    }

    private void Append(Record record, string command = "test")
    {
        var body = ChangeBody.Of(RecordJson.ToBytes(record));
        var head = ChangeHeadJson.WithNumber(_log.Count + 1, ChangeHeadJson.Tail(Samples.Batch() with { Command = command, From = "10.0.0.1" }, record.Write(), body));
        _log.Add(new StoredChange(_log.Count + 1, head, body, ChangeHeadJson.Hash(_log.Count == 0 ? new byte[ChangeHeadJson.HashLength] : _log[^1].Hash, head)));
    }

    private ChangeLogCheck Check(List<StoredChange>? log = null)
    {
        var verifier = new ChangeLogVerifier();
        foreach (var change in log ?? _log)
            verifier.Add(change);
        return verifier.Result;
    }
}
