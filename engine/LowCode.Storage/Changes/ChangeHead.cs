using LowCode.Definitions.Values;

namespace LowCode.Storage.Changes;

/// <summary>The head of a change-log entry: all of it but the record's content, for which its digest stands. It is never erased.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Set">The record's set.</param>
/// <param name="Id">The record.</param>
/// <param name="Revision">The revision that it made; for a deletion one more than the last.</param>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Command">What was done.</param>
/// <param name="From">The client's address; empty for the engine's own doing.</param>
/// <param name="Division">Code of the division to which the record belongs, or belonged when it was deleted; empty when to none.</param>
/// <param name="Digest">SHA-256 of the entry's body; empty for a deletion, which has none.</param>
public sealed record ChangeHead(
    long Number, string Set, Guid Id, long Revision, string By, DateTimeOffset At, string Command, string From, string Division,
    ReadOnlyMemory<byte> Digest)
{
    /// <summary>True when the record was deleted.</summary>
    public bool IsDeletion => Digest.IsEmpty;

    /// <summary>True when the bodies of all earlier entries of the record are erased by this one.</summary>
    public bool Erases => Command == WriteBatch.Erase;

    /// <summary>True when it only notes something: there is no record.</summary>
    public bool IsNote => Command == WriteBatch.Note;

    /// <summary>Reads a head.</summary>
    /// <exception cref="FormatException">The bytes are none.</exception>
    public static ChangeHead Read(ReadOnlySpan<byte> canonical)
    {
        long number = 0, revision = 0;
        string set = "", by = "", command = "", from = "", division = "", digest = "";
        Guid id = default;
        DateTimeOffset at = default;
        var json = new CanonicalReader(canonical);
        json.StartObject();
        while (json.NextProperty(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("number"u8): number = json.ReadInteger(); break;
                case var _ when name.SequenceEqual("set"u8): set = json.ReadText(); break;
                case var _ when name.SequenceEqual("id"u8): id = json.ReadId(); break;
                case var _ when name.SequenceEqual("revision"u8): revision = json.ReadInteger(); break;
                case var _ when name.SequenceEqual("by"u8): by = json.ReadText(); break;
                case var _ when name.SequenceEqual("at"u8): at = json.ReadInstant(); break;
                case var _ when name.SequenceEqual("command"u8): command = json.ReadText(); break;
                case var _ when name.SequenceEqual("from"u8): from = json.ReadText(); break;
                case var _ when name.SequenceEqual("division"u8): division = json.ReadText(); break;
                case var _ when name.SequenceEqual("digest"u8): digest = json.ReadText(); break;
                default: throw new FormatException("A change has no such property.");
            }
        }
        return new ChangeHead(number, set, id, revision, by, at, command, from, division, Convert.FromHexString(digest));
    }
}
