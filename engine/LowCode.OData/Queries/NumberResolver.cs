using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace LowCode.OData.Queries;

/// <summary>
/// Names without regard to case where OData 4.01 allows it, and numbers of any kind with each other: the library keeps
/// decimals apart from its single and double literals, the query model has one exact arithmetic for all of them.
/// </summary>
internal sealed class NumberResolver : UnqualifiedODataUriResolver
{
    public NumberResolver() => EnableCaseInsensitive = true;

    public override void PromoteBinaryOperandTypes(
        BinaryOperatorKind binaryOperatorKind, ref SingleValueNode leftNode, ref SingleValueNode rightNode, out IEdmTypeReference typeReference)
    {
        if (IsFraction(leftNode) && IsDecimal(rightNode))
            leftNode = new ConvertNode(leftNode, rightNode.TypeReference);
        else if (IsFraction(rightNode) && IsDecimal(leftNode))
            rightNode = new ConvertNode(rightNode, leftNode.TypeReference);
        base.PromoteBinaryOperandTypes(binaryOperatorKind, ref leftNode, ref rightNode, out typeReference);
    }

    private static bool IsDecimal(SingleValueNode node) => node.TypeReference?.PrimitiveKind() == EdmPrimitiveTypeKind.Decimal;

    private static bool IsFraction(SingleValueNode node) =>
        node.TypeReference?.PrimitiveKind() is EdmPrimitiveTypeKind.Single or EdmPrimitiveTypeKind.Double;
}
