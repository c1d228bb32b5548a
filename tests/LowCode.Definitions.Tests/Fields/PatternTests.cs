using CsCheck;
using LowCode.Definitions.Patterns;

namespace LowCode.Definitions.Tests.Fields;

public class PatternTests
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "abcd", false)]
    [InlineData("a|b", "b", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData("", "", true)]
    [InlineData("^a$", "a", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData(@"\d+", "12", true)]
    [InlineData(@"\d+", "１２", false)]
    [InlineData(@"\w", "_", true)]
    [InlineData(@"\w", "é", false)]
    [InlineData(@"\W", "字", true)]
    [InlineData(@"\s", "\u3000", true)]
    [InlineData(@"\S", "\ufeff", false)]
    [InlineData(".", "𠮷", true)]
    [InlineData("..", "𠮷", false)]
    [InlineData(".", "\u2028", false)]
    [InlineData(".", "\r", false)]
    [InlineData("[^a]", "𠮷", true)]
    [InlineData("[^a][^a]", "𠮷", false)]
    [InlineData("𠮷{2}", "𠮷𠮷", true)]
    [InlineData("[𠮷-𠮹]", "𠮸", true)]
    [InlineData("[𠮷-𠮹]", "𠮺", false)]
    [InlineData("[\\u{10000}-\\u{10FFFF}]", "😀", true)]
    [InlineData("[\\u{FFFF}-\\u{10400}]", "𐐀", true)]
    [InlineData("[\\u{FFFF}-\\u{10400}]", "𐐁", false)]
    [InlineData(@"[\u4e00-\u9fa5]{2,4}", "王小二", true)]
    [InlineData(@"\p{Script=Han}+", "𠮷野家", true)]
    [InlineData(@"\p{Script=Han}+", "かな", false)]
    [InlineData(@"\p{L}+", "Ünïかな字", true)]
    [InlineData(@"\P{L}", "1", true)]
    [InlineData(@"[\p{Lu}\d-]+", "A-1", true)]
    [InlineData(@"[\p{Lu}\d-]+", "a", false)]
    [InlineData(@"[\w.+-]+@[\w-]+\.[a-z]{2,}", "a.b@c-d.cn", true)]
    [InlineData("1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8}", "021-12345678", true)]
    [InlineData("(?:ab)+?c", "ababc", true)]
    [InlineData("a{2,}", "a", false)]
    [InlineData("a{2,}", "aaaa", true)]
    [InlineData("a{2}", "aaa", false)]
    [InlineData("a{1,2}", "aaa", false)]
    [InlineData("a?", "aa", false)]
    [InlineData("a{0}b", "b", true)]
    [InlineData("(a|b){3}", "aba", true)]
    [InlineData("[]", "a", false)]
    [InlineData("[^]", "\n", true)]
    [InlineData(@"\x41\u0042\u{43}\t\/\.", "ABC\t/.", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData(@"[\]\\^]", "^", true)]
    [InlineData("[.]", "x", false)]
    public void A_pattern_means_what_it_means_in_JavaScript(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Pattern.TryParse(pattern, out _)!.Matches(text));

    [Theory]
    [InlineData("(a", "LC1912", 1)]
    [InlineData("a)", "LC1912", 2)]
    [InlineData("a]", "LC1912", 2)]
    [InlineData("a}", "LC1912", 2)]
    [InlineData("[a", "LC1912", 1)]
    [InlineData("x(?=a)", "LC1913", 2)]
    [InlineData("(?<n>a)", "LC1913", 1)]
    [InlineData("(?i)a", "LC1913", 1)]
    [InlineData(@"(a)\1", "LC1913", 4)]
    [InlineData(@"\bword", "LC1913", 1)]
    [InlineData(@"a\q", "LC1914", 2)]
    [InlineData(@"a\", "LC1914", 2)]
    [InlineData(@"\-", "LC1914", 1)]
    [InlineData(@"\u12", "LC1914", 1)]
    [InlineData(@"\u{110000}", "LC1914", 1)]
    [InlineData(@"\ud800", "LC1914", 1)]
    [InlineData(@"\p{Foo}", "LC1914", 1)]
    [InlineData("*a", "LC1915", 1)]
    [InlineData("a**", "LC1915", 3)]
    [InlineData("a{2,1}", "LC1915", 2)]
    [InlineData("a{,1}", "LC1915", 2)]
    [InlineData("a{1", "LC1915", 2)]
    [InlineData("a{99999999999}", "LC1915", 2)]
    [InlineData("^*", "LC1915", 2)]
    [InlineData("[z-a]", "LC1916", 2)]
    [InlineData(@"[\d-z]", "LC1916", 2)]
    [InlineData("(a{100}){100}", "LC1917", 9)]
    public void A_pattern_that_cannot_be_used_says_why_and_where(string pattern, string code, int position)
    {
        Assert.Null(Pattern.TryParse(pattern, out var problem));
        Assert.Equal((code, position), (problem!.Value.Problem.Message.Code, problem.Value.Position));
    }

    [Fact]
    public void A_pattern_that_is_too_long_or_too_deep_is_refused()
    {
        Assert.Null(Pattern.TryParse(new string('a', 1_001), out var length));
        Assert.Equal("LC1917", length!.Value.Problem.Message.Code);
        Assert.Null(Pattern.TryParse(new string('(', 21) + new string(')', 21), out var depth));
        Assert.Equal("LC1917", depth!.Value.Problem.Message.Code);
        Assert.NotNull(Pattern.TryParse(new string('(', 20) + new string(')', 20), out _));
    }

    [Theory]
    [InlineData(@"\p{L}{2,20}")]
    [InlineData(@"[^\p{L}\p{N}]{0,200}")]
    [InlineData("(?:[0-9]{3,4}-)?[0-9]{7,8}(?:-[0-9]{1,6})?")]
    [InlineData(".{1,1500}")]
    public void A_pattern_of_use_is_not_too_large(string pattern) => Assert.NotNull(Pattern.TryParse(pattern, out _));

    [Fact]
    public void Half_a_character_matches_nothing() => Assert.False(Pattern.TryParse("[^]", out _)!.Matches("\ud842"));

    [Fact]
    public void Whatever_is_written_gives_a_pattern_or_a_problem() =>
        Gen.String[Gen.Char["ab01(){}[]\\^$.|?*+-,:=<puxdwD𠮷"], 0, 12].Sample(text =>
        {
            var pattern = Pattern.TryParse(text, out var problem);
            _ = pattern?.Matches("a𠮷b");
            return pattern is null == problem is not null && (problem is null || (problem.Value.Position >= 1 && problem.Value.Position <= Math.Max(1, text.Length)));
        });
}
