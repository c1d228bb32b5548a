namespace LowCode.Definitions.Nodes;

/// <summary>A list of which JSON may give the only element bare. Lists of strings and of enums always may.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOrManyAttribute : Attribute;

/// <summary>A text that JSON may also give as a number: <c>"max": 9</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NumberOrTextAttribute : Attribute;

/// <summary>A text that must be an ISO 8601 duration: <c>P3D</c>, <c>PT4H</c>, <c>P1DT12H</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : Attribute;
