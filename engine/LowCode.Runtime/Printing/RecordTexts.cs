using LowCode.Definitions.Values;
using LowCode.Documents.Content;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Serving;

namespace LowCode.Runtime.Printing;

/// <summary>Names of what one record's values point to, read before the document is made.</summary>
internal sealed class RecordTexts : IDisplayTexts
{
    private readonly Dictionary<Guid, string> _records = [];
    private readonly Dictionary<string, string> _users = new(StringComparer.Ordinal);
    private readonly DivisionTree _divisions;

    private RecordTexts(DivisionTree divisions) => _divisions = divisions;

    /// <summary>Reads the names, as far as the caller may see them.</summary>
    public static async ValueTask<RecordTexts> ReadAsync(CommandScope scope, Row row, CancellationToken cancel)
    {
        var texts = new RecordTexts(scope.Divisions);
        await texts.AddAsync(scope, scope.Newest.Fields, row, cancel);
        return texts;
    }

    public string? Reference(string form, Guid id) => _records.GetValueOrDefault(id);

    public string? User(string name) => _users.GetValueOrDefault(name);

    public string? Division(string code) => _divisions.Find(code)?.Name;

    private async ValueTask AddAsync(CommandScope scope, FieldMap fields, Row row, CancellationToken cancel)
    {
        foreach (var slot in fields.Pointers)
        {
            var value = row[slot.Index];
            if (value.IsEmpty)
                continue;
            if (slot.Rows is not null)
            {
                foreach (var inner in value.AsRows().ToArray())
                    await AddAsync(scope, fields.Rows(slot.Index), inner, cancel);
            }
            else if (slot.Kind == ValueKind.Id)
            {
                var (app, target) = CompiledForm.TargetOf(scope.Newest.App, fields[slot.Index]!.To!);
                if (await scope.Reader.FindAsync(app, target, value.AsId(), cancel) is { } record
                    && scope.Serving.Form(app, target)?.DisplayOf(record.Data) is { } text)
                {
                    _records[record.Id] = text;
                }
            }
            else if (fields[slot.Index]!.Type.Name == "user" && await scope.Serving.NameOfUserAsync(value.AsText(), cancel) is { } name)
            {
                _users[value.AsText()] = name;
            }
        }
    }
}
