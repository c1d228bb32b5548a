namespace LowCode.Documents.Content;

/// <summary>Names of what a record's values point to, as far as the reader may see them.</summary>
public interface IDisplayTexts
{
    /// <summary>The display text of the record that a reference points to (<paramref name="form"/> as the field's <c>to</c> says), or null.</summary>
    string? Reference(string form, Guid id);

    /// <summary>The name of a user as people say it, or null.</summary>
    string? User(string name);

    /// <summary>The name of a division, or null.</summary>
    string? Division(string code);
}
