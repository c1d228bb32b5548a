using LowCode.Definitions.Checks;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Tests.Reading;

namespace LowCode.Definitions.Tests.Checks;

public class CompatibilityTests
{
    [Fact]
    public void A_field_that_comes_back_after_versions_without_it_still_has_its_kind()
    {
        var (first, second, third) = (App("""{ "name": "a", "type": "text" }"""), App("""{ "name": "b", "type": "text" }"""), App("""{ "name": "a", "type": "date" }"""));
        var shape = Shapes.Extend(Shapes.Of(first.Forms[0]), second.Forms[0]);
        Diagnostics withoutShapes = new();
        Compatibility.Check(second, third, withoutShapes);
        Assert.Empty(withoutShapes);
        Diagnostics withShapes = new();
        Compatibility.Check(second, third, withShapes, new Dictionary<string, LowCode.Definitions.Values.Shape> { ["f"] = shape });
        Assert.Equal("LC1501", Assert.Single(withShapes).Message.Code);
    }

    [Fact]
    public void A_rename_that_was_published_may_stay_written()
    {
        var before = App("""{ "name": "b", "type": "text", "renamedFrom": "a" }""");
        Diagnostics diagnostics = new();
        Compatibility.Check(before, before, diagnostics);
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("""{ "name": "a", "type": "text" }""", """{ "name": "a", "type": "choice", "options": "o" }""", true)]
    [InlineData("""{ "name": "a", "type": "file" }""", """{ "name": "a", "type": "photo" }""", true)]
    [InlineData("""{ "name": "a", "type": "integer" }""", """{ "name": "a", "type": "computed", "as": "integer", "value": "1" }""", true)]
    [InlineData("""{ "name": "a", "type": "integer" }""", """{ "name": "a", "type": "decimal" }""", false)]
    [InlineData("""{ "name": "a", "type": "choice", "options": "o" }""", """{ "name": "a", "type": "choices", "options": "o" }""", false)]
    [InlineData("""{ "name": "a", "type": "text" }""", """{ "name": "b", "type": "date", "renamedFrom": "a" }""", false)]
    public void A_field_may_change_its_type_as_long_as_the_same_kind_is_stored(string before, string after, bool compatible)
    {
        Diagnostics diagnostics = new();
        var (old, young) = (App(before), App(after));
        Compatibility.Check(old, young, diagnostics);
        Assert.Equal(!compatible, diagnostics.HasErrors);
        // What publishing does next must agree.
        if (compatible)
            Assert.Single(Shapes.Extend(Shapes.Of(old.Forms[0]), young.Forms[0]).Slots);
        else
            Assert.Throws<ArgumentException>(() => Shapes.Extend(Shapes.Of(old.Forms[0]), young.Forms[0]));
    }

    private static AppDefinition App(string field) =>
        TestPack.ReadWell(("forms/f.json", $$"""{ "form": "f", "title": "F", "fields": [ {{field}} ] }"""));
}
