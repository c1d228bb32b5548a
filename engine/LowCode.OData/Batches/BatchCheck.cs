using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Batches;

/// <summary>What holds for the requests of a batch together: ids are unique, groups lie together, nothing depends on what comes later.</summary>
internal static class BatchCheck
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Refuses a batch as a whole.</summary>
    public static void Check(IReadOnlyList<BatchItem> items)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var groups = new HashSet<string>(StringComparer.Ordinal);
        string? last = null;
        foreach (var item in items)
        {
            if (item.Group is { } group && group != last && !groups.Add(group))
                throw Refusal.BadRequest(BatchMessages.GroupNotAdjacent, "atomicityGroup", ("group", group));
            last = item.Group;
            foreach (var needed in item.DependsOn)
            {
                if (!ids.Contains(needed) && (!groups.Contains(needed) || needed == item.Group))
                    throw Refusal.BadRequest(BatchMessages.UnknownDependency, "dependsOn", ("id", needed));
            }
            foreach (var name in (string?[])[item.Id, item.Group])
            {
                if (name is not null && (name.Length is 0 or > 200 || name.Any(character => char.IsControl(character) || character == ' ')))
                    throw Refusal.BadRequest(BatchMessages.WrongBatch, "id", ("part", "id"), ("expected", new Phrase(BatchMessages.ExpectBatchId)));
            }
            if (item.Id is { } id && !ids.Add(id))
                throw Refusal.BadRequest(BatchMessages.DuplicateBatchId, "id", ("id", id));
        }
        if (groups.FirstOrDefault(ids.Contains) is { } both)
            throw Refusal.BadRequest(BatchMessages.DuplicateBatchId, "atomicityGroup", ("id", both));
    }

    /// <summary>Refuses a batch with more requests than may be.</summary>
    public static void CheckCount(int count, int limit)
    {
        if (count > limit)
            throw new Refusal(StatusCodes.Status413PayloadTooLarge, Finding.Of(BatchMessages.TooManyParts, "", ("limit", limit)));
    }

    /// <summary>Why a request of that method cannot be in a batch, or null.</summary>
    public static Refusal? Method(string method) =>
        Methods.Contains(method) ? null : Refusal.BadRequest(BatchMessages.WrongPartMethod, "method", ("method", method.Length > 20 ? method[..20] : method));
}
