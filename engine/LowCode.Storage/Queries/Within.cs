using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Queries;

/// <summary>
/// Whether a point lies in a polygon, its border included; empty when there is no point. Edges are straight in degrees
/// of latitude and longitude: good for districts and streets, not for polygons around a pole or across 180° of longitude.
/// </summary>
/// <param name="Point">A Location-valued expression.</param>
/// <param name="Rings">The outer ring, then holes; each closed or not.</param>
public sealed record Within(Expression Point, ImmutableArray<ImmutableArray<Location>> Rings) : Expression;
