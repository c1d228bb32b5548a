using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

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

    /// <summary>What is computed for each entity when it is answered.</summary>
    public ImmutableArray<ComputedValue> Values { get; init; } = [];

    /// <summary>Whether a computed value is answered.</summary>
    public bool Includes(ComputedValue value) => Selected is null || Computed.Contains(value.Name);

    /// <summary>True once it was selected as a whole: selecting a part of it as well changes nothing.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Of a collection: which of its members are answered; null for all.</summary>
    public MemberOptions? Members { get; set; }

    /// <summary>Whether members of some collection are chosen, here or within.</summary>
    public bool Chooses => Members is not null || (Selected?.Values.Any(inside => inside.Chooses) ?? false);

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
    public string ContextList() => Text(isKey: false);

    /// <summary>The same for all projections that are written alike.</summary>
    public string Key() => Text(isKey: true);

    private string Text(bool isKey)
    {
        var parts = Parts("", isKey).ToArray();
        return parts.Length == 0 ? "" : $"({string.Join(',', parts)})";
    }

    private IEnumerable<string> Parts(string prefix, bool isKey)
    {
        if (isKey && Selected is { Count: 0 })
            yield return prefix + "-";
        foreach (var (name, inside) in Selected ?? [])
        {
            if (inside.Selected is null || (isKey && inside.Members is { Count: true }))
                yield return prefix + name + (isKey && inside.Members is { Count: true } ? "#" : "");
            foreach (var part in inside.Selected is null ? [] : inside.Parts($"{prefix}{name}/", isKey))
                yield return part;
        }
        foreach (var name in Selected is null || isKey ? [] : Computed)
            yield return prefix + name;
        for (var i = 0; isKey && i < Values.Length; i++)
        {
            if (Includes(Values[i]))
                yield return $"{prefix}{Values[i].Name}={i}:{Values[i].Value.Kind}";
        }
        foreach (var (name, expansion) in Expanded)
        {
            var list = expansion.Tree.Text(isKey);
            if (isKey || expansion.Suffix is not ItemSuffix.Count)
                yield return prefix + name + (isKey && expansion.Count ? "#" : "") + expansion.Suffix switch
                {
                    ItemSuffix.Reference => "/$ref",
                    ItemSuffix.Count => "/$count",
                    _ => list.Length == 0 ? "()" : list,
                };
        }
    }
}

/// <summary>One expanded link.</summary>
/// <param name="Link">The link: to one entity, or to all that refer to this one.</param>
/// <param name="Tree">What of its target is answered.</param>
/// <param name="Suffix">Whether addresses or the number alone is.</param>
internal sealed record Expansion(PropertyPlan Link, ProjectionTree Tree, ItemSuffix Suffix)
{
    /// <summary>Which of them; null for all.</summary>
    public Expression? Filter { get; init; }

    /// <summary>Their order.</summary>
    public ImmutableArray<OrderTerm> Order { get; init; } = [];

    /// <summary>How many are passed over, for each entity that they are expanded in.</summary>
    public long Skip { get; init; }

    /// <summary>How many are wanted at most, for each; null for all.</summary>
    public long? Top { get; init; }

    /// <summary>Whether their number is wanted too.</summary>
    public bool Count { get; init; }
}
