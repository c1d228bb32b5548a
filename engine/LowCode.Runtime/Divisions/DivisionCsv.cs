using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Runtime.Divisions;

/// <summary>Reads a file of divisions: lines of <c>code,parent,level,name</c> under that heading, UTF-8.</summary>
public static class DivisionCsv
{
    /// <summary>The divisions in the file's order, and what is wrong with it; nothing is imported while something is.</summary>
    public static (ImmutableArray<Division> Divisions, ImmutableArray<Diagnostic> Problems) Read(TextReader text, string file)
    {
        var divisions = ImmutableArray.CreateBuilder<Division>();
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (number == 1 || string.IsNullOrWhiteSpace(line))
                continue;
            var at = new SourceLocation(file, number, 1);
            var parts = line.Split(',');
            if (parts.Length != 4 || parts[0].Length == 0 || parts[3].Length == 0
                || !Enum.TryParse<DivisionLevel>(parts[2], ignoreCase: true, out var level))
            {
                problems.Add(Diagnostic.Of(RuntimeMessages.DivisionLineWrong, at, ("line", line)));
            }
            else if (parts[1].Length > 0 && !(codes.Contains(parts[1]) && parts[0].StartsWith(parts[1], StringComparison.Ordinal)))
            {
                problems.Add(Diagnostic.Of(RuntimeMessages.DivisionParentWrong, at, ("division", parts[0]), ("parent", parts[1])));
            }
            else if (codes.Add(parts[0]))
            {
                divisions.Add(new Division(parts[0], parts[1], level, parts[3]));
            }
        }
        return (divisions.ToImmutable(), problems.ToImmutable());
    }
}
