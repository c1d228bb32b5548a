using LowCode.Definitions.Values;

namespace LowCode.Packs.Demo;

/// <summary>Fills a row field by field; a field that the definition no longer has throws.</summary>
sealed class RowFiller(Shape shape)
{
    public Row Row { get; } = new(shape);

    public RowFiller Set(string path, in Value value)
    {
        Row[shape[path].Index] = value;
        return this;
    }

    public RowFiller Set(string path, string? text) => Set(path, Value.Of(text));
}
