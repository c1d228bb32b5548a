using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>Makes searches.</summary>
internal sealed partial class RandomQueries
{
    private static IEnumerable<SearchField> Searched(Shape shape) => shape.Slots
        .Where(slot => slot.Kind is ValueKind.Text or ValueKind.Rows)
        .Select(slot => new SearchField(FieldRef.Of(slot), slot.Rows is { } rows ? [.. Searched(rows)] : []));

    private SearchTerm Wanted(int depth) => random.Next(depth == 0 ? 1 : 4) switch
    {
        1 => new SearchAll([Wanted(depth - 1), Wanted(depth - 1)]),
        2 => new SearchAny([Wanted(depth - 1), Wanted(depth - 1)]),
        3 => new SearchNot(Wanted(depth - 1)),
        _ => new SearchPhrase(random.Pick(["a", "B", "ａｂ", "甲", "甲乙", "乙", "　x", "310106", "\uffff"])),
    };
}
