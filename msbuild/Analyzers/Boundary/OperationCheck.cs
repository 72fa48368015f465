using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoResearch.Analyzers.Boundary;

/// <summary>What code calls without naming it.</summary>
internal sealed class OperationCheck(
    SemanticModel model,
    SymbolJudge judge,
    Action<SyntaxNode, Objection> report,
    Action<SyntaxNode, ISymbol> reportWrite,
    CancellationToken cancellation
)
{
    /// <summary>Whether the node is a body or an initialiser that no other root contains.</summary>
    public static bool IsRoot(SyntaxNode node) =>
        node switch
        {
            BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PrimaryConstructorBaseTypeSyntax => true,
            ArrowExpressionClauseSyntax => node.Parent is PropertyDeclarationSyntax or IndexerDeclarationSyntax,
            EqualsValueClauseSyntax => node.Parent
                is PropertyDeclarationSyntax
                    or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax },
            _ => false,
        };

    public void Check(SyntaxNode root)
    {
        if (model.GetOperation(root, cancellation) is not { } body)
            return;
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (
                operation is IMemberReferenceOperation { Member: { IsStatic: true } shared }
                && judge.IsForeign(shared)
                && StaticWrites.IsWritten(operation)
            )
                reportWrite(operation.Syntax, shared);
            foreach (var (symbol, written) in Used(operation))
            {
                if (symbol is not null && judge.Judge(symbol, written) is { } objection)
                    report(operation.Syntax, objection);
            }
        }
    }

    /// <summary>The token that stands for the call.</summary>
    public static Location Place(SyntaxNode node) =>
        node switch
        {
            InvocationExpressionSyntax call => Name(call.Expression),
            MemberAccessExpressionSyntax or MemberBindingExpressionSyntax => Name((ExpressionSyntax)node),
            ObjectCreationExpressionSyntax creation => LastName(creation.Type),
            ElementAccessExpressionSyntax access => access.ArgumentList.OpenBracketToken.GetLocation(),
            BinaryExpressionSyntax binary => binary.OperatorToken.GetLocation(),
            AssignmentExpressionSyntax assignment => assignment.OperatorToken.GetLocation(),
            PrefixUnaryExpressionSyntax unary => unary.OperatorToken.GetLocation(),
            PostfixUnaryExpressionSyntax unary => unary.OperatorToken.GetLocation(),
            ConstructorInitializerSyntax initializer => initializer.ThisOrBaseKeyword.GetLocation(),
            PrimaryConstructorBaseTypeSyntax type => type.ArgumentList.OpenParenToken.GetLocation(),
            CommonForEachStatementSyntax loop => loop.ForEachKeyword.GetLocation(),
            ConstructorDeclarationSyntax constructor => constructor.Identifier.GetLocation(),
            _ => node.GetFirstToken().GetLocation(),
        };

    private IEnumerable<(ISymbol? Symbol, bool Written)> Used(IOperation operation)
    {
        var written = !operation.IsImplicit;
        switch (operation)
        {
            case IObjectCreationOperation creation:
                yield return (creation.Constructor, written);
                break;
            case IInvocationOperation invocation:
                yield return (invocation.TargetMethod, written);
                break;
            case IPropertyReferenceOperation property:
                yield return (property.Property, written);
                break;
            case IImplicitIndexerReferenceOperation indexer:
                yield return (indexer.LengthSymbol, false);
                yield return (indexer.IndexerSymbol, false);
                break;
            case IConversionOperation conversion:
                yield return (conversion.OperatorMethod, written);
                break;
            case IBinaryOperation binary:
                yield return (binary.OperatorMethod, written);
                break;
            case IUnaryOperation unary:
                yield return (unary.OperatorMethod, written);
                break;
            case IIncrementOrDecrementOperation increment:
                yield return (increment.OperatorMethod, written);
                break;
            case ICompoundAssignmentOperation compound:
                yield return (compound.OperatorMethod, written);
                yield return (compound.InConversion.MethodSymbol, written);
                yield return (compound.OutConversion.MethodSymbol, written);
                break;
            case ICollectionExpressionOperation collection:
                yield return (collection.ConstructMethod, false);
                break;
            case IRecursivePatternOperation pattern:
                yield return (pattern.DeconstructSymbol, false);
                break;
            case IListPatternOperation pattern:
                yield return (pattern.LengthSymbol, false);
                yield return (pattern.IndexerSymbol, false);
                break;
            case IForEachLoopOperation { Syntax: CommonForEachStatementSyntax loop }:
                var info = model.GetForEachStatementInfo(loop);
                yield return (info.GetEnumeratorMethod, false);
                yield return (info.MoveNextMethod, false);
                yield return (info.CurrentProperty, false);
                yield return (info.DisposeMethod, false);
                yield return (info.ElementConversion.MethodSymbol, false);
                break;
            case IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax assignment }:
                foreach (var method in Methods(model.GetDeconstructionInfo(assignment)))
                    yield return (method, false);
                break;
        }
    }

    private static IEnumerable<ISymbol?> Methods(DeconstructionInfo info)
    {
        yield return info.Method;
        foreach (var nested in info.Nested)
        {
            foreach (var method in Methods(nested))
                yield return method;
        }
    }

    private static Location Name(ExpressionSyntax expression) =>
        expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.GetLocation(),
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.GetLocation(),
            SimpleNameSyntax name => name.Identifier.GetLocation(),
            _ => expression.GetFirstToken().GetLocation(),
        };

    private static Location LastName(TypeSyntax type) =>
        type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.GetLocation(),
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.GetLocation(),
            SimpleNameSyntax name => name.Identifier.GetLocation(),
            _ => type.GetFirstToken().GetLocation(),
        };
}
