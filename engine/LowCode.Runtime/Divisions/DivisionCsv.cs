using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Runtime.Divisions;

/// <summary>Reads a file of divisions: lines of <c>code,parent,level,name</c> under a heading, UTF-8, parents before those below them.</summary>
public static class DivisionCsv
{
    /// <summary>The divisions in the file's order, and what is wrong with it; nothing is imported while something is.</summary>
    public static (ImmutableArray<Division> Divisions, ImmutableArray<Diagnostic> Problems) Read(TextReader text, string file)
    {
        var lines = Lines(text, file).ToList();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var problems = lines.Where(line => line.Problem is not null).Select(line => line.Problem!).ToList();
        foreach (var (division, at, _) in lines)
        {
            if (division is not null && division.Parent.Length > 0 && !(codes.Contains(division.Parent) && DivisionTree.IsWithin(division.Code, division.Parent)))
                problems.Add(Diagnostic.Of(RuntimeMessages.DivisionParentWrong, at, ("division", division.Code), ("parent", division.Parent)));
            if (division is not null)
                codes.Add(division.Code);
        }
        return ([.. lines.Select(line => line.Division).OfType<Division>()], [.. problems.OrderBy(problem => problem.At.Line)]);
    }

    /// <summary>The lines one by one: a division, or what is wrong with the line by itself.</summary>
    internal static IEnumerable<(Division? Division, SourceLocation At, Diagnostic? Problem)> Lines(TextReader text, string file)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (number == 1 || string.IsNullOrWhiteSpace(line))
                continue;
            var at = new SourceLocation(file, number, 1);
            var parts = line.Split(',');
            if (parts.Length != 4 || parts[0].Length == 0 || parts[3].Length == 0 || LevelOf(parts[2]) is not { } level)
                yield return (null, at, Diagnostic.Of(RuntimeMessages.DivisionLineWrong, at, ("line", line.Length <= 200 ? line : line[..200])));
            else if (!codes.Add(parts[0]))
                yield return (null, at, Diagnostic.Of(DivisionMessages.CodeTwice, at, ("division", parts[0])));
            else
                yield return (new Division(parts[0], parts[1], level, parts[3]), at, null);
        }
    }

    /// <summary>A level by its name, whatever its case; null when there is none of that name.</summary>
    public static DivisionLevel? LevelOf(string name) =>
        Enum.TryParse<DivisionLevel>(name, ignoreCase: true, out var level) && char.IsAsciiLetter(name[0]) ? level : null;
}
