using System.Text;
using CsCheck;
using LowCode.Storage.Records;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Records;

public sealed class RecordJsonTests
{
    [Fact]
    public void The_canonical_bytes_are_these()
    {
        var site = Samples.NewSite("S1") with
        {
            Id = new Guid("01890000-0000-7000-8000-000000000001"),
            Division = "310106",
            Annex = "{ \"a\":1 }"u8.ToArray(),
        };

        Assert.Equal(
            """{"id":"01890000-0000-7000-8000-000000000001","revision":1,"appVersion":1,"division":"310106","createdBy":"wang","createdAt":"2026-06-01T08:30:15.25Z","modifiedBy":"li","modifiedAt":"2026-06-01T08:30:16.25Z","data":{"title":"点位","code":"S1"},"annex":{ "a":1 }}""",
            Encoding.UTF8.GetString(RecordJson.ToBytes(site)));
    }

    [Fact]
    public void Random_records_come_back_and_their_bytes_do_not_change() => Gen.Int.Sample(seed =>
    {
        foreach (var record in RandomRecords.Make(new Random(seed), 1, 5))
        {
            var bytes = RecordJson.ToBytes(record);
            var read = RecordJson.Read(bytes, record.Set, record.Data.Shape);
            Assert.Equal(record with { Data = read.Data, Annex = default }, read with { Annex = default });
            Assert.Equal(record.Data, read.Data);
            Assert.Equal(bytes, RecordJson.ToBytes(read));
        }
    }, iter: 200);

    [Fact]
    public void Records_with_white_space_and_escapes_are_the_same() => Gen.Int.Sample(seed =>
    {
        foreach (var record in RandomRecords.Make(new Random(seed), 1, 5))
        {
            // The default encoder escapes everything beyond ASCII; indentation puts white space wherever it may be.
            var node = System.Text.Json.Nodes.JsonNode.Parse(RecordJson.ToBytes(record with { Annex = default }))!;
            var spaced = Encoding.UTF8.GetBytes(node.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
            Assert.Equal(record.Data, RecordJson.Read(spaced, record.Set, record.Data.Shape).Data);
        }
    }, iter: 100);

    [Fact]
    public void Cut_or_changed_bytes_never_end_in_anything_but_a_record_or_a_format_error() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var record = RandomRecords.Make(random, 1, 1)[random.Next(2)];
        var bytes = RecordJson.ToBytes(record);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<FormatException>(() => RecordJson.Read(bytes.AsSpan(0, length), record.Set, record.Data.Shape));
        for (var i = 0; i < 300; i++)
        {
            var changed = bytes.ToArray();
            changed[random.Next(changed.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "\"\\{}[]:,-.0n\u00ff"[random.Next(13)]);
            try
            {
                RecordJson.Read(changed, record.Set, record.Data.Shape);
            }
            catch (FormatException)
            {
                // Damage that is noticed here; the chain of hashes notices the rest.
            }
        }
    }, iter: 30);

    [Fact]
    public void A_field_that_the_shape_does_not_know_is_an_error_not_a_loss()
    {
        var bytes = RecordJson.ToBytes(Samples.NewSite("S1"));
        Assert.Throws<FormatException>(() => RecordJson.Read(bytes, Samples.Sites, Samples.PartShape));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"id\":5}")]
    [InlineData("{\"id\":\"01890000-0000-7000-8000-000000000001\"}")]
    public void Damaged_bytes_are_an_error(string json) => Assert.Throws<FormatException>(
        () => RecordJson.Read(Encoding.UTF8.GetBytes(json), Samples.Sites, Samples.SiteShape));
}
