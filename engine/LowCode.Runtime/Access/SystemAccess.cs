using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Access;

/// <summary>
/// What callers may read of the engine's own sets: tasks of a role that they hold at exactly the task's division, all
/// divisions, the names of all users; the rest is for administrators, credentials are for nobody. All of it is read-only.
/// </summary>
internal static class SystemAccess
{
    /// <summary>The forms that can be read, as a form's access tells for an app's.</summary>
    public static Expression? Filter(Caller caller, string form) => caller.Scope switch
    {
        null => InPerson(caller, form),
        { Access: TokenAccess.Create } => new Constant(Value.Of(false)),
        { Apps.IsEmpty: false } when form == ChangeSet.Form => new Constant(Value.Of(false)),
        { Apps: { IsEmpty: false } apps } when AppOf(form) is { } app =>
            Conjuncts.All([.. Conjuncts.Of(InPerson(caller, form)), Any([.. apps.Select(name => Is(FieldRef.Of(app), name))])]),
        _ => InPerson(caller, form),
    };

    private static Expression? InPerson(Caller caller, string form) => form switch
    {
        _ when caller.IsAdministrator => null,
        TaskSet.Form => Tasks(caller),
        ChangeSet.Form => Audited(caller),
        DivisionSet.Form or UserSet.Form => null,
        _ => new Constant(Value.Of(false)),
    };

    /// <summary>Whether a record of such a set may be seen.</summary>
    public static bool Sees(Caller caller, string form, Record record) => form == ChangeSet.Form ? caller.Audits(record.Division) : SeesInPerson(caller, form, record)
        && (caller.Scope is not { } scope || (scope.Access != TokenAccess.Create
            && (scope.Apps.IsEmpty || AppOf(form) is not { } app || scope.Apps.Contains(record.Data[app].AsText()))));

    private static bool SeesInPerson(Caller caller, string form, Record record) => form switch
    {
        _ when caller.IsAdministrator => true,
        TaskSet.Form => caller.Roles.Any(held => held.Division == record.Division
            && record.Data[TaskSet.Role] == Value.Of(held.Role)
            && (held.App is null || record.Data[TaskSet.App] == Value.Of(held.App))),
        DivisionSet.Form or UserSet.Form => true,
        _ => false,
    };

    /// <summary>What is hidden of such a set: of users everything but their names.</summary>
    public static HiddenFields Hidden(Caller caller, string form) => form == UserSet.Form && !caller.IsAdministrator
        ? HiddenFields.Of(UserSet.Shape, UserSet.Administrator, UserSet.Locale, UserSet.Roles, UserSet.StandsIn)
        : HiddenFields.None;

    /// <summary>Stands for what a caller may see of them.</summary>
    public static string Signature(Caller caller) => $"{caller.Name}|{caller.IsAdministrator}|{Signature(caller.Scope)}|"
        + string.Join('|', caller.Roles.Select(held => $"{held.App}/{held.Role}@{held.Division}").Order(StringComparer.Ordinal));

    private static string? Signature(TokenScope? scope) => scope is null ? null : $"{scope.Access}:{string.Join(',', scope.Apps)}";

    // What tells of which app a record of the engine's own is.
    private static Slot? AppOf(string form) => form switch
    {
        TaskSet.Form => TaskSet.App,
        TimerSet.Form => TimerSet.App,
        AppSet.Form => AppSet.App,
        _ => null,
    };

    private static Expression? Audited(Caller caller)
    {
        string[] divisions = [.. caller.Roles.Where(held => held.IsAuditor()).Select(held => held.Division).Distinct()];
        return divisions.Contains("") ? null : Any([.. divisions.Select(code => new StartsWith(new Field(FieldRef.Of(SystemField.Division)), code))]);
    }

    private static Expression Tasks(Caller caller) => Any([.. caller.Roles.Select(Task).Distinct()]);

    private static Expression Any(ImmutableArray<Expression> terms) => terms.Length switch
    {
        0 => new Constant(Value.Of(false)),
        1 => terms[0],
        _ => new Or(terms),
    };

    private static Expression Task(RoleAssignment held)
    {
        var division = Is(FieldRef.Of(SystemField.Division), held.Division);
        var role = Is(FieldRef.Of(TaskSet.Role), held.Role);
        return held.App is null ? new And([division, role]) : new And([division, role, Is(FieldRef.Of(TaskSet.App), held.App)]);
    }

    private static Compare Is(FieldRef field, string value) =>
        new(ComparisonOperator.Equal, new Field(field), new Constant(Value.Of(value)));
}
