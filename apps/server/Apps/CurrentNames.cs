using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.Runtime.Apps;

namespace LowCode.Server.Apps;

/// <summary>What the fields of a form are called in OData now, by where their values lie: names change from version to version, places do not.</summary>
sealed class CurrentNames
{
    private readonly Dictionary<(string Table, int Slot), string> _names = [];

    private CurrentNames(CompiledForm newest) => Add(newest.Definition.Fields, newest.Shape, "", "", "", PropertyNames.InRecord);

    /// <summary>Those of the newest version of a form.</summary>
    public static CurrentNames Of(CompiledForm newest) => new(newest);

    /// <summary>The path of a property within its record or row; null when there is none any more.</summary>
    /// <param name="table">Indexes of the tables around it, each behind a slash.</param>
    /// <param name="slot">Its slot.</param>
    public string? Find(string table, Slot slot) => _names.GetValueOrDefault((table, slot.Index));

    private void Add(
        ImmutableArray<FieldDefinition> fields, Shape shape, string table, string prefix, string named,
        Func<FieldDefinition, ImmutableArray<FieldDefinition>, string> nameOf)
    {
        foreach (var field in fields)
        {
            var name = named + nameOf(field, fields);
            if (field.Type.IsGroup)
            {
                Add(field.Fields, shape, table, $"{prefix}{field.Name}.", name + "/", PropertyNames.InGroup);
                continue;
            }
            var slot = shape[prefix + field.Name];
            _names[(table, slot.Index)] = name;
            if (slot.Rows is { } rows)
                Add(field.Fields, rows, $"{table}/{slot.Index}", "", "", PropertyNames.InRow);
        }
    }
}
