using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Tests.Reading;

public class SuggestionTests
{
    private static readonly string[] Names = ["required", "readonly", "visible", "min", "max", "name", "fields"];

    [Theory]
    [InlineData("requierd", "required")]
    [InlineData("Required", "required")]
    [InlineData("readOnly", "readonly")]
    [InlineData("visable", "visible")]
    [InlineData("mx", "max")]
    [InlineData("naem", "name")]
    [InlineData("field", "fields")]
    [InlineData("mandatory", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_suggested_when_one_is_near(string written, string? suggested) =>
        Assert.Equal(suggested, Suggestion.Nearest(written, Names));

    [Fact]
    public void A_suggestion_speaks_the_language_of_its_sentence()
    {
        var diagnostic = Diagnostic.Of(ReadingMessages.UnknownFieldType, SourceLocation.None, ("value", "txt"), ("suggestion", Suggestion.For("txt", ["text"])));
        Assert.EndsWith("There is no field type 'txt'. Did you mean 'text'?", diagnostic.In("en"), StringComparison.Ordinal);
        Assert.EndsWith("没有“txt”这种字段类型。是不是想写“text”？", diagnostic.In("zh-CN"), StringComparison.Ordinal);
    }
}
