using System.Linq.Expressions;
using LowCode.Definitions.Values;
using LowCode.Rules.Expressions;
using LowCode.Rules.Types;
using Code = System.Linq.Expressions.Expression;
namespace LowCode.Rules.Compiling;

/// <summary>Slots of rows that are certainly there, read as what is wanted of them.</summary>
internal sealed partial class ExpressionCompiler
{
    /// <summary>What a slot reads as.</summary>
    private Code ReadSlot(Code row, Slot slot, RuleType type) => slot.Kind switch
    {
        ValueKind.Rows => Code.Call(row, nameof(RowFrame.RowsAt), null, Code.Constant(slot.Index)),
        ValueKind.Integer or ValueKind.Decimal when type.IsOnly(RuleKinds.Number) => At(row, nameof(RowSlots.NumberAt), slot, Code.Constant(0.0)),
        ValueKind.Text when type.IsOnly(RuleKinds.Text) => At(row, nameof(RowSlots.TextAt), slot),
        ValueKind.Boolean when type.IsOnly(RuleKinds.Boolean) => At(row, nameof(RowSlots.HoldsAt), slot, Code.Constant(true)),
        ValueKind.Codes or ValueKind.Files => As(Code.Call(row, nameof(RowFrame.Read), null, Code.Constant(slot.Index)), type),
        _ => As(At(row, nameof(RowSlots.ValueAt), slot), type),
    };

    private (Code Row, Slot Slot)? PlaceOf(RuleExpression part) => part switch
    {
        FieldRead read => (Row(read.Outwards), read.Slot),
        MemberRead { Member.Slot: { } slot, Object: LocalRead local } when _locals[local.Local.Id] is var row && IsRow(row.Type) => (row, slot),
        Chain chain => PlaceOf(chain.Inner),
        _ => null,
    };

    /// <summary>A slot's number; null when the part is no number in a slot.</summary>
    private MethodCallExpression? NumberAt(RuleExpression part, double empty) =>
        PlaceOf(part) is ({ } row, { Kind: ValueKind.Integer or ValueKind.Decimal } slot) ? At(row, nameof(RowSlots.NumberAt), slot, Code.Constant(empty)) : null;

    /// <summary>A text that is at hand, a C# null when empty; null when the part is none.</summary>
    private Code? TextAt(RuleExpression part) => part switch
    {
        LocalRead read => _locals[read.Local.Id] is var local && local.Type == typeof(string) ? local : null,
        MemberRead { Object: ContextRead { Object: ContextObject.Record } } read =>
            Code.Call(Session, nameof(CompiledSession.RecordText), null, Code.Constant(read.Member.Index)),
        _ => PlaceOf(part) is ({ } row, { Kind: ValueKind.Text } slot) ? At(row, nameof(RowSlots.TextAt), slot) : null,
    };

    /// <summary>Whether a slot is empty; null when the part is no scalar in a slot.</summary>
    private Code? IsEmptyAt(RuleExpression part) =>
        PlaceOf(part) is ({ } row, { } slot) && !IsList(slot) ? At(row, nameof(RowSlots.IsEmptyAt), slot)
        : TextAt(part) is { } text ? Code.Equal(text, Code.Constant(null, typeof(string)))
        : null;

    private Code? TruthAt(RuleExpression part)
    {
        if (PlaceOf(part) is not ({ } row, { } slot) || IsList(slot))
            return null;
        return slot.Kind switch
        {
            ValueKind.Integer or ValueKind.Decimal =>
                Code.Call(typeof(Results.Conversions), nameof(Results.Conversions.Truth), null, At(row, nameof(RowSlots.NumberAt), slot, Code.Constant(0.0))),
            ValueKind.Boolean => At(row, nameof(RowSlots.HoldsAt), slot, Code.Constant(true)),
            _ => Code.Not(At(row, nameof(RowSlots.IsEmptyAt), slot)),
        };
    }

    /// <summary>Whether a slot holds what another part gives; null when that needs their values.</summary>
    private Code? EqualAt(RuleExpression part, RuleExpression other, bool loose)
    {
        if (other is Constant { Value: null } nothing)
            return loose || nothing.Type == RuleType.Null ? IsEmptyAt(part) : null;
        if (NumberAt(part, double.NaN) is { } number && other.Type.IsOnly(RuleKinds.Number))
            return Code.Equal(number, NumberOf(other)); // an empty one equals no number, as NaN does
        if (TextAt(part) is { } text && (other.Type.IsOnly(RuleKinds.Text) ? Text(other) : TextAt(other)) is { } same)
            return Code.Equal(text, same);
        return PlaceOf(part) is ({ } row, { Kind: ValueKind.Boolean } slot) && other.Type.IsOnly(RuleKinds.Boolean)
            ? At(row, nameof(RowSlots.HoldsAt), slot, Truth(other))
            : null;
    }

    private static bool IsList(Slot slot) => slot.Kind is ValueKind.Codes or ValueKind.Files or ValueKind.Rows;

    private MethodCallExpression At(Code row, string name, Slot slot, params Code[] more) =>
        Code.Call(typeof(RowSlots), name, null, [Seen(row), Code.Constant(slot.Index), .. more]);

    private Code Seen(Code row) => row == _frame ? _seen : row.Type == typeof(RowFrame) ? Code.Property(row, nameof(RowFrame.Seen)) : row;
}
