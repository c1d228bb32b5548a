using LowCode.Definitions.Model;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Callers;
using LowCode.Storage.Records;
using LowCode.Workflows.Planning;
using LowCode.Workflows.Roles;
using LowCode.Workflows.Taking;

namespace LowCode.Runtime.Access;

/// <summary>A caller before a record, in the workflow's terms.</summary>
internal static class WorkflowAccess
{
    public static Attempt AttemptOf(WorkflowPlan workflow, Record record, RecordAnnex annex, Caller caller, string app, IDivisions divisions) => new()
    {
        Plan = workflow,
        State = record.State ?? "",
        Division = record.Division,
        Divisions = divisions,
        Actor = caller.IsSystem ? Actor.System : new Actor(caller.Name,
            [.. caller.Roles.Where(held => held.CountsIn(app) && MayAct(caller, record)).Select(held => new HeldRole(held.Role, held.Division))]),
        Signatures = annex.Signatures,
    };

    // A token that does not write moves nothing on either.
    private static bool MayAct(Caller caller, Record record) => caller.Scope is not { } scope
        || (record.Set.Split('/') is [var app, var form] && scope.Allows(AccessAction.Update, app, form));
}
