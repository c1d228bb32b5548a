using LowCode.Definitions.Reading;

namespace LowCode.Packs.Installing;

/// <summary>In which order packs are installed: each after those that it requires.</summary>
public static class PackOrder
{
    /// <summary>
    /// The packs in an order in which each comes after those it requires, as far as they are there; otherwise by name.
    /// A pack whose <c>app.json</c> cannot be read comes last: installing it says what is wrong.
    /// </summary>
    public static IReadOnlyList<IPackFiles> Of(IEnumerable<IPackFiles> packs)
    {
        var known = packs.Select(Describe).ToList();
        var ordered = new List<IPackFiles>();
        var seen = new HashSet<IPackFiles>(ReferenceEqualityComparer.Instance);
        foreach (var pack in known.OrderBy(pack => pack.Name ?? "~", StringComparer.Ordinal))
            Visit(pack, known, seen, ordered);
        return ordered;
    }

    /// <summary>Those of <paramref name="others"/> that a pack requires, directly or through others, in order.</summary>
    public static IReadOnlyList<IPackFiles> Required(IPackFiles pack, IEnumerable<IPackFiles> others)
    {
        var known = others.Select(Describe).ToList();
        var ordered = new List<IPackFiles>();
        var seen = new HashSet<IPackFiles>(ReferenceEqualityComparer.Instance) { pack };
        foreach (var name in Describe(pack).Requires)
        {
            foreach (var required in known.Where(other => other.Name == name))
                Visit(required, known, seen, ordered);
        }
        return ordered;
    }

    private static void Visit(
        (IPackFiles Files, string? Name, IReadOnlyList<string> Requires) pack,
        List<(IPackFiles Files, string? Name, IReadOnlyList<string> Requires)> known,
        HashSet<IPackFiles> seen, List<IPackFiles> ordered)
    {
        if (!seen.Add(pack.Files))
            return;
        foreach (var name in pack.Requires)
        {
            foreach (var required in known.Where(other => other.Name == name))
                Visit(required, known, seen, ordered);
        }
        ordered.Add(pack.Files);
    }

    private static (IPackFiles Files, string? Name, IReadOnlyList<string> Requires) Describe(IPackFiles files)
    {
        var app = AppReader.Read(files, []);
        return (files, app?.Name, app is null ? [] : [.. app.Requires.Keys.Order(StringComparer.Ordinal)]);
    }
}
