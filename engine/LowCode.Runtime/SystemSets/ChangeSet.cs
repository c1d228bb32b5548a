using System.Buffers.Binary;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// The change log as auditors read it: who did what, when, from where, to which record. No store holds it as a set: its
/// records are made of the log's entries. Their ids are in the order newest first.
/// </summary>
public static class ChangeSet
{
    /// <summary>The form's name.</summary>
    public const string Form = "change";

    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/{Form}";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of(Form, "审计", "Audit", "command",
        SystemForm.Field("number", "integer", "序号", "Number"),
        SystemForm.Field("at", "datetime", "时间", "When"),
        SystemForm.Field("by", "text", "操作人", "Who"),
        SystemForm.Field("from", "text", "来源地址", "From where"),
        SystemForm.Field("command", "text", "操作", "What"),
        SystemForm.Field("set", "text", "对象", "Set"),
        SystemForm.RecordId("recordId", "记录", "Record"),
        SystemForm.Field("recordRevision", "integer", "修订", "Revision"),
        SystemForm.Field("deleted", "boolean", "已删除", "Deleted"),
        SystemForm.Field("erased", "boolean", "内容已清除", "Content erased"),
        SystemForm.Field("fields", "text", "查看或清除的字段", "Fields read or erased"),
        SystemForm.Field("query", "text", "查询或理由", "Query or reason"),
        SystemForm.Field("answered", "integer", "记录数", "Records"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The entry's number.</summary>
    public static Slot Number => Shape["number"];

    /// <summary>When.</summary>
    public static Slot At => Shape["at"];

    /// <summary>The id of the record of an entry's number.</summary>
    public static Guid IdOf(long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, long.MaxValue - number);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The number of an entry from the id of its record, or of the next that has an id behind any other id.</summary>
    public static long NumberOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) is >= 0 and var turned ? long.MaxValue - turned : 0;
    }

    /// <summary>An entry as a record. What somebody has read stands in place of the note that tells it.</summary>
    public static Record RecordOf(ChangeEntry entry)
    {
        var (head, data) = (entry.Head, new Row(Shape));
        void Put(string field, Value value) => data[Shape[field].Index] = value;
        Put("number", Value.Of(head.Number));
        Put("at", Value.Of(head.At));
        Put("by", Value.Of(head.By));
        Put("from", head.From.Length == 0 ? default : Value.Of(head.From));
        Put("command", Value.Of(head.Command));
        if (head.IsNote)
        {
            foreach (var field in (ReadOnlySpan<string>)["set", "recordId", "fields", "query", "answered"])
                Put(field, entry.Record is { } reading ? reading.Data[ReadingSet.Shape[field]] : default);
        }
        else
        {
            Put("set", Value.Of(head.Set));
            if (head.Set == ErasureSet.Name && entry.Record is { } erasure)
            {
                foreach (var (field, of) in (ReadOnlySpan<(string, string)>)[("set", "set"), ("fields", "fields"), ("query", "reason"), ("answered", "records")])
                    Put(field, erasure.Data[ErasureSet.Shape[of]]);
            }
            Put("recordId", Value.Of(head.Id));
            Put("recordRevision", Value.Of(head.Revision));
        }
        Put("deleted", Value.Of(head.IsDeletion));
        Put("erased", Value.Of(entry.IsErased));
        return new Record
        {
            Id = IdOf(head.Number),
            Set = Name,
            Division = head.Division,
            CreatedBy = head.By,
            CreatedAt = head.At,
            ModifiedBy = head.By,
            ModifiedAt = head.At,
            Revision = 1,
            Data = data.Freeze(),
        };
    }
}
