using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Forms.Planning;
using LowCode.Rules;

namespace LowCode.Forms.Evaluation;

/// <summary>Checks one settled row: locks, required fields, constraints, options, the author's checks.</summary>
sealed class RowChecks(FormRun run, RowState row, List<Finding> findings, FormDescription? description)
{
    public void Run()
    {
        var inHiddenTable = row.IsInHiddenTable;
        foreach (var field in row.Scope.Fields)
            Check(field, inHiddenTable || row.Hidden[field.Index]);
    }

    /// <summary>Checks one field, group or table.</summary>
    public void Check(PlannedField field, bool hidden)
    {
        if (hidden)
        {
            description?.Hidden.Add(row.PathOf(field)); // a rule that fails on what is hidden holds nobody up: its result is not used
            return;
        }
        run.AddFailures(row, field, findings);
        if (field.Slot is { } slot)
            Check(field, slot);
    }

    private void Check(PlannedField field, Slot slot)
    {
        var value = row.Row[slot];
        if (field.Definition.IsEntered)
        {
            CheckLock(field, slot);
            CheckRequired(field, value);
            if (field.OptionsByCode is not null)
                CheckOptions(field, slot, value);
            if (!value.IsEmpty)
                field.Definition.Type.Check(field.Definition, value, row.PathOf(field), findings);
        }
        else
        {
            description?.Readonly.Add(row.PathOf(field));
            CheckCalculatedOption(field, value);
        }
        if (!value.IsEmpty)
            RunChecks(field);
    }

    private void CheckLock(PlannedField field, Slot slot)
    {
        var locked = IsRoot && run.Request.Locked.Contains(slot.Index);
        if (!locked && (field.Readonly is null || !run.Holds(field.Readonly, row, field, otherwise: false, findings.Add)))
            return;
        description?.Readonly.Add(row.PathOf(field));
        if (Changed(field, slot))
            Find(FormRuleMessages.CannotChange, field);
    }

    // In a new record or row only what differs from its default is a change.
    private bool Changed(PlannedField field, Slot slot)
    {
        var now = row.Row[slot];
        if (row.Before is { } before)
            return !Entered.Same(field, before[slot], now);
        if (now.IsEmpty || (IsRoot && !run.Request.Sent.Contains(slot.Index)))
            return false;
        return field.Default is not { } start || !Entered.Same(field, run.ValueOf(start, row, field, findings.Add), now);
    }

    private void CheckRequired(PlannedField field, in Value value)
    {
        if (field.Required is not { } required || (!run.Request.IsSubmit && description is null))
            return;
        if (!run.Holds(required, row, field, otherwise: false, findings.Add))
            return;
        description?.Required.Add(row.PathOf(field));
        if (run.Request.IsSubmit && value.IsEmpty)
            Find(FormRuleMessages.Required, field);
    }

    private void CheckOptions(PlannedField field, Slot slot, in Value value)
    {
        if (description is not null)
            description.Options[row.PathOf(field)] = Offered(field);
        if (value.IsEmpty)
            return;
        var before = row.Before is { } stored ? stored[slot] : Value.Empty;
        if (value.Kind == ValueKind.Text)
        {
            CheckOption(field, value.AsText(), value == before);
            return;
        }
        var kept = before.AsCodes();
        foreach (var code in value.AsCodes())
            CheckOption(field, code, kept.Contains(code));
    }

    // What a record has already stays valid when its option is retired or no longer offered.
    private void CheckOption(PlannedField field, string code, bool kept)
    {
        if (!field.OptionsByCode!.TryGetValue(code, out var option))
            Find(FormRuleMessages.NoSuchOption, field, ("code", code));
        else if (option.Retired && !kept)
            Find(FormRuleMessages.OptionRetired, field, ("option", option.Title));
        else if (!kept && !Offers(field, option))
            Find(FormRuleMessages.OptionNotOffered, field, ("option", option.Title));
    }

    // A calculation may give any option, retired ones too, but none that the list lacks.
    private void CheckCalculatedOption(PlannedField field, in Value value)
    {
        if (field.OptionsByCode is not { } options || value.IsEmpty)
            return;
        ImmutableArray<string> codes = value.Kind == ValueKind.Text ? [value.AsText()] : value.AsCodes();
        foreach (var code in codes.Where(code => !options.ContainsKey(code)))
            Find(FormRuleMessages.NoSuchOption, field, ("code", code));
    }

    private ImmutableArray<string> Offered(PlannedField field) =>
        [.. field.OptionList!.Items.Where(option => !option.Retired && Offers(field, option)).Select(option => option.Code)];

    private bool Offers(PlannedField field, OptionDefinition option)
    {
        if (field.Filter is not { } filter)
            return true;
        try
        {
            return run.Session.Offers(filter, row.Row, option);
        }
        catch (RuleException failure)
        {
            findings.Add(FormRun.FindingOf(failure, row, field));
            return true;
        }
    }

    private void RunChecks(PlannedField field)
    {
        foreach (var (rule, check) in field.Checks)
        {
            if (run.Holds(rule, row, field, otherwise: true, findings.Add))
                continue;
            findings.Add(new Finding(FormRuleMessages.CheckFailed, row.PathOf(field), check.Severity)
            {
                Text = check.Message,
                Arguments = [("label", field.Label)],
            });
        }
    }

    private bool IsRoot => row.Scope.Index == 0;

    private void Find(Message message, PlannedField field, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        findings.Add(new Finding(message, row.PathOf(field)) { Arguments = [("label", field.Label), .. arguments] });
}
