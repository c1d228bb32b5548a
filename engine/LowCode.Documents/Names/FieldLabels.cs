using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Documents.Names;

/// <summary>The labels of a form's fields by path, columns of tables included: <c>contact.phone</c>, <c>supplies.item</c>.</summary>
internal sealed class FieldLabels(FormDefinition form)
{
    private readonly FrozenDictionary<string, LocalizedText> _labels =
        Walk(form.Fields, "").ToFrozenDictionary(pair => pair.Path, pair => pair.Label, StringComparer.Ordinal);

    public IEnumerable<string> Paths => _labels.Keys;

    public LocalizedText? Find(string path) => _labels.GetValueOrDefault(path);

    private static IEnumerable<(string Path, LocalizedText Label)> Walk(ImmutableArray<FieldDefinition> fields, string prefix) =>
        fields.DistinctBy(field => field.Name).SelectMany(field =>
            Walk(field.Fields, prefix + field.Name + ".").Prepend((prefix + field.Name, field.Label ?? new LocalizedText(field.Name))));
}
