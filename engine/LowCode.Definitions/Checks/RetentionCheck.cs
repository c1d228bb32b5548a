using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>How long a form's records are kept.</summary>
internal static class RetentionCheck
{
    public static void Check(CheckScope scope, FormDefinition form, RetentionDefinition retention)
    {
        if (retention.Positions.Has("days") && retention.Days is < 1 or > RetentionDefinition.MostDays)
            scope.Error(RetentionMessages.DaysWrong, retention.AtMember("days"), ("max", RetentionDefinition.MostDays));
        var fields = scope.FieldsOf(form);
        if (retention.Erase == RetentionErases.Sensitive && !fields.Paths.Any(path => fields.Find(path)!.Field.Sensitive))
            scope.Error(RetentionMessages.NothingSensitive, retention.AtMember("erase"));
        scope.NotEmpty(retention, "states");
        if (scope.App.WorkflowOf(form.Name) is { } workflow)
        {
            for (var i = 0; i < retention.States.Length; i++)
                scope.State(workflow, retention.States[i], retention.AtMember($"states[{i}]"));
            if (!retention.StatesIn(workflow).Any())
                scope.Error(RetentionMessages.NoEnd, retention.At, ("workflow", workflow.Name));
        }
        else if (!retention.States.IsEmpty && !scope.MayHaveUnreadWorkflow)
        {
            scope.Error(NameMessages.NoWorkflow, retention.AtMember("states"), ("form", form.Name));
        }
    }
}
