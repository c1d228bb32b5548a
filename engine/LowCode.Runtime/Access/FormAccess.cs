using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Access;

/// <summary>
/// What one caller may do with the records of one form: the one place where role, action, reach and hidden fields meet.
/// Administrators and the engine may do everything, as far as the token lets them with which they came. Immutable.
/// </summary>
internal sealed class FormAccess
{
    private readonly Caller _caller;
    private readonly string _app;
    private readonly string _form;
    private readonly ImmutableArray<Grant> _grants;

    /// <summary>What a caller may do with the records of a form.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="form">The form's newest version.</param>
    /// <param name="formOf">The newest version of the form of a set: what refers to these records; null to leave that out.</param>
    public FormAccess(Caller caller, CompiledForm form, Func<string, CompiledForm?>? formOf)
    {
        _caller = caller;
        _app = form.App;
        _form = form.Definition.Name;
        _grants = caller.IsAdministrator ? [] :
        [
            .. from entry in form.Definition.Access
               from held in caller.Roles
               where held.Role == entry.Role && held.CountsIn(form.App)
               let grant = GrantOf(entry, held.Division, caller, form, formOf)
               where grant is not null
               select grant,
        ];
        Fields = form.Fields;
        Hidden = HiddenFields.Of(_grants, form.Fields);
    }

    private static Grant? GrantOf(AccessDefinition entry, string division, Caller caller, CompiledForm form, Func<string, CompiledForm?>? formOf)
    {
        if (entry.Reach != Reach.Referenced)
            return new Grant(entry, division);
        return formOf is not null && Link.Of(entry, form, formOf, from => new FormAccess(caller, from, null)) is { } by
            ? new Grant(entry, division, by) : null;
    }

    /// <summary>The form's fields.</summary>
    public FieldMap Fields { get; }

    /// <summary>Slots, of the form or of tables in it, that the caller neither sees in the clear nor sets.</summary>
    public HiddenFields Hidden { get; }

    /// <summary>Slots that the caller does not set in this way, whether they are seen or not.</summary>
    public HiddenFields Barred(AccessAction action) => HiddenFields.Of(_grants, action, Fields);

    /// <summary>Stands for what the caller may read: as long as it stays the same, so does that.</summary>
    public string Signature => IsOut(AccessAction.Read) ? "" : $"{_caller.Name}|{_caller.IsAdministrator}|" + string.Join('|', _grants
        .Where(grant => grant.Entry.Can.Contains(AccessAction.Read))
        .Select(grant => $"{grant.Place}/{string.Join(',', grant.Entry.States.Order(StringComparer.Ordinal))}")
        .Distinct().Order(StringComparer.Ordinal)) + "|" + Hidden.Signature;

    /// <summary>Whether some record could be acted on in this way.</summary>
    public bool Has(AccessAction action) =>
        !IsOut(action) && (_caller.IsAdministrator || _grants.Any(grant => grant.Entry.Can.Contains(action)));

    /// <summary>Whether some record of a state could be acted on in this way.</summary>
    public bool Has(AccessAction action, string? state) =>
        !IsOut(action) && (_caller.IsAdministrator || _grants.Any(grant => grant.Entry.Can.Contains(action) && grant.HoldsIn(state)));

    /// <summary>Whether what may be read depends on other records, so that changes of the records do not tell all.</summary>
    public bool LooksElsewhere => _grants.Any(grant => grant.By is not null && grant.Entry.Can.Contains(AccessAction.Read));

    /// <summary>Whether the caller may act on a record in this way, as far as roles decide.</summary>
    public async ValueTask<bool> AllowsAsync(AccessAction action, Record record, IStoreSnapshot snapshot, CancellationToken cancel)
    {
        if (Allows(action, record))
            return true;
        if (IsOut(action))
            return false;
        foreach (var grant in _grants)
        {
            if (grant.By is { } by && grant.Entry.Can.Contains(action) && grant.HoldsIn(record.State)
                && await by.RefersAsync(record.Id, snapshot, cancel))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The same, without asking what refers to the record.</summary>
    public bool Allows(AccessAction action, Record record) =>
        Allows(action, record.Division, record.State, record.CreatedBy);

    /// <summary>Whether the caller may act in this way on a record of a division, state and creator.</summary>
    public bool Allows(AccessAction action, string division, string? state, string createdBy)
    {
        if (IsOut(action))
            return false;
        if (_caller.IsAdministrator)
            return true;
        foreach (var grant in _grants)
        {
            if (grant.Entry.Can.Contains(action) && grant.Reaches(division, state, createdBy, _caller.Name))
                return true;
        }
        return false;
    }

    /// <summary>Whether the caller could read some record of a division: of one that is erased nothing more is known.</summary>
    public bool MayRead(string division) => !IsOut(AccessAction.Read) && (_caller.IsAdministrator
        || _grants.Any(grant => grant.Entry.Can.Contains(AccessAction.Read) && grant.Touches(division)));

    /// <summary>Whether the caller may create a record in a division, which begins in a state.</summary>
    public bool AllowsNew(string division, string? state) => !IsOut(AccessAction.Create) && (_caller.IsAdministrator
        || _grants.Any(grant => grant.Entry.Can.Contains(AccessAction.Create) && grant.Creates(division, state)));

    /// <summary>The division of a new record when the caller can mean only one that is open; else null.</summary>
    public string? OnlyDivision(DivisionTree tree)
    {
        var divisions = _grants.Where(grant => grant.Entry.Can.Contains(AccessAction.Create) && tree.Find(grant.Division) is not { IsClosed: true })
            .Select(grant => grant.Division).Distinct().Take(2).ToArray();
        return divisions.Length == 1 ? divisions[0] : null;
    }

    /// <summary>The divisions at which the caller holds a role that creates records; none for who may create them anywhere.</summary>
    public ImmutableArray<string> CreatesAt()
    {
        var creating = _grants.Where(grant => grant.Entry.Can.Contains(AccessAction.Create)).ToArray();
        return Array.Exists(creating, grant => grant.Entry.Reach == Reach.All) ? [] : [.. creating.Select(grant => grant.Division).Distinct()];
    }

    /// <summary>Which records the caller may read, as a filter; null for every one.</summary>
    public Expression? ReadFilter()
    {
        if (IsOut(AccessAction.Read))
            return new Constant(Value.Of(false));
        if (_caller.IsAdministrator)
            return null;
        var grants = Wide(_grants.Where(grant => grant.Entry.Can.Contains(AccessAction.Read)));
        var terms = grants.Select(grant => grant.Filter(_caller.Name)).ToArray();
        return terms switch
        {
            [] => new Constant(Value.Of(false)),
            [var only] => only,
            _ => new Or([.. terms.Select(term => term!)]),
        };
    }

    // As few as say the same: those of one place are one in all their states, and what another covers is left out. One
    // that reaches everything covers all others.
    private static List<Grant> Wide(IEnumerable<Grant> grants)
    {
        var places = grants.GroupBy(grant => grant.Place).Select(same => same.FirstOrDefault(grant => grant.Entry.States.IsEmpty)
            ?? same.First() with { Entry = same.First().Entry with { States = [.. same.SelectMany(grant => grant.Entry.States).Distinct()] } }).ToList();
        return [.. places.Where(grant => !places.Exists(other => !ReferenceEquals(other, grant) && other.Covers(grant)))];
    }

    // What the token with which the caller came leaves out, whoever the caller is.
    private bool IsOut(AccessAction action) => _caller.Scope is { } scope && !scope.Allows(action, _app, _form);
}
