using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>A record in a test case: its properties are fields of the form, its references name records of the case.</summary>
internal sealed class TestRecordCheck(CheckScope scope, TestCaseDefinition test)
{
    private readonly string[] _records = [.. test.Existing.Keys.Select(name => "@" + name)];

    /// <summary>Checks a record; one that is not there has nothing wrong.</summary>
    public void Check(FormDefinition? form, JsonElement record, string path)
    {
        if (record.ValueKind == JsonValueKind.Undefined || form is null)
            return;
        if (record.ValueKind == JsonValueKind.Object)
            Fields(form, form.Fields, record, path);
        else
            scope.Error(ReadingMessages.WrongTypeOf, test.AtMember(path), ("property", path), ("expected", new Phrase(Words.Object)));
    }

    private void Fields(FormDefinition form, ImmutableArray<FieldDefinition> fields, JsonElement record, string path)
    {
        foreach (var property in record.EnumerateObject())
        {
            var at = $"{path}.{property.Name}";
            // What OData adds (@odata.type, site@odata.bind), the id behind a reference, and what every record has.
            if (property.Name.Contains('@', StringComparison.Ordinal) || property.Name is "id" or "division" or "rowId")
                continue;
            var field = fields.FirstOrDefault(known => known.Name == property.Name)
                ?? fields.FirstOrDefault(known => known.Type == FieldTypes.Reference && known.Name + "Id" == property.Name);
            if (field is null)
            {
                scope.Error(NameMessages.UnknownField, test.AtName(at), ("field", property.Name), ("form", form.Name),
                    ("suggestion", Suggestion.For(property.Name, fields.Select(known => known.Name))));
            }
            else
            {
                Value(form, field, property.Value, at);
            }
        }
    }

    private void Value(FormDefinition form, FieldDefinition field, JsonElement value, string path)
    {
        if (field.Type.IsGroup && value.ValueKind == JsonValueKind.Object)
        {
            Fields(form, field.Fields, value, path);
        }
        else if (field.Type.IsTable && value.ValueKind == JsonValueKind.Array)
        {
            var i = 0;
            foreach (var row in value.EnumerateArray())
            {
                if (row.ValueKind == JsonValueKind.Object)
                    Fields(form, field.Fields, row, $"{path}[{i}]");
                i++;
            }
        }
        else if (field.Type == FieldTypes.Reference && value.ValueKind == JsonValueKind.String
            && value.GetString() is { } name && name.StartsWith('@') && !_records.Contains(name))
        {
            scope.Unknown(ContentMessages.UnknownRecord, "name", name, _records, test.AtMember(path));
        }
    }
}
