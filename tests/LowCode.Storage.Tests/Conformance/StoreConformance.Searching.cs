using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static SearchField Searched => new(Samples.Ref("lines"), [
        SearchField.Of(FieldRef.Of(Samples.LineShape["item"])),
        new SearchField(FieldRef.Of(Samples.LineShape["parts"]), [SearchField.Of(FieldRef.Of(Samples.PartShape["code"]))])]);

    [Theory]
    [InlineData("排水", "甲")]
    [InlineData("排水口", "")]
    [InlineData("pump", "甲")]
    [InlineData("ＰＵＭＰ３", "甲")]
    [InlineData("hand b", "乙")]
    [InlineData("ａ－１", "甲")]
    [InlineData("沙袋", "甲,乙")]
    [InlineData("ß", "乙")]
    [InlineData("ss", "")]
    public async Task A_phrase_is_found_anywhere_whatever_its_case_and_width(string phrase, string found)
    {
        await CommitAsync(
            Filled(row => (row[0], row[11]) = (Value.Of("甲：地下车库排水泵Pump３号"), Value.Of([Samples.Line("沙袋", 1, ("A-1", null))]))).Write(),
            Filled(row => (row[0], row[11]) = (Value.Of("乙：Ｈａｎｄ　Ｂooks, Straße"), Value.Of([Samples.Line("大沙袋", 2)]))).Write(),
            Filled(row => row[11] = default).Write());
        var search = new Search([SearchField.Of(Samples.Ref("name")), Searched], new SearchPhrase(phrase));
        var (hits, _) = await QueryAsync(new Query(Samples.Visits) { Filter = search });
        Assert.Equal(found, string.Join(',', hits.Select(hit => hit.Record.Data[0].AsText()[..1]).Order(StringComparer.Ordinal).Reverse()));
        var (others, _) = await QueryAsync(new Query(Samples.Visits) { Filter = search with { Wanted = new SearchNot(search.Wanted) } });
        Assert.Equal(3, hits.Count + others.Count);
    }

    [Fact]
    public async Task What_is_no_text_is_not_searched()
    {
        await CommitAsync(Filled(_ => { }).Write());
        foreach (var search in new Search[]
        {
            new([SearchField.Of(Samples.Ref("count"))], new SearchPhrase("a")), new([SearchField.Of(FieldRef.Of(SystemField.State))], new SearchPhrase("a")),
            new([SearchField.Of(Samples.Ref("lines"))], new SearchPhrase("a")), new([SearchField.Of(Samples.Ref("name"))], new SearchPhrase("")),
        })
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => QueryAsync(new Query(Samples.Visits) { Filter = search }));
        }
    }
}
