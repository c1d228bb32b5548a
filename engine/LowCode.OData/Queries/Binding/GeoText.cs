using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Values;
using LowCode.OData.Syntax;

namespace LowCode.OData.Queries.Binding;

/// <summary>Reads geography literals (<c>SRID=4326;POINT(121.5 31.2)</c>: longitude first) in WGS 84.</summary>
internal static class GeoText
{
    private const string Wgs84 = "SRID=4326;";

    public static Bound Read(LiteralNode node, Clause clause)
    {
        var text = node.Text.Trim();
        if (text.StartsWith("SRID=", StringComparison.OrdinalIgnoreCase))
        {
            if (!text.StartsWith(Wgs84, StringComparison.OrdinalIgnoreCase))
                throw clause.NotSupported(text.Split(';')[0]);
            text = text[Wgs84.Length..];
        }
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith(')'))
            throw clause.WrongLiteral(node.Position, node.Text);
        var inside = text[(open + 1)..^1];
        switch (text[..open].Trim().ToUpperInvariant())
        {
            case "POINT" when Line(inside) is [var point]: return BoundValue.Of(Value.Of(point), BoundKind.Location);
            case "LINESTRING" when Line(inside) is { Length: > 1 } line: return new BoundShape(false, [line]);
            case "POLYGON" when Rings(inside) is { } rings: return new BoundShape(true, rings);
            case "POINT" or "LINESTRING" or "POLYGON": throw clause.WrongLiteral(node.Position, node.Text);
            default: throw clause.NotSupported(text[..open].Trim());
        }
    }

    private static ImmutableArray<ImmutableArray<Location>>? Rings(string text)
    {
        var rings = ImmutableArray.CreateBuilder<ImmutableArray<Location>>();
        foreach (var part in text.Split(')', StringSplitOptions.TrimEntries))
        {
            if (part.Length == 0)
                continue;
            var ring = part.TrimStart(',').TrimStart();
            if (!ring.StartsWith('(') || Line(ring[1..]) is not { Length: > 2 } points)
                return null;
            rings.Add(points);
        }
        return rings.Count > 0 ? rings.ToImmutable() : null;
    }

    // Null when it is no list of points.
    private static ImmutableArray<Location>? Line(string text)
    {
        var points = ImmutableArray.CreateBuilder<Location>();
        foreach (var pair in text.Split(','))
        {
            if (pair.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var x, var y] || !Coordinate(x, 180, out var longitude) || !Coordinate(y, 90, out var latitude))
                return null;
            points.Add(new Location(latitude, longitude));
        }
        return points.ToImmutable();
    }

    private static bool Coordinate(string text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;
}
