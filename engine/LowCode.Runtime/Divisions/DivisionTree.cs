using System.Collections.Frozen;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Workflows.Roles;

namespace LowCode.Runtime.Divisions;

/// <summary>All divisions of the installation as of one moment. Immutable and thread-safe.</summary>
public sealed class DivisionTree : IDivisions
{
    private readonly FrozenDictionary<string, Division> _byCode;

    /// <summary>A tree of divisions whose codes are unique.</summary>
    public DivisionTree(IEnumerable<Division> divisions) =>
        _byCode = divisions.ToFrozenDictionary(division => division.Code, StringComparer.Ordinal);

    /// <summary>No divisions.</summary>
    public static DivisionTree Empty { get; } = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _byCode.Count;

    /// <summary>All, in no particular order.</summary>
    public IReadOnlyCollection<Division> All => _byCode.Values;

    /// <summary>The division of a code, or null; former codes have one too.</summary>
    public Division? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>What a division is now: itself, or, by a code of before, what has come of it. Null for unknown codes.</summary>
    public Division? Now(string code)
    {
        var division = Find(code);
        // A successor may have moved since; codes are not used again, so it comes to an end.
        while (division is { IsFormer: true, Successor: { } next })
            division = Find(next);
        return division;
    }

    /// <summary>Why nothing new can belong to a division: it is unknown or closed. Null when it can.</summary>
    /// <param name="code">The division's code.</param>
    /// <param name="path">The field that names it.</param>
    public Finding? WhyNothingNew(string code, string path) => Find(code) switch
    {
        null => Finding.Of(RuntimeMessages.DivisionUnknown, path, ("division", code)),
        { IsClosed: false } => null,
        { Successor: { } next } closed => Finding.Of(DivisionMessages.ClosedFor, path,
            ("division", closed.Name), ("successor", (Now(next) ?? closed).Name), ("code", (Now(next) ?? closed).Code)),
        var closed => Finding.Of(DivisionMessages.Closed, path, ("division", closed.Name)),
    };

    /// <summary>
    /// The division of <paramref name="level"/> that contains the division of <paramref name="code"/>, or is it; null
    /// when the code is unknown or lies above that level.
    /// </summary>
    public Division? Ancestor(string code, DivisionLevel level)
    {
        var division = Find(code);
        while (division is not null && division.Level > level)
            division = Find(division.Parent);
        return division?.Level == level ? division : null;
    }

    string? IDivisions.Ancestor(string code, DivisionLevel level) => Ancestor(code, level)?.Code;

    string? IDivisions.Parent(string code) => Find(code) is { Parent.Length: > 0 } division ? division.Parent : null;

    /// <summary>
    /// The names from the top down to the division, <c>静安区 江宁路街道 新安居委会</c>, without the city; for a code of before
    /// as it is called now.
    /// </summary>
    public string PathName(string code)
    {
        var names = new List<string>();
        for (var division = Now(code); division is not null; division = Find(division.Parent))
        {
            if (division.Level != DivisionLevel.City || names.Count == 0)
                names.Add(division.Name);
        }
        names.Reverse();
        return string.Join(' ', names);
    }

    /// <summary>Whether <paramref name="code"/> is <paramref name="of"/> or lies below it.</summary>
    public static bool IsWithin(string code, string of) => code.StartsWith(of, StringComparison.Ordinal);
}
