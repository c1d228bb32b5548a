using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Tests.Fields;

public class ConstraintTests
{
    private static readonly ImmutableArray<string> Images = ["image/*"];

    [Theory]
    [InlineData("abc", 3, 5, "")]
    [InlineData("ab", 3, 5, "LC3005")]
    [InlineData("abcdef", 3, 5, "LC3006")]
    [InlineData("𠮷野家", 3, 3, "")]
    public void Lengths_count_unicode_scalar_values(string text, int min, int max, string codes) =>
        Assert.Equal(codes, Codes(Field(FieldTypes.Text) with { MinLength = min, MaxLength = max }, Value.Of(text)));

    [Theory]
    [InlineData("text", 1_000)]
    [InlineData("longText", 20_000)]
    [InlineData("barcode", 1_000)]
    [InlineData("user", 100)]
    [InlineData("division", 100)]
    public void Text_has_a_limit_even_when_the_field_says_none(string type, int limit)
    {
        var field = Field(FieldTypes.Find(type)!);
        Assert.Equal("", Codes(field, Value.Of(new string('字', limit))));
        Assert.Equal("LC3006", Codes(field, Value.Of(new string('字', limit + 1))));
    }

    [Fact]
    public void Only_a_long_text_has_lines_and_no_text_has_other_control_characters()
    {
        Assert.Equal("", Codes(Field(FieldTypes.LongText), Value.Of("a\r\n\tb")));
        Assert.Equal("LC3010", Codes(Field(FieldTypes.LongText), Value.Of("a\0b")));
        Assert.Equal("LC3010", Codes(Field(FieldTypes.Text), Value.Of("a\nb")));
    }

    [Fact]
    public void A_pattern_must_match_the_whole_text()
    {
        var field = Field(FieldTypes.Text) with { Pattern = "[0-9]{11}|无" };
        Assert.Equal("", Codes(field, Value.Of("13800000000")));
        Assert.Equal("", Codes(field, Value.Of("无")));
        Assert.Equal("LC3007", Codes(field, Value.Of("13800000000x")));
        Assert.Equal("LC3007", Codes(field, Value.Of("x13800000000")));
    }

    [Theory]
    [InlineData(9_007_199_254_740_991, "")]
    [InlineData(-9_007_199_254_740_991, "")]
    [InlineData(9_007_199_254_740_992, "LC3004")]
    [InlineData(-9_007_199_254_740_992, "LC3004")]
    public void An_integer_is_the_same_number_in_JavaScript(long number, string codes) =>
        Assert.Equal(codes, Codes(Field(FieldTypes.Integer), Value.Of(number)));

    [Theory]
    [InlineData(1, "LC3001")]
    [InlineData(2, "")]
    [InlineData(4, "")]
    [InlineData(5, "LC3002")]
    public void Bounds_of_numbers_are_inclusive(long number, string codes)
    {
        Assert.Equal(codes, Codes(Field(FieldTypes.Integer) with { Min = "2", Max = "4" }, Value.Of(number)));
        Assert.Equal(codes, Codes(Field(FieldTypes.Decimal) with { Min = "2", Max = "4.0" }, Value.Of((decimal)number)));
        Assert.Equal(codes, Codes(Field(FieldTypes.Decimal) with { Min = "2", Max = "4" }, Value.Of(number)));
    }

    [Theory]
    [InlineData("1.25", null, "")]
    [InlineData("1.250", null, "")]
    [InlineData("1.255", null, "LC3003")]
    [InlineData("-0.1", 0, "LC3003")]
    [InlineData("1.0", 0, "")]
    [InlineData("0.0000000001", 10, "")]
    public void Decimal_places_beyond_the_scale_are_refused_unless_zero(string number, int? scale, string codes) =>
        Assert.Equal(codes, Codes(Field(FieldTypes.Decimal) with { Scale = scale },
            Value.Of(decimal.Parse(number, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("2026-05-31", "LC3008")]
    [InlineData("2026-06-01", "")]
    [InlineData("2026-09-30", "")]
    [InlineData("2026-10-01", "LC3009")]
    public void Bounds_of_dates_are_inclusive(string date, string codes) =>
        Assert.Equal(codes, Codes(Field(FieldTypes.Date) with { Min = "2026-06-01", Max = "2026-09-30" },
            Value.Of(DateOnly.Parse(date, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("07:59:59", "LC3008")]
    [InlineData("08:00:00", "")]
    [InlineData("17:30:01", "LC3009")]
    public void Bounds_of_times_are_inclusive(string time, string codes) =>
        Assert.Equal(codes, Codes(Field(FieldTypes.Time) with { Min = "08:00", Max = "17:30:00" },
            Value.Of(TimeOnly.Parse(time, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("2026-05-31T15:59:59Z", "LC3008")]
    [InlineData("2026-05-31T16:00:00Z", "")]
    [InlineData("2026-06-02T00:00:00Z", "LC3009")]
    public void Bounds_of_instants_name_their_offset(string instant, string codes) =>
        Assert.Equal(codes, Codes(
            Field(FieldTypes.DateTime) with { Min = "2026-06-01T00:00:00+08:00", Max = "2026-06-01T23:59Z" },
            Value.Of(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture))));

    [Fact]
    public void An_instant_bound_without_an_offset_is_no_bound() =>
        Assert.True(FieldTypes.DateTime.ReadBound("2026-06-01T00:00:00").IsEmpty);

    [Theory]
    [InlineData(1, "LC3011")]
    [InlineData(2, "")]
    [InlineData(4, "LC3012")]
    public void Choices_are_counted(int count, string codes) =>
        Assert.Equal(codes, Codes(Field(FieldTypes.Choices) with { Min = "2", Max = "3" },
            Value.Of([.. Enumerable.Range(0, count).Select(i => $"c{i}")])));

    [Fact]
    public void Rows_are_counted_and_limited_even_when_the_field_says_nothing()
    {
        var shape = new Shape("supplies", []);
        Value Rows(int count) => Value.Of(Enumerable.Range(0, count).Select(_ => new Row(shape, Guid.NewGuid())).ToArray());
        Assert.Equal("LC3017", Codes(Field(FieldTypes.Table) with { Min = "2" }, Rows(1)));
        Assert.Equal("LC3018", Codes(Field(FieldTypes.Table) with { Max = "2" }, Rows(3)));
        Assert.Equal("", Codes(Field(FieldTypes.Table), Rows(1_000)));
        Assert.Equal("LC3018", Codes(Field(FieldTypes.Table), Rows(1_001)));
    }

    [Fact]
    public void Files_are_counted_and_each_has_a_size_and_a_type()
    {
        var field = Field(FieldTypes.File) with { Min = "2", Max = "2", MaxSize = 100, Accept = ["application/pdf", "image/*"] };
        Assert.Equal("LC3013", Codes(field, Files(("a.pdf", "application/pdf", 100))));
        Assert.Equal("", Codes(field, Files(("a.pdf", "Application/PDF; v=1", 100), ("b.jpg", "image/jpeg", 1))));
        Assert.Equal("LC3015 LC3016", Codes(field, Files(("a.exe", "application/exe", 101), ("b.jpg", "image/jpeg", 1))));
        Assert.Equal("LC3014", Codes(Field(FieldTypes.Photo),
            Files([.. Enumerable.Range(0, 21).Select(i => ($"{i}.jpg", "image/jpeg", 1L))])));
    }

    [Fact]
    public void Photos_are_images_and_a_signature_is_one_picture()
    {
        Assert.Equal("LC3016", Codes(Field(FieldTypes.Photo), Files(("a.pdf", "application/pdf", 1))));
        Assert.Equal("", Codes(Field(FieldTypes.Photo), Files(("a.heic", "image/heic", FileConstraints.DefaultMaxSize))));
        Assert.Equal("LC3015", Codes(Field(FieldTypes.Photo), Files(("a.heic", "image/heic", FileConstraints.DefaultMaxSize + 1))));
        Assert.Equal("LC3014", Codes(Field(FieldTypes.Signature), Files(("a.png", "image/png", 1), ("b.png", "image/png", 1))));
        Assert.Equal("LC3016", Codes(Field(FieldTypes.Signature), Files(("a.tiff", "image/tiff", 1))));
    }

    [Theory]
    [InlineData(31.2, 121.5, null, "")]
    [InlineData(-90, 180, 0.0, "")]
    [InlineData(90.1, 0, null, "LC3019")]
    [InlineData(0, -180.1, null, "LC3019")]
    [InlineData(double.NaN, 0, null, "LC3019")]
    [InlineData(0, 0, -1.0, "LC3019")]
    public void A_location_lies_on_the_earth(double latitude, double longitude, double? accuracy, string codes) =>
        Assert.Equal(codes, Codes(Field(FieldTypes.Location), Value.Of(new Location(latitude, longitude, accuracy))));

    [Fact]
    public void An_empty_value_breaks_no_constraint_of_any_type()
    {
        foreach (var type in FieldTypes.All)
            Assert.Equal("", Codes(Field(type) with { Min = "1", MinLength = 1, Pattern = "x", Accept = Images }, Value.Empty));
    }

    [Fact]
    public void A_copy_of_a_field_has_constraints_of_its_own_and_stays_equal_to_a_field_that_was_never_checked()
    {
        var field = Field(FieldTypes.Integer) with { Min = "2" };
        Assert.Equal("LC3001", Codes(field, Value.Of(1)));
        Assert.Equal("", Codes(field with { Min = "1" }, Value.Of(1)));
        Assert.Equal(field, field with { Min = "2" });
    }

    [Fact]
    public void A_finding_names_the_path_and_what_was_broken()
    {
        List<Finding> findings = [];
        FieldTypes.Integer.Check(Field(FieldTypes.Integer) with { Max = "3" }, Value.Of(4), "supplies[2].needed", findings);
        var finding = Assert.Single(findings);
        Assert.Equal("supplies[2].needed", finding.Path);
        Assert.Equal("不能大于 3。", finding.In("zh-CN"));
        Assert.Equal("Must not be more than 3.", finding.In("en-GB"));
    }

    private static FieldDefinition Field(FieldType type) => new() { Name = "field", Type = type };

    private static Value Files(params (string Name, string Type, long Size)[] files) =>
        Value.Of(files.Select(file => new Attachment("00", file.Name, file.Type, file.Size)).ToArray());

    private static string Codes(FieldDefinition field, Value value)
    {
        List<Finding> findings = [];
        field.Type.Check(field, value, "field", findings);
        return string.Join(" ", findings.Select(finding => finding.Message.Code));
    }
}
