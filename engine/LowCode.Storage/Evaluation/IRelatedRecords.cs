using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>Finds the records that references point to, in the same snapshot as the records that are evaluated.</summary>
public interface IRelatedRecords
{
    /// <summary>The record, or null when there is none.</summary>
    Record? Find(string set, Guid id);
}
