namespace LowCode.Definitions.Values;

/// <summary>A point in WGS 84. <paramref name="Latitude"/> −90…90 and <paramref name="Longitude"/> −180…180 in degrees.</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Accuracy">Radius in metres within which the true point lies, as the device said; null when unknown.</param>
public sealed record Location(double Latitude, double Longitude, double? Accuracy = null);
