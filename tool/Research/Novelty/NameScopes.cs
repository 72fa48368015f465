using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Novelty;

/// <summary>
/// Which identifiers of a file are names of its locals, parameters and private members, and which declaration each means: the rules of
/// C#'s scopes, by syntax alone.
/// </summary>
internal sealed class NameScopes
{
    // The value is false for a declared name that has to stay.
    private readonly Dictionary<DeclaredName, bool> declared = [];
    private readonly KeptNames kept;

    public NameScopes(CompilationUnitSyntax root, KeptNames kept)
    {
        this.kept = kept;
        foreach (var node in root.DescendantNodes())
        {
            foreach (var (identifier, mayChange) in Declarations(node))
            {
                var name = new DeclaredName(ScopeOf(node), identifier.ValueText);
                declared[name] = mayChange && declared.GetValueOrDefault(name, true);
            }
        }

        // A local that hides another one is mostly an error, and renaming it is the way out: the two programs must not count as the same.
        foreach (var hidden in declared.Keys.Where(name => !IsOfType(name.Scope)).SelectMany(Hidden).ToList())
            declared[hidden] = false;
    }

    /// <summary>The declaration that an identifier makes or refers to; null where its name has to stay.</summary>
    public DeclaredName? Of(SyntaxToken identifier)
    {
        if (identifier.Parent is not { } node)
            return null;
        if (node is SimpleNameSyntax reference)
            return StandsAlone(reference) ? Lookup(reference, identifier.ValueText) : OfMember(reference, identifier.ValueText);
        if (!Declarations(node).Any(declaration => declaration.Identifier == identifier))
            return null;
        var name = new DeclaredName(ScopeOf(node), identifier.ValueText);
        return declared.GetValueOrDefault(name) ? name : null;
    }

    // this.name is the type's own; so is Type.name within it.
    private DeclaredName? OfMember(SimpleNameSyntax reference, string name)
    {
        if (reference.Parent is not MemberAccessExpressionSyntax access || access.Name != reference || !KeptNames.IsOwn(access))
            return null;
        var type = reference
            .Ancestors()
            .OfType<TypeDeclarationSyntax>()
            .First(candidate =>
                access.Expression is not IdentifierNameSyntax named || candidate.Identifier.ValueText == named.Identifier.ValueText
            );
        var member = new DeclaredName(type, name);
        return declared.GetValueOrDefault(member) ? member : null;
    }

    // The innermost declaration; one that has to stay hides those further out.
    private DeclaredName? Lookup(SyntaxNode node, string text)
    {
        foreach (var scope in node.Ancestors())
        {
            var name = new DeclaredName(scope, text);
            if (declared.TryGetValue(name, out var mayChange))
                return mayChange ? name : null;
        }

        return null;
    }

    // A local or a parameter, together with the outer ones of the same name; nothing if there are none.
    private IEnumerable<DeclaredName> Hidden(DeclaredName name)
    {
        var others = name
            .Scope.Ancestors()
            .TakeWhile(scope => !IsOfType(scope))
            .Select(scope => name with { Scope = scope })
            .Where(declared.ContainsKey)
            .ToList();
        return others.Count > 0 ? others.Append(name) : [];
    }

    private static bool IsOfType(SyntaxNode scope) =>
        scope is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or CompilationUnitSyntax;

    private static bool StandsAlone(SimpleNameSyntax reference) =>
        reference.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Name != reference,
            MemberBindingExpressionSyntax
            or QualifiedNameSyntax
            or AliasQualifiedNameSyntax
            or NameColonSyntax
            or NameEqualsSyntax
            or GotoStatementSyntax => false,
            AssignmentExpressionSyntax
            {
                Parent: InitializerExpressionSyntax { RawKind: not (int)SyntaxKind.ArrayInitializerExpression }
            } assignment when assignment.Left == reference => false,
            _ => !SyntaxFacts.IsInTypeOnlyContext(reference),
        };

    private IEnumerable<(SyntaxToken Identifier, bool MayChange)> Declarations(SyntaxNode node)
    {
        switch (node)
        {
            case VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax field } variable:
                yield return (variable.Identifier, IsPrivate(field) && kept.AllowsMember(variable.Identifier.ValueText));
                break;
            case VariableDeclaratorSyntax variable:
                yield return Local(variable.Identifier);
                break;
            case ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } property:
                yield return (property.Identifier, false);
                break;
            case ParameterSyntax parameter:
                yield return (parameter.Identifier, kept.AllowsParameter(parameter.Identifier.ValueText));
                break;
            case SingleVariableDesignationSyntax designation:
                yield return Local(designation.Identifier);
                break;
            case ForEachStatementSyntax loop:
                yield return Local(loop.Identifier);
                break;
            case CatchDeclarationSyntax caught:
                yield return Local(caught.Identifier);
                break;
            case LocalFunctionStatementSyntax function:
                yield return Local(function.Identifier);
                break;
            case FromClauseSyntax from:
                yield return Local(from.Identifier);
                break;
            case LetClauseSyntax let:
                yield return Local(let.Identifier);
                break;
            case JoinClauseSyntax join:
                yield return Local(join.Identifier);
                break;
            case JoinIntoClauseSyntax into:
                yield return Local(into.Identifier);
                break;
            case QueryContinuationSyntax continuation:
                yield return Local(continuation.Identifier);
                break;
            case MethodDeclarationSyntax method:
                yield return (
                    method.Identifier,
                    method.ExplicitInterfaceSpecifier is null && IsPrivate(method) && kept.AllowsMember(method.Identifier.ValueText)
                );
                break;
            case PropertyDeclarationSyntax property:
                yield return (
                    property.Identifier,
                    property.ExplicitInterfaceSpecifier is null && IsPrivate(property) && kept.AllowsMember(property.Identifier.ValueText)
                );
                break;
            case BaseTypeDeclarationSyntax type:
                yield return (type.Identifier, false);
                break;
        }
    }

    private (SyntaxToken, bool) Local(SyntaxToken identifier) => (identifier, kept.AllowsLocal(identifier.ValueText));

    private static bool IsPrivate(MemberDeclarationSyntax member) =>
        member.Parent is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax
        // Another part of a partial type may use the member.
        && !((TypeDeclarationSyntax)member.Parent).Modifiers.Any(SyntaxKind.PartialKeyword)
        && !member.Modifiers.Any(modifier =>
            modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword
        );

    // The scope of the name that a node declares.
    private static SyntaxNode ScopeOf(SyntaxNode node) =>
        node switch
        {
            VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax field } => field.Parent!,
            MemberDeclarationSyntax => node.Parent!,
            // What one section of a switch declares is visible in all of them.
            VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: SwitchSectionSyntax section } } =>
                section.Parent!,
            LocalFunctionStatementSyntax { Parent: SwitchSectionSyntax section } => section.Parent!,
            LocalFunctionStatementSyntax => node.Ancestors().First(IsScope),
            _ => node.AncestorsAndSelf().First(IsScope),
        };

    // Top-level statements are no scope: what one declares is visible in all of them.
    private static bool IsScope(SyntaxNode node) =>
        node
            is not GlobalStatementSyntax
                and (
                    MemberDeclarationSyntax
                    or CompilationUnitSyntax
                    or AccessorDeclarationSyntax
                    or BlockSyntax
                    or SwitchStatementSyntax
                    or SwitchSectionSyntax
                    or SwitchExpressionArmSyntax
                    or ForStatementSyntax
                    or CommonForEachStatementSyntax
                    or WhileStatementSyntax
                    or DoStatementSyntax
                    or UsingStatementSyntax
                    or LockStatementSyntax
                    or FixedStatementSyntax
                    or CatchClauseSyntax
                    or LocalFunctionStatementSyntax
                    or AnonymousFunctionExpressionSyntax
                    or QueryExpressionSyntax
                );
}
