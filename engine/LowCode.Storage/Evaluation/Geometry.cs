using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>Distances and areas on the earth.</summary>
public static class Geometry
{
    // The mean radius; on a sphere, so that a distance is within 0.6 % of that on the ellipsoid.
    private const double Radius = 6_371_008.8;

    /// <summary>Metres between two points along the great circle, to the millimetre.</summary>
    public static decimal Distance(Location from, Location to)
    {
        var (north, east) = (Radians(to.Latitude - from.Latitude), Radians(to.Longitude - from.Longitude));
        var chord = Square(Math.Sin(north / 2))
            + (Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * Square(Math.Sin(east / 2)));
        return decimal.Round((decimal)(2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(chord)))), 3);
    }

    internal static Compiled Distance(Compiled from, Compiled to)
    {
        Functions.Require(Function.Distance, from, ValueKind.Location);
        Functions.Require(Function.Distance, to, ValueKind.Location);
        var (first, second) = (from.Value, to.Value);
        return new(ValueKind.Decimal, frame => first(frame) is { IsEmpty: false } a && second(frame) is { IsEmpty: false } b
            ? Value.Of(Distance(a.AsLocation(), b.AsLocation())) : default);
    }

    internal static Compiled Within(Compiled point, ImmutableArray<ImmutableArray<Location>> rings)
    {
        if (point.Kind is not (ValueKind.Location or ValueKind.Empty))
            throw new NotSupportedException($"{point.Kind} is not a point.");
        var of = point.Value;
        return new(frame => of(frame) is { IsEmpty: false } value ? Logic.Of(IsWithin(value.AsLocation(), rings)) : Truth.Unknown);
    }

    // Even-odd over all rings: a hole is outside. What lies on an edge is within.
    private static bool IsWithin(Location point, ImmutableArray<ImmutableArray<Location>> rings)
    {
        var (x, y, inside) = (point.Longitude, point.Latitude, false);
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.Length; i++)
            {
                var (a, b) = (ring[i], ring[(i + 1) % ring.Length]);
                if (IsOn(x, y, a, b))
                    return true;
                if (a.Latitude > y != b.Latitude > y
                    && x < ((b.Longitude - a.Longitude) * (y - a.Latitude) / (b.Latitude - a.Latitude)) + a.Longitude)
                    inside = !inside;
            }
        }
        return inside;
    }

    private static bool IsOn(double x, double y, Location a, Location b) =>
        ((b.Longitude - a.Longitude) * (y - a.Latitude)) - ((b.Latitude - a.Latitude) * (x - a.Longitude)) == 0
        && x >= Math.Min(a.Longitude, b.Longitude) && x <= Math.Max(a.Longitude, b.Longitude)
        && y >= Math.Min(a.Latitude, b.Latitude) && y <= Math.Max(a.Latitude, b.Latitude);

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Square(double number) => number * number;
}
