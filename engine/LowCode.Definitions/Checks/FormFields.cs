using LowCode.Definitions.Fields;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>A field with its place in its form.</summary>
/// <param name="Path">Its path, <c>supplies.item</c>.</param>
/// <param name="Field">The field.</param>
/// <param name="InTable">True when it is a column of a table, at any depth.</param>
internal sealed record PlacedField(string Path, FieldDefinition Field, bool InTable);

/// <summary>All fields of a form by path: groups and tables themselves too, and what lies in them.</summary>
internal sealed class FormFields
{
    private readonly Dictionary<string, PlacedField> _byPath = new(StringComparer.Ordinal);

    public FormFields(FormDefinition form)
    {
        Form = form;
        Add(form.Fields, "", false);
    }

    public FormDefinition Form { get; }

    public IEnumerable<string> Paths => _byPath.Keys;

    public PlacedField? Find(string path) => _byPath.GetValueOrDefault(path);

    private void Add(IEnumerable<FieldDefinition> fields, string prefix, bool inTable)
    {
        foreach (var field in fields)
        {
            var path = prefix + field.Name;
            _byPath.TryAdd(path, new PlacedField(path, field, inTable));
            Add(field.Fields, path + ".", inTable || field.Type.IsTable);
        }
    }
}
