using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>A scanned code, kept as text.</summary>
internal sealed class BarcodeField : FieldType
{
    public override string Name => "barcode";

    public override string Summary => "A scanned bar code or QR code, kept as text";

    public override ValueKind Kind => ValueKind.Text;

    public override string EdmType => "Edm.String";

    public override ImmutableArray<string> Properties { get; } = ["minLength", "maxLength", "pattern"];

    internal override int? DefaultMaxLength => 1_000;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        TextConstraints.Check(constraints, value.AsText(), lines: false, path, findings);
}
