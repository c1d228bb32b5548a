using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Apps;

namespace LowCode.Runtime.Publishing;

/// <summary>How a publish ended.</summary>
/// <param name="App">The version that serves now: the new one, or the one that was running when the files were the same; null when there were errors and the old version keeps serving.</param>
/// <param name="IsNew">False when the files were those of the running version, and nothing was done.</param>
/// <param name="Diagnostics">Errors and warnings, in the order found.</param>
public sealed record PublishResult(CompiledApp? App, bool IsNew, ImmutableArray<Diagnostic> Diagnostics);
