using System.Globalization;
using System.Text;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Tests.Values;

public class IsoDateTests
{
    [Fact]
    public void Every_day_there_is_comes_back()
    {
        for (var day = DateOnly.MinValue; day < DateOnly.MaxValue; day = day.AddDays(1))
        {
            if (IsoDate.Parse(Encoding.ASCII.GetBytes(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))) != day)
                Assert.Fail($"{day:O}");
        }
    }

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-01")]
    [InlineData("2026-06-00")]
    [InlineData("0000-06-01")]
    [InlineData("2026/06/01")]
    [InlineData("2026-6-01")]
    [InlineData("2026-06-1x")]
    [InlineData("2026-06-x1")]
    [InlineData("2026-06-01T")]
    [InlineData("")]
    public void What_is_no_date_is_refused(string text) =>
        Assert.Throws<FormatException>(() => IsoDate.Parse(Encoding.UTF8.GetBytes(text)));
}
