using LowCode.Definitions.Nodes;

namespace LowCode.Runtime.Divisions;

/// <summary>One division: a city, district, street, neighbourhood, estate or building.</summary>
/// <param name="Code">Path code: starts with the code of its parent.</param>
/// <param name="Parent">Code of its parent; empty for the root.</param>
/// <param name="Level">Its level.</param>
/// <param name="Name">What people call it.</param>
public sealed record Division(string Code, string Parent, DivisionLevel Level, string Name);
