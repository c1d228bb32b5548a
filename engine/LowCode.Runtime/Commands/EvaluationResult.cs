using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Runtime.Commands;

/// <summary>
/// A record as it would be, evaluated and not stored. Paths are dotted, inside tables with the row's position:
/// <c>supplies[2].needed</c>.
/// </summary>
/// <param name="Values">The values, calculated ones too.</param>
/// <param name="Hidden">Fields that are not relevant now.</param>
/// <param name="Required">Visible fields that must be filled in.</param>
/// <param name="Readonly">Fields that this caller cannot change now.</param>
/// <param name="Options">Visible choices whose options are filtered, with the codes that are offered.</param>
/// <param name="Findings">What would hold the record up, and warnings.</param>
public sealed record EvaluationResult(
    Row Values,
    ImmutableArray<string> Hidden,
    ImmutableArray<string> Required,
    ImmutableArray<string> Readonly,
    ImmutableDictionary<string, ImmutableArray<string>> Options,
    ImmutableArray<Finding> Findings);
