using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Repeating;

/// <summary>What is remembered of a repeatable request that was done: enough to answer it again without doing it again.</summary>
/// <param name="Request">The id that the client gave it; another user's is another.</param>
/// <param name="Digest">Stands for what was asked.</param>
/// <param name="Created">Whether it made the record that is answered.</param>
/// <param name="Left">The records that are answered, in their order; none when nothing was to be done.</param>
public sealed record RequestMark(Guid Request, string Digest, bool Created, ImmutableArray<LeftRecord> Left)
{
    /// <summary>What is done to the set, in the change log.</summary>
    internal const string Command = "remember";

    /// <summary>For how long requests are remembered since they were first sent; older ones must be refused.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(90);

    /// <summary>How far a client's clock may be ahead; requests that say to be sent later than that must be refused.</summary>
    public static TimeSpan Ahead { get; } = TimeSpan.FromDays(1);

    internal static RequestMark Of(Guid request, Record record) => new(
        request, record.Data[RequestSet.Digest].AsText(), record.Data[RequestSet.Created] == Value.Of(true),
        record.Data[RequestSet.Left] is { IsEmpty: false } left ? LeftRecord.Of(left.AsText()) : []);

    internal RecordWrite ToWrite(Caller caller, DateTimeOffset now)
    {
        var id = RequestSet.IdOf(caller.Name, Request);
        var data = new Row(RequestSet.Shape)
        {
            [RequestSet.Digest.Index] = Value.Of(Digest),
            [RequestSet.Created.Index] = Value.Of(Created),
            [RequestSet.Left.Index] = Left.IsEmpty ? default : Value.Of(LeftRecord.Text(Left)),
            // A request is refused by what it says of its first sending, and that may lie ahead.
            [RequestSet.Until.Index] = Value.Of(now + Kept + Ahead),
        };
        return new RecordWrite(RequestSet.Name, id, 0, new Record
        {
            Id = id,
            Set = RequestSet.Name,
            CreatedBy = caller.Name,
            CreatedAt = now,
            ModifiedBy = caller.Name,
            ModifiedAt = now,
            Revision = 1,
            Data = data.Freeze(),
        });
    }
}
