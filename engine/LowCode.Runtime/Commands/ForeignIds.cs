using System.Globalization;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Commands;

/// <summary>
/// Checks that what a record points to is there: records that the caller may see, divisions of the right level, users
/// with the right role, attachments that were uploaded. Values that were there before are not asked again: what they
/// point to may have gone since, or lie outside this caller's reach.
/// </summary>
internal sealed class ForeignIds(ServingState serving, CompiledForm form, RecordReader reader)
{
    private readonly List<Finding> _findings = [];

    /// <summary>The findings for a row, compared with the row as it was.</summary>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(Row row, Row? before, CancellationToken cancel)
    {
        await CheckAsync(form.Fields, row, before, "", cancel);
        return _findings;
    }

    private async ValueTask CheckAsync(FieldMap fields, Row row, Row? before, string at, CancellationToken cancel)
    {
        foreach (var slot in fields.Pointers)
        {
            var value = row[slot.Index];
            if (value.IsEmpty || (before is not null && slot.Rows is null && before[slot.Index] == value))
                continue;
            var path = at + slot.Path;
            var field = fields[slot.Index]!;
            if (slot.Rows is not null)
            {
                var rows = value.AsRows().ToArray();
                for (var i = 0; i < rows.Length; i++)
                {
                    var inside = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}].");
                    await CheckAsync(fields.Rows(slot.Index), rows[i], Same(before, slot, rows[i].Key), inside, cancel);
                }
            }
            else if (slot.Kind == ValueKind.Id)
            {
                await CheckReferenceAsync(field, value.AsId(), path, cancel);
            }
            else if (slot.Kind == ValueKind.Files)
            {
                CheckFiles(value, path);
            }
            else if (field.Type.Name == "division")
            {
                CheckDivision(field, value.AsText(), path);
            }
            else
            {
                await CheckUserAsync(field, value.AsText(), path, cancel);
            }
        }
    }

    private async ValueTask CheckReferenceAsync(FieldDefinition field, Guid id, string path, CancellationToken cancel)
    {
        var (app, target) = CompiledForm.TargetOf(form.App, field.To!);
        if (await reader.FindAsync(app, target, id, cancel) is null)
        {
            _findings.Add(Finding.Of(RuntimeMessages.ReferenceUnknown, path,
                ("form", serving.Form(app, target)?.Definition.Title ?? new LocalizedText(target))));
        }
    }

    private void CheckFiles(Value value, string path)
    {
        foreach (var file in value.AsFiles())
        {
            if (!serving.Attachments.Exists(file.Hash))
                _findings.Add(Finding.Of(RuntimeMessages.AttachmentUnknown, path, ("file", file.Name)));
        }
    }

    private void CheckDivision(FieldDefinition field, string code, string path)
    {
        if (serving.Divisions.WhyNothingNew(code, path) is { } why)
            _findings.Add(why);
        else if (serving.Divisions.Find(code) is { } division && field.Level is { } level && division.Level != level)
            _findings.Add(Finding.Of(RuntimeMessages.DivisionLevelWrong, path, ("division", division.Name), ("level", level)));
    }

    private async ValueTask CheckUserAsync(FieldDefinition field, string name, string path, CancellationToken cancel)
    {
        using var snapshot = serving.Store.Snapshot();
        if (await snapshot.FindAsync(UserSet.Name, UserSet.IdOf(name), cancel) is not { } user)
            _findings.Add(Finding.Of(RuntimeMessages.UserUnknown, path, ("user", name)));
        else if (field.Role is { } role
            && !(await HeldRoles.OfAsync(snapshot, user, serving.Today(serving.Now()), serving.Divisions, cancel)).Any(held => held.Role == role))
            _findings.Add(Finding.Of(RuntimeMessages.UserWithoutRole, path, ("user", name), ("role", role)));
    }

    private static Row? Same(Row? before, Slot table, Guid key)
    {
        if (before is null)
            return null;
        foreach (var row in before[table.Index].AsRows())
        {
            if (row.Key == key)
                return row;
        }
        return null;
    }
}
