using LowCode.Definitions.Model;

namespace LowCode.Definitions.Tests.Model;

public class SemanticVersionTests
{
    [Fact]
    public void Versions_are_ordered_as_semver_says()
    {
        string[] ordered =
        [
            "0.0.0", "0.9.10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
            "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0",
        ];
        var versions = ordered.Select(Parse).ToList();
        Assert.Equal(ordered, versions.AsEnumerable().Reverse().Order().Select(version => version.ToString()));
        for (var i = 1; i < versions.Count; i++)
            Assert.True(versions[i - 1] < versions[i] && versions[i] > versions[i - 1] && versions[i] >= versions[i] && versions[i] <= versions[i]);
    }

    [Fact]
    public void Build_metadata_has_no_part_in_the_order() => Assert.Equal(Parse("1.0.0+a"), Parse("1.0.0+b"));

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.0.0.0")]
    [InlineData("1.00.0")]
    [InlineData("1.0.0-01")]
    [InlineData("1.0.0-a..b")]
    [InlineData("1.0.0+")]
    [InlineData("1.0.99999999999")]
    [InlineData(" 1.0.0")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_version_is_refused(string? text) => Assert.False(SemanticVersion.TryParse(text, out _));

    private static SemanticVersion Parse(string text)
    {
        Assert.True(SemanticVersion.TryParse(text, out var version));
        return version;
    }
}
