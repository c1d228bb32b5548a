using LowCode.Definitions.Nodes;
using LowCode.Workflows.Roles;

namespace LowCode.Workflows.Tests.Support;

/// <summary>A small tree with real codes: Shanghai, 静安区, 江宁路街道, two 居委会, an estate; and a district without streets.</summary>
sealed class TestDivisions : IDivisions
{
    public const string City = "31";
    public const string District = "310106";
    public const string Street = "310106011";
    public const string Neighborhood = "310106011001";
    public const string OtherNeighborhood = "310106011002";
    public const string Estate = "31010601100101";
    public const string OtherStreet = "310106013";

    static readonly Dictionary<string, (string? Parent, DivisionLevel Level)> Tree = new()
    {
        [City] = (null, DivisionLevel.City),
        [District] = (City, DivisionLevel.District),
        [Street] = (District, DivisionLevel.Street),
        [OtherStreet] = (District, DivisionLevel.Street),
        [Neighborhood] = (Street, DivisionLevel.Neighborhood),
        [OtherNeighborhood] = (Street, DivisionLevel.Neighborhood),
        [Estate] = (Neighborhood, DivisionLevel.Estate),
    };

    public static TestDivisions Instance { get; } = new();

    public string? Parent(string code) => Tree.TryGetValue(code, out var division) ? division.Parent : null;

    public string? Ancestor(string code, DivisionLevel level)
    {
        for (var at = code; at is not null && Tree.TryGetValue(at, out var division); at = division.Parent)
        {
            if (division.Level == level)
                return at;
        }
        return null;
    }
}
