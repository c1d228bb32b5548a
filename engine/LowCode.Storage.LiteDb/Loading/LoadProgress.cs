namespace LowCode.Storage.LiteDb.Loading;

/// <summary>How far loading is.</summary>
/// <param name="Set">The set that was finished last, or is being loaded.</param>
/// <param name="Records">Records loaded so far, over all sets that are declared in this call.</param>
public readonly record struct LoadProgress(string Set, long Records);
