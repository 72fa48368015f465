using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AutoResearch.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Analyzers.Boundary;

/// <summary>
/// AR0004 for one editable file: first every name that is written in it, then every member that is called without a name
/// (operators, conversions, constructors, loops, patterns), then what its types derive from and override.
/// </summary>
internal sealed class FileCheck(SemanticModel model, SymbolJudge judge, CancellationToken cancellation)
{
    private readonly string file = System.IO.Path.GetFileName(model.SyntaxTree.FilePath);
    private readonly Dictionary<int, SourceViolation> found = [];
    private readonly HashSet<SyntaxNode> reported = [];

    /// <summary>The violations in the order in which they stand in the file; at most one a place.</summary>
    public IReadOnlyList<SourceViolation> Run()
    {
        var operations = new OperationCheck(model, judge, ReportCall, ReportWrite, cancellation);
        foreach (var node in model.SyntaxTree.GetRoot(cancellation).DescendantNodes())
        {
            if (node is SimpleNameSyntax name)
                CheckName(name);
            else if (node is BaseListSyntax bases)
                CheckBases(bases);
            else if (node is MemberDeclarationSyntax { Parent: TypeDeclarationSyntax } member)
                CheckOverride(member);
        }

        foreach (var node in model.SyntaxTree.GetRoot(cancellation).DescendantNodes())
        {
            if (OperationCheck.IsRoot(node))
                operations.Check(node);
        }

        return found.Values.OrderBy(violation => violation.Location.SourceSpan.Start).ToList();
    }

    private void Report(Location location, string message)
    {
        if (!found.ContainsKey(location.SourceSpan.Start))
            found.Add(location.SourceSpan.Start, new SourceViolation(location, message));
    }

    private void Report(Location location, Objection objection) => Report(location, objection.Message(file));

    private void ReportCall(SyntaxNode call, Objection objection)
    {
        if (!reported.Contains(call))
            Report(OperationCheck.Place(call), objection);
    }

    private void ReportWrite(SyntaxNode reference, ISymbol symbol)
    {
        if (!reported.Contains(reference))
            Report(
                OperationCheck.Place(reference),
                BoundaryMessages.Write(SymbolNames.Spoken(symbol.ContainingType.OriginalDefinition, symbol), file)
            );
    }

    private void CheckName(SimpleNameSyntax name)
    {
        // 'var' stands for a type that is judged where its value is made. A base type is judged as a base, elsewhere.
        if (name.IsVar || IsBase(name) || (LeftOf(name) is { } left && reported.Contains(left)))
            return;
        if (judge.Judge(Bind(name), written: true) is not { } objection)
            return;
        Report(name.Identifier.GetLocation(), objection);
        Mark(name);
    }

    private ISymbol? Bind(SimpleNameSyntax name)
    {
        var info = model.GetSymbolInfo(name, cancellation);
        // A method group that is not converted to one delegate has candidates only; the compiler reports what is wrong with it.
        return info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
    }

    // A.B.C(): once A.B is reported, C says nothing new.
    private void Mark(SimpleNameSyntax name)
    {
        reported.Add(name);
        for (var node = (SyntaxNode)name; node.Parent is { } parent && Continues(parent, node); node = parent)
            reported.Add(parent);
    }

    private static bool Continues(SyntaxNode parent, SyntaxNode child) =>
        parent switch
        {
            MemberAccessExpressionSyntax
            or QualifiedNameSyntax
            or AliasQualifiedNameSyntax
            or ConditionalAccessExpressionSyntax
            or MemberBindingExpressionSyntax
            or PostfixUnaryExpressionSyntax
            or NullableTypeSyntax => true,
            InvocationExpressionSyntax call => call.Expression == child,
            ElementAccessExpressionSyntax access => access.Expression == child,
            ObjectCreationExpressionSyntax creation => creation.Type == child,
            _ => false,
        };

    private static SyntaxNode? LeftOf(SimpleNameSyntax name) =>
        name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left,
            MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax conditional } => conditional.Expression,
            _ => null,
        };

    private static bool IsBase(SimpleNameSyntax name)
    {
        var node = (SyntaxNode)name;
        while (node.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax)
            node = node.Parent;
        return node.Parent is BaseTypeSyntax { Parent: BaseListSyntax };
    }

    private void CheckBases(BaseListSyntax bases)
    {
        foreach (var type in bases.Types)
        {
            if (
                model.GetTypeInfo(type.Type, cancellation).Type is INamedTypeSymbol { TypeKind: not TypeKind.Error } named
                && bases.Parent is not EnumDeclarationSyntax
                && !judge.MayDerive(named.OriginalDefinition)
            )
                Report(type.Type.GetLocation(), BoundaryMessages.Derive(SymbolNames.Full(named), file));
        }
    }

    private void CheckOverride(MemberDeclarationSyntax member)
    {
        if (!member.Modifiers.Any(SyntaxKind.OverrideKeyword) || model.GetDeclaredSymbol(member, cancellation) is not { } symbol)
            return;
        if (SymbolJudge.Overridden(symbol) is { } overridden && !judge.MayOverride(overridden))
            Report(
                symbol.Locations[0],
                BoundaryMessages.Override(SymbolNames.Spoken(overridden.ContainingType.OriginalDefinition, overridden), file)
            );
    }
}
