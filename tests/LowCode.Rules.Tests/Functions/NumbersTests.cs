using System.Globalization;
using LowCode.Rules.Functions;

namespace LowCode.Rules.Tests.Functions;

public class NumbersTests
{
    [Fact]
    public void A_decimal_has_the_shortest_digits_that_name_the_double()
    {
        var random = new Random(7);
        for (var i = 0; i < 200_000; i++)
        {
            var number = Next(random);
            var expected = decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
            Assert.True(Numbers.TryToDecimal(number, out var value));
            Assert.Equal(expected.ToString(CultureInfo.InvariantCulture), value.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1.005, "1.005")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(999999999.999999, "999999999.999999")]
    [InlineData(-0.0, "0")]
    public void Known_ones(double number, string digits)
    {
        Assert.True(Numbers.TryToDecimal(number, out var value));
        Assert.Equal(digits, value.ToString(CultureInfo.InvariantCulture));
    }

    static double Next(Random random) => random.Next(5) switch
    {
        0 => Math.Round(random.NextDouble() * Math.Pow(10, random.Next(12)), random.Next(7)),
        1 => random.NextDouble() * Math.Pow(10, random.Next(-6, 15)),
        2 => random.Next() / 8.0,
        3 => -random.Next(100_000) / 100.0,
        _ => (random.NextInt64(1L << 50) + 0.5) / Math.Pow(10, random.Next(8)),
    };
}
