using LowCode.Definitions.Fields;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Tests.Fields;

public class FieldTypeTests
{
    [Fact]
    public void Every_type_is_registered_once_with_its_kind_and_OData_type() =>
        Assert.Equal(
            """
            text Text Edm.String
            longText Text Edm.String
            integer Integer Edm.Int64
            decimal Decimal Edm.Decimal
            boolean Boolean Edm.Boolean
            date Date Edm.Date
            time Time Edm.TimeOfDay
            datetime Instant Edm.DateTimeOffset
            choice Text Edm.String
            choices Codes -
            reference Id Edm.Guid
            group Empty -
            table Rows -
            location Location -
            file Files -
            photo Files -
            signature Files -
            barcode Text Edm.String
            computed Empty -
            division Text Edm.String
            user Text Edm.String
            """,
            string.Join("\n", FieldTypes.All.Select(type => $"{type.Name} {type.Kind} {type.EdmType ?? "-"}")));

    [Fact]
    public void A_type_is_found_by_its_exact_name_only()
    {
        Assert.Same(FieldTypes.LongText, FieldTypes.Find("longText"));
        Assert.Null(FieldTypes.Find("longtext"));
    }

    [Fact]
    public void A_computed_field_stores_what_its_as_says_and_is_never_entered()
    {
        var field = new FieldDefinition { Name = "grade", Type = FieldTypes.Computed, As = FieldTypes.Choice };
        Assert.Equal(ValueKind.Text, field.StoredKind);
        Assert.Same(FieldTypes.Choice, field.StoredType);
        Assert.False(field.IsEntered);
    }

    [Fact]
    public void What_a_type_understands_or_refuses_are_properties_of_a_field()
    {
        var known = typeof(FieldDefinition).GetProperties().Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]).ToHashSet();
        foreach (var type in FieldTypes.All)
        {
            Assert.Subset(known, type.Properties.ToHashSet());
            Assert.Subset(FieldTypes.CommonProperties.ToHashSet(), type.Refuses.ToHashSet());
            Assert.Empty(type.Properties.Intersect(FieldTypes.CommonProperties));
        }
        Assert.Subset(known, FieldTypes.CommonProperties.ToHashSet());
    }
}
