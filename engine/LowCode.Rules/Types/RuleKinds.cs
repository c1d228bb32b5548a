namespace LowCode.Rules.Types;

/// <summary>The JavaScript kinds that an expression may give, as a set.</summary>
[Flags]
internal enum RuleKinds : byte
{
    None = 0,
    Null = 1,
    Undefined = 2,
    Boolean = 4,
    Number = 8,
    Text = 16,
    List = 32,
    Object = 64,

    Nothing = Null | Undefined,
    Composite = List | Object,
}
