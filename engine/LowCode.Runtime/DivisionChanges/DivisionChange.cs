using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Records;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>A change that is decided: all that is needed to do it, or to go on with it. Immutable.</summary>
/// <param name="Kind">What it is: <c>move</c>, <c>merge</c> or <c>split</c>.</param>
/// <param name="Moves">Which codes become which; no code falls under two of them.</param>
internal sealed record DivisionChange(string Kind, ImmutableArray<CodeMove> Moves)
{
    /// <summary>Records that go along one by one.</summary>
    public ImmutableArray<RecordKey> Chosen { get; init; } = [];

    /// <summary>Where they are; empty when there are none.</summary>
    public string ChosenFrom { get; init; } = "";

    /// <summary>Where they go.</summary>
    public string ChosenTo { get; init; } = "";

    /// <summary>The new code in place of another; null when that stays.</summary>
    public string? Target(string code) => Moves.Select(move => move.Target(code)).FirstOrDefault(target => target is not null);

    /// <summary>As it is kept.</summary>
    public Row Write(bool isDone)
    {
        var (moves, chosen) = (DivisionChangeSet.Moves.Rows!, DivisionChangeSet.Chosen.Rows!);
        return new Row(DivisionChangeSet.Shape)
        {
            [DivisionChangeSet.Kind.Index] = Value.Of(Kind),
            [DivisionChangeSet.Finished.Index] = Value.Of(isDone),
            [DivisionChangeSet.Moves.Index] = Value.Of(Moves.Select(move => new Row(moves, Guid.CreateVersion7())
            {
                [moves["from"].Index] = Value.Of(move.From),
                [moves["to"].Index] = Value.Of(move.To),
                [moves["parent"].Index] = Value.Of(move.Parent),
                [moves["whole"].Index] = Value.Of(move.Whole),
            }).ToArray()),
            [DivisionChangeSet.Chosen.Index] = Value.Of(Chosen.Select(key => new Row(chosen, Guid.CreateVersion7())
            {
                [chosen["set"].Index] = Value.Of(key.Set),
                [chosen["recordId"].Index] = Value.Of(key.Id),
            }).ToArray()),
            [DivisionChangeSet.From.Index] = Value.Of(ChosenFrom),
            [DivisionChangeSet.To.Index] = Value.Of(ChosenTo),
        };
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static DivisionChange Read(Row data)
    {
        var moves = ImmutableArray.CreateBuilder<CodeMove>();
        foreach (var row in data[DivisionChangeSet.Moves].AsRows())
            moves.Add(new CodeMove(row["from"].AsText(), row["to"].AsText(), row["parent"].TextOrNull() ?? "", row["whole"].AsBoolean()));
        var chosen = ImmutableArray.CreateBuilder<RecordKey>();
        foreach (var row in data[DivisionChangeSet.Chosen].AsRows())
            chosen.Add(new RecordKey(row["set"].AsText(), row["recordId"].AsId()));
        return new DivisionChange(data[DivisionChangeSet.Kind].AsText(), moves.ToImmutable())
        {
            Chosen = chosen.ToImmutable(),
            ChosenFrom = data[DivisionChangeSet.From].TextOrNull() ?? "",
            ChosenTo = data[DivisionChangeSet.To].TextOrNull() ?? "",
        };
    }
}
