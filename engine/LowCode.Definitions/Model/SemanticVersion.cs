using System.Globalization;
using System.Text.RegularExpressions;

namespace LowCode.Definitions.Model;

/// <summary>A version after semver.org 2.0.0: <c>1.2.0</c>, <c>2.0.0-beta.1</c>, <c>1.0.0+build.7</c>. The default value is 0.0.0.</summary>
/// <param name="Major">Grows when something that worked no longer does.</param>
/// <param name="Minor">Grows with what is added.</param>
/// <param name="Patch">Grows with repairs.</param>
/// <param name="Prerelease">Dot-separated, <c>beta.1</c>; empty for a release.</param>
public readonly partial record struct SemanticVersion(int Major, int Minor, int Patch, string Prerelease = "")
    : IComparable<SemanticVersion>
{
    /// <summary>Reads a version; false when the text is none. Build metadata behind a plus sign is not kept.</summary>
    public static bool TryParse(string? text, out SemanticVersion version)
    {
        version = default;
        var match = Syntax().Match(text ?? "");
        if (!match.Success
            || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || !int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            || !int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var patch))
        {
            return false;
        }
        version = new SemanticVersion(major, minor, patch, match.Groups[4].Value);
        return true;
    }

    /// <summary>By precedence: a prerelease comes before its release, numbers in it before words.</summary>
    public int CompareTo(SemanticVersion other)
    {
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? order : ComparePrerelease(Prerelease ?? "", other.Prerelease ?? "");
    }

    /// <summary>True when it comes before.</summary>
    public static bool operator <(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) < 0;

    /// <summary>True when it comes after.</summary>
    public static bool operator >(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) > 0;

    /// <summary>True when it does not come after.</summary>
    public static bool operator <=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) <= 0;

    /// <summary>True when it does not come before.</summary>
    public static bool operator >=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.IsNullOrEmpty(Prerelease)
        ? string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}")
        : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}-{Prerelease}");

    private static int ComparePrerelease(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
            return right.Length.CompareTo(left.Length);
        var (lefts, rights) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            var order = (Number(lefts[i]), Number(rights[i])) switch
            {
                ({ } one, { } other) => one.CompareTo(other),
                ({ }, null) => -1,
                (null, { }) => 1,
                _ => string.CompareOrdinal(lefts[i], rights[i]),
            };
            if (order != 0)
                return order;
        }
        return lefts.Length.CompareTo(rights.Length);
    }

    private static decimal? Number(string part) =>
        decimal.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        @"\A(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
        + @"(?:-((?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?"
        + @"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Syntax();
}
