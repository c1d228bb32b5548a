using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>JSON that is kept as it is: records in test cases.</summary>
internal sealed class AnyJsonBinder : ValueBinder
{
    private const int LocatedDepth = 6;

    public override Phrase Expected { get; } = new(Words.Object);

    public override object Placeholder => default(JsonElement);

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        // What is broken was reported where it stands.
        if (value.Kind == JsonKind.Broken || !scope.Sound)
            return null;
        using var document = JsonDocument.Parse(scope.Text.AsMemory(value.Start, value.End - value.Start));
        return document.RootElement.Clone();
    }

    public override void Locate(JsonValue value, string member, List<MemberPosition> positions) =>
        Locate(value, member, positions, 0);

    private static void Locate(JsonValue value, string member, List<MemberPosition> positions, int depth)
    {
        if (depth == LocatedDepth)
            return;
        foreach (var entry in value.Members)
        {
            var name = $"{member}.{entry.Name}";
            positions.Add(new(name, entry.At, entry.Value.At));
            Locate(entry.Value, name, positions, depth + 1);
        }
        for (var i = 0; i < value.Items.Count; i++)
        {
            var name = $"{member}[{i}]";
            positions.Add(new(name, value.Items[i].At, value.Items[i].At));
            Locate(value.Items[i], name, positions, depth + 1);
        }
    }
}
