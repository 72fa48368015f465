using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoResearch.Analyzers.Boundary;

/// <summary>
/// Whether a field or property is changed where it is referred to. TorchSharp's <c>torch.float32</c> and its likes are static
/// fields that anybody can assign, and the evaluator computes with them.
/// </summary>
internal static class StaticWrites
{
    public static bool IsWritten(IOperation reference)
    {
        // 'ref torch.float32', to keep or to return.
        if (reference.Syntax.Parent is RefExpressionSyntax)
            return true;
        return reference.Parent switch
        {
            IAssignmentOperation assignment => assignment.Target == reference,
            IIncrementOrDecrementOperation => true,
            // Also the receiver of an extension method that takes it by reference.
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            IArgumentOperation => false,
            ITupleOperation tuple => IsWritten(tuple),
            // A member of a structure that is kept in the field: to change the part is to change the field.
            IMemberReferenceOperation part when part.Instance == reference && reference.Type is { IsValueType: true } => IsWritten(part),
            _ => false,
        };
    }
}
