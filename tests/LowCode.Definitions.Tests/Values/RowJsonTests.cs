using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Tests.Values;

public class RowJsonTests
{
    private static readonly Shape Shape = new("form",
    [
        new Slot(0, "parts", ValueKind.Codes, null),
        new Slot(1, "aNameThatIsLongerThanSixteenBytes", ValueKind.Text, null),
        new Slot(2, "aNameThatIsLongerThanSixteenBytesToo", ValueKind.Text, null),
        new Slot(3, "price", ValueKind.Decimal, null),
    ]);

    [Fact]
    public void Lists_of_codes_that_recur_are_told_from_those_that_only_begin_alike()
    {
        string[][] lists = [["a"], ["a", "b"], ["a]"], ["a]", "b"], ["]"], ["\""], ["a", "]\""], ["防汛"], ["防汛", "防"], ["b", "a"]];
        for (var round = 0; round < 3; round++)
        {
            foreach (var list in lists)
                Assert.Equal(list, Again(row => row[0] = Value.Of([.. list]))[0].AsCodes());
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("short", "")]
    [InlineData("", "exactly sixteen!")]
    [InlineData("exactly fifteen", "seventeen letters")]
    [InlineData("a quote \" within", "sixteen letters\\")]
    [InlineData("abcdefgh", "abcdefgi")]
    public void Texts_of_any_length_come_back_under_their_own_names(string one, string other)
    {
        for (var round = 0; round < 3; round++)
        {
            var row = Again(row => (row[1], row[2]) = (Value.Of(one), Value.Of(other)));
            Assert.Equal((Value.Of(one), Value.Of(other)), (row[1], row[2]));
        }
    }

    [Fact]
    public void Texts_that_differ_in_one_place_stay_different_when_they_recur()
    {
        var texts = Enumerable.Range(0, 40).SelectMany(length => Enumerable.Range(0, length).Select(at => new string('x', at) + 'y' + new string('x', length - at - 1))).ToImmutableArray();
        for (var round = 0; round < 3; round++)
            Assert.All(texts, text => Assert.Equal(text, Again(row => row[1] = Value.Of(text))[1].AsText()));
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("-0.1")]
    [InlineData("0")]
    [InlineData("123456789012345")]
    [InlineData("-99999999999999.9")]
    [InlineData("0.0000000000000000000001")]
    [InlineData("0.00000000000000000000001")]
    [InlineData("9007199254740993.5")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("3.10")]
    public void A_decimal_comes_back_exactly_and_with_the_double_nearest_to_it(string digits)
    {
        var value = decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        var read = Again(row => row[3] = Value.Of(value))[3];
        Assert.Equal(value, read.AsDecimal());
        Assert.Equal(value.Scale, read.AsDecimal().Scale);
        Assert.Equal(double.Parse(digits, System.Globalization.CultureInfo.InvariantCulture), read.AsDouble());
    }

    private static Row Again(Action<Row> fill)
    {
        var row = new Row(Shape);
        fill(row);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            RowJson.Write(json, row);
        return RowJson.Read(bytes.ToArray(), Shape);
    }
}
