using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>Finds the records that references point to, and those that refer to one, in the same snapshot as the records that are evaluated.</summary>
public interface IRelatedRecords
{
    /// <summary>The record, or null when there is none.</summary>
    Record? Find(string set, Guid id);

    /// <summary>The records of a set whose reference is to a record; in any order.</summary>
    IReadOnlyList<Record> FindReferring(string set, FieldRef reference, Guid id);
}
