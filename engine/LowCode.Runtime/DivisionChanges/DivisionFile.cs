using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Divisions;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>A file of divisions beside the divisions that there are.</summary>
internal static class DivisionFile
{
    private const int MostLines = 500_000;
    private const int MostProblems = 1000;

    /// <summary>What the file adds, renames, and does not name; and what is wrong with it, line by line.</summary>
    public static (DivisionImport Import, ImmutableArray<Diagnostic> Problems) Compare(DivisionTree tree, TextReader text, string file)
    {
        var (added, renamed, problems) = (new Dictionary<string, Division>(StringComparer.Ordinal), new List<Division>(), new List<Diagnostic>());
        var codes = new CodeSet(tree.All.Select(division => division.Code));
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (division, at, wrong) in DivisionCsv.Lines(text, file))
        {
            if (at.Line > MostLines + 1)
                return (DivisionImport.Nothing, [Diagnostic.Of(DivisionMessages.TooManyLines, at, ("max", MostLines))]);
            if (division is null)
                problems.Add(wrong!);
            else if (Problem(tree, added, codes, division) is { } problem)
                problems.Add(new Diagnostic(problem.Message, at) { Arguments = problem.Arguments });
            else if (tree.Find(division.Code) is not { } known)
                added.Add(division.Code, division);
            else if (known.Name != division.Name)
                renamed.Add(known with { Name = division.Name });
            if (division is not null && named.Add(division.Code))
                codes.Add(division.Code);
            if (problems.Count == MostProblems)
                break;
        }
        return (new DivisionImport([.. added.Values], [.. renamed],
            [.. tree.All.Where(division => !division.IsClosed && !named.Contains(division.Code)).OrderBy(division => division.Code, StringComparer.Ordinal)]),
            [.. problems]);
    }

    private static Finding? Problem(DivisionTree tree, Dictionary<string, Division> added, CodeSet codes, Division division)
    {
        if (tree.Find(division.Code) is { } known)
        {
            return known.IsClosed ? tree.WhyNothingNew(division.Code, "")
                : known.Parent != division.Parent || known.Level != division.Level ? Finding.Of(DivisionMessages.ImportMoves, "", ("division", division.Code))
                : CodeRules.NameProblem(division.Name);
        }
        if (division.Parent.Length == 0)
            return tree.Count == 0 && added.Count == 0 ? CodeRules.NameProblem(division.Name) ?? CodeRules.EndProblem(division.Code, "") : NoParent(division);
        if (!added.TryGetValue(division.Parent, out var parent))
        {
            parent = tree.Find(division.Parent);
            if (parent is null)
                return NoParent(division);
            if (parent.IsClosed)
                return tree.WhyNothingNew(division.Parent, "");
        }
        return parent.Level >= division.Level ? Finding.Of(DivisionMessages.LevelWrong, "", ("division", division.Name), ("parent", parent.Name))
            : CodeRules.NameProblem(division.Name) ?? CodeRules.EndProblem(division.Code, parent.Code)
                ?? (codes.ClashOf(division.Code, division.Parent) is { } other
                    ? Finding.Of(DivisionMessages.CodeClash, "", ("division", division.Code), ("name", tree.Find(other)?.Name ?? other), ("other", other)) : null);
    }

    private static Finding NoParent(Division division) =>
        Finding.Of(RuntimeMessages.DivisionParentWrong, "", ("division", division.Code), ("parent", division.Parent));

    // Codes with all that they begin with, so that a file of any size is looked at line by line.
    private sealed class CodeSet
    {
        private readonly HashSet<string> _codes = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _begun = new(StringComparer.Ordinal);

        public CodeSet(IEnumerable<string> codes)
        {
            foreach (var code in codes)
                Add(code);
        }

        public void Add(string code)
        {
            _codes.Add(code);
            for (var length = 1; length < code.Length; length++)
                _begun.TryAdd(code[..length], code);
        }

        /// <summary>A code that begins with a new one, or with which a new one begins other than with those above it.</summary>
        public string? ClashOf(string code, string parent)
        {
            for (var length = parent.Length + 1; length < code.Length; length++)
            {
                if (_codes.TryGetValue(code[..length], out var other))
                    return other;
            }
            return _begun.GetValueOrDefault(code);
        }
    }
}
