using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LowCode.Definitions.Fields;

/// <summary>All field types. A new type is a new descriptor file, and two lines here.</summary>
public static class FieldTypes
{
    /// <summary>One line of text.</summary>
    public static FieldType Text { get; } = new TextField();

    /// <summary>Text of several lines.</summary>
    public static FieldType LongText { get; } = new LongTextField();

    /// <summary>A whole number.</summary>
    public static FieldType Integer { get; } = new IntegerField();

    /// <summary>An exact decimal number.</summary>
    public static FieldType Decimal { get; } = new DecimalField();

    /// <summary>Yes or no.</summary>
    public static FieldType Boolean { get; } = new BooleanField();

    /// <summary>A calendar date.</summary>
    public static FieldType Date { get; } = new DateField();

    /// <summary>A time of day.</summary>
    public static FieldType Time { get; } = new TimeField();

    /// <summary>An instant.</summary>
    public static FieldType DateTime { get; } = new DateTimeField();

    /// <summary>One option of a list.</summary>
    public static FieldType Choice { get; } = new ChoiceField();

    /// <summary>Several options of a list.</summary>
    public static FieldType Choices { get; } = new ChoicesField();

    /// <summary>Another record.</summary>
    public static FieldType Reference { get; } = new ReferenceField();

    /// <summary>Fields under a common heading.</summary>
    public static FieldType Group { get; } = new GroupField();

    /// <summary>Rows with fields of their own.</summary>
    public static FieldType Table { get; } = new TableField();

    /// <summary>A point on the earth.</summary>
    public static FieldType Location { get; } = new LocationField();

    /// <summary>Attached files.</summary>
    public static FieldType File { get; } = new FileField();

    /// <summary>Attached photos.</summary>
    public static FieldType Photo { get; } = new PhotoField();

    /// <summary>A drawn signature.</summary>
    public static FieldType Signature { get; } = new SignatureField();

    /// <summary>A scanned code.</summary>
    public static FieldType Barcode { get; } = new BarcodeField();

    /// <summary>A value that only the engine sets.</summary>
    public static FieldType Computed { get; } = new ComputedField();

    /// <summary>A division.</summary>
    public static FieldType Division { get; } = new DivisionField();

    /// <summary>A person.</summary>
    public static FieldType User { get; } = new UserField();

    /// <summary>By the order in which the designer's palette offers them.</summary>
    public static ImmutableArray<FieldType> All { get; } =
    [
        Text, LongText, Integer, Decimal, Boolean, Date, Time, DateTime, Choice, Choices, Reference, Group, Table,
        Location, File, Photo, Signature, Barcode, Computed, Division, User,
    ];

    /// <summary>JSON properties that a field of every type may have, apart from those its type <see cref="FieldType.Refuses"/>.</summary>
    public static ImmutableArray<string> CommonProperties { get; } =
    [
        "name", "type", "label", "hint", "visible", "required", "readonly", "default", "value", "check", "evidence",
        "renamedFrom", "sensitive",
    ];

    private static readonly FrozenDictionary<string, FieldType> ByName =
        All.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The type of a name, or null.</summary>
    public static FieldType? Find(string name) => ByName.GetValueOrDefault(name);
}
