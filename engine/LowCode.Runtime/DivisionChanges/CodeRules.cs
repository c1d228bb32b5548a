using LowCode.Definitions.Messages;
using LowCode.Runtime.Divisions;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>
/// Which codes divisions may get. A code begins with its parent's and with no other's, and none but those below it begin
/// with it: so "all below" is a prefix. One that has been used is not used again.
/// </summary>
internal static class CodeRules
{
    private const int LongestEnd = 20;
    private const int LongestCode = 100;
    private const int LongestName = 100;

    /// <summary>What is wrong with a new division; null when nothing is.</summary>
    public static Finding? Problem(DivisionTree tree, Division division) =>
        tree.WhyNothingNew(division.Parent, "parent")
        ?? (tree.Find(division.Parent) is { } parent && parent.Level >= division.Level
            ? Finding.Of(DivisionMessages.LevelWrong, "level", ("division", division.Name), ("parent", parent.Name)) : null)
        ?? NameProblem(division.Name) ?? CodeProblem(tree, division.Code, division.Parent);

    /// <summary>What is wrong with a name.</summary>
    public static Finding? NameProblem(string name) => string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Contains(',', StringComparison.Ordinal)
        ? Finding.Of(DivisionMessages.NameWrong, "name", ("max", LongestName)) : null;

    /// <summary>What is wrong with the form of a code below a parent.</summary>
    public static Finding? EndProblem(string code, string parent) =>
        code.Length > parent.Length && code.Length <= parent.Length + LongestEnd && code.Length <= LongestCode
            && DivisionTree.IsWithin(code, parent) && code.AsSpan(parent.Length).ContainsOnlyLettersAndDigits()
                ? null : Finding.Of(DivisionMessages.CodeWrong, "code", ("division", code), ("parent", parent));

    /// <summary>What is wrong with a new code below a parent.</summary>
    public static Finding? CodeProblem(DivisionTree tree, string code, string parent)
    {
        if (EndProblem(code, parent) is { } wrong)
            return wrong;
        if (tree.Find(code) is { } taken)
            return Finding.Of(DivisionMessages.CodeTaken, "code", ("division", code), ("name", taken.Name));
        var clash = tree.All.FirstOrDefault(other => DivisionTree.IsWithin(other.Code, code)
            || (DivisionTree.IsWithin(code, other.Code) && !DivisionTree.IsWithin(parent, other.Code)));
        return clash is null ? null
            : Finding.Of(DivisionMessages.CodeClash, "code", ("division", code), ("name", clash.Name), ("other", clash.Code));
    }

    /// <summary>A code below a parent that is free: the parent's with this end, or else with the lowest number as long that is.</summary>
    /// <param name="tree">The divisions.</param>
    /// <param name="parent">The parent's code.</param>
    /// <param name="end">The end that is wanted.</param>
    /// <param name="given">Codes that are given away already; the result is added.</param>
    public static string Free(DivisionTree tree, string parent, string end, HashSet<string> given)
    {
        var code = parent + end;
        for (long number = 1; given.Any(other => DivisionTree.IsWithin(other, code) || DivisionTree.IsWithin(code, other))
            || CodeProblem(tree, code, parent) is not null; number++)
            code = parent + number.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(end.Length, '0');
        given.Add(code);
        return code;
    }

    private static bool ContainsOnlyLettersAndDigits(this ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
                return false;
        }
        return true;
    }
}
