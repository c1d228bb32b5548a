using LowCode.Rules.Functions;
using LowCode.Rules.Results;
namespace LowCode.Rules.Compiling;

/// <summary>What rules ask beside the fields.</summary>
internal sealed partial class CompiledSession
{
    private Parts? _me;
    private Parts? _record;
    private string? _today;
    private string? _now;

    public string Today => _today ??= Dates.Write(_context.Today);

    public int TodayNumber => _context.Today.DayNumber;

    public string Now => _now ??= Dates.Write(_context.Now);

    public RuleValue Me => RuleValue.OfObject(_me ??= new Parts(null,
    [
        .. Enumerable.Range(0, 3).Select(member => RuleValue.Of(MyText(member))), RuleValue.Of([.. _context.Me.Roles.Select(RuleValue.Of)]),
    ]));

    public RuleValue Record => RuleValue.OfObject(
        _record ??= new Parts(null, [.. Enumerable.Range(0, 5).Select(member => RuleValue.OfOptional(RecordText(member)))]));

    /// <summary>A text about the person who acts: 0 name, 1 title, 2 division.</summary>
    public string MyText(int member) => member switch { 0 => _context.Me.Name, 1 => _context.Me.Title, _ => _context.Me.Division };

    /// <summary>Whether the person who acts holds a role.</summary>
    public bool HasRole(string role)
    {
        foreach (var one in _context.Me.Roles)
        {
            if (string.Equals(one, role))
                return true;
        }
        return false;
    }

    /// <summary>A text about the record: 0 id, 1 state, 2 division, 3 who created it, 4 when.</summary>
    public string? RecordText(int member) => member switch
    {
        0 => _context.Record.Id?.ToString(),
        1 => _context.Record.State,
        2 => _context.Record.Division,
        3 => _context.Record.CreatedBy,
        _ => _context.Record.CreatedAt is { } at ? Dates.Write(at) : null,
    };

    public RuleValue Option => RuleValue.OfObject(new Parts(null,
        [RuleValue.Of(_option!.Code), RuleValue.OfOptional(_option.Parent), RuleValue.Of(_option.Title.Original)]));
}
