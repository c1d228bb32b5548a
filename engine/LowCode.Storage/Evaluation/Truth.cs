namespace LowCode.Storage.Evaluation;

/// <summary>The truth values of OData: a filter keeps what is <see cref="True"/>.</summary>
public enum Truth : byte
{
    /// <summary>False.</summary>
    False,

    /// <summary>True.</summary>
    True,

    /// <summary>Neither: an operand was empty.</summary>
    Unknown,
}
