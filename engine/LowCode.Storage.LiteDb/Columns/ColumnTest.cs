using System.Collections.Immutable;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>
/// A condition that is answered from columns, for all records of a leaf at once, with the three truth values of
/// <see cref="Expression"/>. For one query; not thread-safe.
/// </summary>
internal abstract class ColumnTest
{
    /// <summary>The fields that it reads.</summary>
    public abstract IEnumerable<FieldRef> Fields { get; }

    /// <summary>Says for which of the wanted records it is true and for which false; the others mean nothing.</summary>
    public abstract (LeafMask True, LeafMask False) Of(RecordLeaf leaf, in LeafMask wanted);
}

/// <summary>True when all are.</summary>
internal sealed class AllTests(ImmutableArray<ColumnTest> tests) : ColumnTest
{
    public override IEnumerable<FieldRef> Fields => tests.SelectMany(test => test.Fields);

    public override (LeafMask True, LeafMask False) Of(RecordLeaf leaf, in LeafMask wanted)
    {
        // Where one is false the others need not be asked.
        var (all, none, left) = (wanted, default(LeafMask), wanted);
        foreach (var test in tests)
        {
            var (isTrue, isFalse) = test.Of(leaf, left);
            (all, none, left) = (all & isTrue, none | (isFalse & left), left - isFalse);
        }
        return (all, none);
    }
}

/// <summary>True when one is.</summary>
internal sealed class AnyTest(ImmutableArray<ColumnTest> tests) : ColumnTest
{
    public override IEnumerable<FieldRef> Fields => tests.SelectMany(test => test.Fields);

    public override (LeafMask True, LeafMask False) Of(RecordLeaf leaf, in LeafMask wanted)
    {
        var (any, none, left) = (default(LeafMask), wanted, wanted);
        foreach (var test in tests)
        {
            var (isTrue, isFalse) = test.Of(leaf, left);
            (any, none, left) = (any | (isTrue & left), none & isFalse, left - isTrue);
        }
        return (any, none);
    }
}

/// <summary>True where another is false.</summary>
internal sealed class NotTest(ColumnTest test) : ColumnTest
{
    public override IEnumerable<FieldRef> Fields => test.Fields;

    public override (LeafMask True, LeafMask False) Of(RecordLeaf leaf, in LeafMask wanted)
    {
        var (isTrue, isFalse) = test.Of(leaf, wanted);
        return (isFalse, isTrue);
    }
}
