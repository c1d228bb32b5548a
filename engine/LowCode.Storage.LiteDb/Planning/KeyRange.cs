using LowCode.Definitions.Values;
using LowCode.Storage.LiteDb.Conditions;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>What is asked of the first field behind an index's equal fields: a range, a prefix, or nothing.</summary>
internal sealed class KeyRange
{
    private Above? _above;
    private Below? _below;
    private Prefix? _prefix;

    /// <summary>Picks the conditions that it will answer and says so.</summary>
    public static KeyRange Of(IEnumerable<Condition> conditions, HashSet<Expression> answered)
    {
        var range = new KeyRange();
        foreach (var condition in conditions)
        {
            var picked = condition switch
            {
                Prefix prefix when range is { _prefix: null, _above: null, _below: null } => (range._prefix = prefix) is not null,
                Above above when range is { _prefix: null, _above: null } => (range._above = above) is not null,
                Below below when range is { _prefix: null, _below: null } => (range._below = below) is not null,
                _ => false,
            };
            if (picked)
                answered.Add(condition.Source);
        }
        return range;
    }

    /// <summary>Where the range lies in a tree, behind equal leading fields.</summary>
    public (TreePosition From, TreePosition To) In(RecordTree tree, Value[] equal)
    {
        if (_prefix is not null)
        {
            return (tree.LowerBound([.. equal, Value.Of(_prefix.Text)]),
                After(_prefix.Text) is { } after ? tree.LowerBound([.. equal, Value.Of(after)]) : tree.UpperBound(equal));
        }
        var from = _above is { } above
            ? Bound(tree, [.. equal, above.Bound], behind: !above.Inclusive)
            : _below is null or { OrEmpty: true } ? tree.LowerBound(equal) : tree.UpperBound([.. equal, default]);
        var to = _below is { } below
            ? Bound(tree, [.. equal, below.Bound], behind: below.Inclusive)
            : tree.UpperBound(equal);
        return (from, to);
    }

    private static TreePosition Bound(RecordTree tree, Value[] key, bool behind) =>
        behind ? tree.UpperBound(key) : tree.LowerBound(key);

    // The first text behind all that start with the prefix; null when there is none.
    private static string? After(string prefix)
    {
        for (var i = prefix.Length - 1; i >= 0; i--)
        {
            if (prefix[i] != char.MaxValue)
                return prefix[..i] + (char)(prefix[i] + 1);
        }
        return null;
    }
}
