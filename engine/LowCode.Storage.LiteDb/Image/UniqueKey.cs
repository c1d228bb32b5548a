using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>When a unique index holds two records to be the same: all of its fields are filled and equal.</summary>
internal static class UniqueKey
{
    public static bool Same(RecordOrder order, Record one, Record other)
    {
        foreach (var field in order.Fields)
        {
            var value = field.Read(one);
            if (value.IsEmpty || value != field.Read(other))
                return false;
        }
        return true;
    }
}
