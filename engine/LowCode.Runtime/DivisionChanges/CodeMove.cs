using LowCode.Definitions.Values;
using LowCode.Runtime.Divisions;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>Which codes become which.</summary>
/// <param name="From">A code of before.</param>
/// <param name="To">What becomes of it.</param>
/// <param name="Parent">The parent of the division with the new code.</param>
/// <param name="Whole">True when all below goes along; false for a division that becomes part of one that is there.</param>
internal sealed record CodeMove(string From, string To, string Parent, bool Whole)
{
    /// <summary>The new code in place of another; null when that stays.</summary>
    public string? Target(string code) => code == From ? To : Whole && DivisionTree.IsWithin(code, From) ? To + code[From.Length..] : null;

    /// <summary>What lies in the divisions that it moves.</summary>
    public Expression Filter
    {
        get
        {
            var division = new Field(FieldRef.Of(SystemField.Division));
            return Whole ? new StartsWith(division, From) : new Compare(ComparisonOperator.Equal, division, new Constant(Value.Of(From)));
        }
    }
}
