using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
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

    public FormAccess(Caller caller, CompiledForm form)
        : this(caller, form.App, form.Definition.Name, form.Definition.Access, form.Fields)
    {
    }

    private FormAccess(Caller caller, string app, string form, ImmutableArray<AccessDefinition> access, FieldMap fields)
    {
        _caller = caller;
        _app = app;
        _form = form;
        _grants = caller.IsAdministrator ? [] :
        [
            .. from entry in access
               from held in caller.Roles
               where held.Role == entry.Role && held.CountsIn(app)
               select new Grant(entry, held.Division),
        ];
        Hidden = HiddenFields.Of(_grants, fields);
    }

    /// <summary>Slots, of the form or of tables in it, that the caller neither sees nor sets.</summary>
    public HiddenFields Hidden { get; }

    /// <summary>Stands for what the caller may read: as long as it stays the same, so does that.</summary>
    public string Signature => IsOut(AccessAction.Read) ? "" : $"{_caller.Name}|{_caller.IsAdministrator}|" + string.Join('|', _grants
        .Where(grant => grant.Entry.Can.Contains(AccessAction.Read))
        .Select(grant => $"{grant.Entry.Reach}@{grant.Division}-{string.Join(',', grant.Entry.Hides.Order(StringComparer.Ordinal))}")
        .Distinct().Order(StringComparer.Ordinal));

    /// <summary>Whether some record could be acted on in this way.</summary>
    public bool Has(AccessAction action) =>
        !IsOut(action) && (_caller.IsAdministrator || _grants.Any(grant => grant.Entry.Can.Contains(action)));

    /// <summary>Whether the caller may act on a record in this way, as far as roles decide.</summary>
    public bool Allows(AccessAction action, Record record) =>
        Allows(action, record.Division, record.CreatedBy);

    /// <summary>Whether the caller may act in this way on a record of a division and a creator.</summary>
    public bool Allows(AccessAction action, string division, string createdBy)
    {
        if (IsOut(action))
            return false;
        if (_caller.IsAdministrator)
            return true;
        foreach (var grant in _grants)
        {
            if (grant.Entry.Can.Contains(action) && grant.Reaches(division, createdBy, _caller.Name))
                return true;
        }
        return false;
    }

    /// <summary>Whether the caller may create a record in a division.</summary>
    public bool AllowsNew(string division) => !IsOut(AccessAction.Create) && (_caller.IsAdministrator || _grants.Any(grant =>
        grant.Entry.Can.Contains(AccessAction.Create) && (grant.Entry.Reach == Reach.Own
            ? DivisionTree.IsWithin(division, grant.Division)
            : grant.Reaches(division, _caller.Name, _caller.Name))));

    /// <summary>The division of a new record when the caller can mean only one that is open; else null.</summary>
    public string? OnlyDivision(DivisionTree tree)
    {
        var divisions = _grants.Where(grant => grant.Entry.Can.Contains(AccessAction.Create) && tree.Find(grant.Division) is not { IsClosed: true })
            .Select(grant => grant.Division).Distinct().Take(2).ToArray();
        return divisions.Length == 1 ? divisions[0] : null;
    }

    /// <summary>Which records the caller may read, as a filter; null for every one.</summary>
    public Expression? ReadFilter()
    {
        if (IsOut(AccessAction.Read))
            return new Constant(Value.Of(false));
        if (_caller.IsAdministrator)
            return null;
        var terms = new List<Expression>();
        foreach (var grant in _grants)
        {
            if (!grant.Entry.Can.Contains(AccessAction.Read))
                continue;
            if (grant.Entry.Reach == Reach.All)
                return null;
            var term = grant.Filter(_caller.Name);
            if (!terms.Contains(term))
                terms.Add(term);
        }
        return terms.Count switch
        {
            0 => new Constant(Value.Of(false)),
            1 => terms[0],
            _ => new Or([.. terms]),
        };
    }

    // What the token with which the caller came leaves out, whoever the caller is.
    private bool IsOut(AccessAction action) => _caller.Scope is { } scope && !scope.Allows(action, _app, _form);
}
