namespace LowCode.Definitions.Nodes;

/// <summary>The levels of the division tree, from the city down.</summary>
public enum DivisionLevel
{
    /// <summary>市.</summary>
    City,

    /// <summary>区.</summary>
    District,

    /// <summary>街镇.</summary>
    Street,

    /// <summary>居村.</summary>
    Neighborhood,

    /// <summary>网格: within a neighbourhood, of one or several estates.</summary>
    Grid,

    /// <summary>小区.</summary>
    Estate,

    /// <summary>楼组.</summary>
    Building,
}
