using LowCode.Definitions.Messages;
using LowCode.Runtime.Divisions;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>What an order comes to over the divisions as they are.</summary>
/// <param name="tree">The divisions.</param>
internal sealed class DivisionPlanner(DivisionTree tree)
{
    /// <summary>The change, with the division that is new with it; or why it cannot be.</summary>
    public (DivisionChange? Change, Division? Created, Finding? Problem) Plan(DivisionOrder order) =>
        Changeable(order.Code) is { } problem ? (null, null, problem) : order switch
        {
            MoveDivision move => Plan(move),
            MergeDivision merge => Plan(merge),
            SplitDivision split => Plan(split),
            _ => throw new ArgumentException($"No order {order}.", nameof(order)),
        };

    /// <summary>Why a division cannot be changed: there is none, or it is one of before.</summary>
    public Finding? Changeable(string code) => tree.Find(code) switch
    {
        null => Finding.Of(RuntimeMessages.DivisionUnknown, "code", ("division", code)),
        { IsFormer: true } former => Finding.Of(DivisionMessages.Former, "code", ("division", former.Name), ("code", code)),
        _ => null,
    };

    /// <summary>The divisions right below one, codes of before left out.</summary>
    public IEnumerable<Division> ChildrenOf(string code) =>
        tree.All.Where(child => child.Parent == code && !child.IsFormer).OrderBy(child => child.Code, StringComparer.Ordinal);

    private (DivisionChange?, Division?, Finding?) Plan(MoveDivision move)
    {
        var division = tree.Find(move.Code)!;
        if (tree.WhyNothingNew(move.Parent, "parent") is { } closed)
            return (null, null, closed);
        var parent = tree.Find(move.Parent)!;
        var code = move.As ?? parent.Code + division.Code[division.Parent.Length..];
        if (division.Parent.Length == 0 || DivisionTree.IsWithin(move.Parent, move.Code) || code == division.Code)
            return (null, null, WrongTarget(division, parent));
        if (parent.Level >= division.Level)
            return (null, null, Finding.Of(DivisionMessages.LevelWrong, "parent", ("division", division.Name), ("parent", parent.Name)));
        return CodeRules.CodeProblem(tree, code, parent.Code) is { } wrong ? (null, null, wrong)
            : (new DivisionChange("move", [new CodeMove(division.Code, code, parent.Code, Whole: true)]), null, null);
    }

    private (DivisionChange?, Division?, Finding?) Plan(MergeDivision merge)
    {
        var division = tree.Find(merge.Code)!;
        if (tree.WhyNothingNew(merge.Into, "into") is { } closed)
            return (null, null, closed);
        var into = tree.Find(merge.Into)!;
        if (into.Level != division.Level || into.Code == division.Code)
            return (null, null, WrongTarget(division, into));
        return (new DivisionChange("merge",
            [new CodeMove(division.Code, into.Code, into.Parent, Whole: false), .. Below(ChildrenOf(division.Code), division.Code, into.Code)]), null, null);
    }

    private (DivisionChange?, Division?, Finding?) Plan(SplitDivision split)
    {
        var division = tree.Find(split.Code)!;
        var created = split.Name is { } name ? new Division(split.To, division.Parent, division.Level, name) : null;
        if ((created is null ? tree.WhyNothingNew(split.To, "to") : CodeRules.Problem(tree, created)) is { } problem)
            return (null, null, problem);
        var to = created ?? tree.Find(split.To)!;
        if (to.Level != division.Level || to.Code == division.Code)
            return (null, null, WrongTarget(division, to));
        var children = split.Children.Distinct().Select(tree.Find).ToArray();
        for (var i = 0; i < children.Length; i++)
        {
            if (children[i] is not { IsFormer: false } child || child.Parent != division.Code)
                return (null, null, Finding.Of(DivisionMessages.NotAChild, "children", ("child", split.Children[i]), ("division", division.Name)));
        }
        if (split.Records.Length > SplitDivision.MostRecords)
            return (null, null, Finding.Of(DivisionMessages.TooManyChosen, "records", ("max", SplitDivision.MostRecords)));
        return (new DivisionChange("split", [.. Below(children.OfType<Division>(), division.Code, to.Code)])
        {
            Chosen = [.. split.Records.Distinct()],
            ChosenFrom = division.Code,
            ChosenTo = to.Code,
        }, created, null);
    }

    private List<CodeMove> Below(IEnumerable<Division> children, string from, string to)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        return [.. children.Select(child => new CodeMove(child.Code, CodeRules.Free(tree, to, child.Code[from.Length..], given), to, Whole: true))];
    }

    private static Finding WrongTarget(Division division, Division target) =>
        Finding.Of(DivisionMessages.WrongTarget, "", ("division", division.Name), ("target", target.Name));
}
