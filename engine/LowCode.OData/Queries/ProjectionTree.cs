using LowCode.OData.Model;

namespace LowCode.OData.Queries;

/// <summary>
/// What of a type is answered: all of it or the named properties, each perhaps in part, and the links that are
/// expanded. Built from $select and $expand; equal texts of two trees mean equal answers.
/// </summary>
internal sealed class ProjectionTree
{
    /// <summary>Selected properties with what is selected inside; null for all.</summary>
    public Dictionary<string, ProjectionTree>? Selected { get; set; }

    /// <summary>Selected names that have been computed; all are answered where everything is selected.</summary>
    public SortedSet<string> Computed { get; } = new(StringComparer.Ordinal);

    /// <summary>True once it was selected as a whole: selecting a part of it as well changes nothing.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Expanded links.</summary>
    public Dictionary<string, Expansion> Expanded { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything, nothing expanded.</summary>
    public static ProjectionTree All { get; } = new();

    /// <summary>Whether a property is in it.</summary>
    public bool Includes(string property) => Selected is null || Selected.ContainsKey(property);

    /// <summary>What of a property is in it.</summary>
    public ProjectionTree Inside(string property) =>
        Selected is not null && Selected.TryGetValue(property, out var inside) ? inside : All;

    /// <summary>
    /// The list behind a set's name in a context URL, <c>(id,contact/phone,site(name))</c>; empty for everything.
    /// </summary>
    public string ContextList()
    {
        var parts = Parts("").ToArray();
        return parts.Length == 0 ? "" : $"({string.Join(',', parts)})";
    }

    private IEnumerable<string> Parts(string prefix)
    {
        foreach (var (name, inside) in Selected ?? [])
        {
            if (inside.Selected is null)
                yield return prefix + name;
            foreach (var part in inside.Selected is null ? [] : inside.Parts($"{prefix}{name}/"))
                yield return part;
        }
        foreach (var name in Selected is null ? [] : Computed)
            yield return prefix + name;
        foreach (var (name, expansion) in Expanded)
        {
            var list = expansion.Tree.ContextList();
            yield return prefix + name + (expansion.ReferenceOnly ? "/$ref" : list.Length == 0 ? "()" : list);
        }
    }
}

/// <summary>One expanded link.</summary>
/// <param name="Link">The link.</param>
/// <param name="Tree">What of its target is answered.</param>
/// <param name="ReferenceOnly">True when only the target's address is.</param>
internal sealed record Expansion(NavigationProperty Link, ProjectionTree Tree, bool ReferenceOnly);
