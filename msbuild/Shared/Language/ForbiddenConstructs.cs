using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Language;

/// <summary>Constructs of C# that lead around the allow-list, or run code that nobody calls.</summary>
internal sealed class ForbiddenConstructs(string file, List<SourceViolation> found) : CSharpSyntaxWalker
{
    private const string SafeMemory = "use arrays, spans and tensors";
    private const string OneThread = "training has one thread; libtorch uses the others";
    private const string NoStatics = "keep it in a local variable, in the model's buffers, or make it const or readonly";
    private const string NoHiddenCode = "what has to be done, Build and Fit do when they are called";

    // Names under which code outside this file looks for what it trusts.
    private static readonly HashSet<string> ForeignNamespaces = new(StringComparer.Ordinal)
    {
        "System",
        "Microsoft",
        "TorchSharp",
        "AutoResearch",
    };

    private static readonly HashSet<string> Attributes = new(
        [
            "Knob",
            "Choice",
            "Constraint",
            "Preset",
            "Flags",
            "Obsolete",
            "AllowNull",
            "DisallowNull",
            "DoesNotReturn",
            "MaybeNull",
            "MaybeNullWhen",
            "MemberNotNull",
            "MemberNotNullWhen",
            "NotNull",
            "NotNullIfNotNull",
            "NotNullWhen",
            "SetsRequiredMembers",
        ],
        StringComparer.Ordinal
    );

    private void Report(Location location, string construct, string advice) =>
        found.Add(new SourceViolation(location, BoundaryMessages.Construct(construct, file, advice)));

    private void Report(SyntaxToken token, string construct, string advice) => Report(token.GetLocation(), construct, advice);

    public override void DefaultVisit(SyntaxNode node)
    {
        if (Problem(node) is { } problem)
            Report(problem.Token, problem.What, problem.Advice);
        else
            base.DefaultVisit(node);
    }

    // The problems that the kind of a node alone shows.
    private static (SyntaxToken Token, string What, string Advice)? Problem(SyntaxNode node) =>
        node switch
        {
            PointerTypeSyntax pointer => (pointer.AsteriskToken, "A pointer", SafeMemory),
            FunctionPointerTypeSyntax function => (function.DelegateKeyword, "A function pointer", "use Func or Action"),
            StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax => (
                node.GetFirstToken(),
                "stackalloc",
                "use an array: the stack may hold what somebody else left there"
            ),
            FixedStatementSyntax fixedStatement => (fixedStatement.FixedKeyword, "fixed", SafeMemory),
            UnsafeStatementSyntax unsafeStatement => (unsafeStatement.UnsafeKeyword, "unsafe", SafeMemory),
            MakeRefExpressionSyntax or RefTypeExpressionSyntax or RefValueExpressionSyntax => (
                node.GetFirstToken(),
                node.GetFirstToken().Text,
                SafeMemory
            ),
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.ArgListExpression) => (literal.Token, "__arglist", "use params"),
            ParameterSyntax parameter when parameter.Identifier.IsKind(SyntaxKind.ArgListKeyword) => (
                parameter.Identifier,
                "__arglist",
                "use params"
            ),
            AwaitExpressionSyntax await => (await.AwaitKeyword, "await", OneThread),
            LockStatementSyntax lockStatement => (lockStatement.LockKeyword, "lock", OneThread),
            DestructorDeclarationSyntax destructor => (destructor.TildeToken, "A finaliser", NoHiddenCode),
            ExternAliasDirectiveSyntax alias => (alias.ExternKeyword, "extern alias", "use the assemblies that are referenced already"),
            GlobalStatementSyntax statement => (
                statement.GetFirstToken(),
                "A statement outside a method",
                "Prepare.cs holds the program; Train.cs is called by it"
            ),
            BaseMethodDeclarationSyntax { Parent: ExtensionBlockDeclarationSyntax } member and not MethodDeclarationSyntax => (
                member.GetFirstToken(),
                "An extension operator",
                "write a method: locked code would find the operator, too"
            ),
            IdentifierNameSyntax { Identifier.Text: "dynamic" } name => (name.Identifier, "dynamic", "use the static type"),
            _ => null,
        };

    public override void VisitUsingDirective(UsingDirectiveSyntax node)
    {
        if (node.GlobalKeyword.RawKind != 0)
            Report(node.GlobalKeyword, "A global using", "write a using of this file");
        else if (node.UnsafeKeyword.RawKind != 0)
            Report(node.UnsafeKeyword, "unsafe", SafeMemory);
        else if (node.Alias is { } alias && Attributes.Contains(AttributeName(alias.Name.Identifier.ValueText)))
            Report(alias.Name.Identifier, $"An alias with the name {alias.Name.Identifier.ValueText}", "choose another name");
        else
            base.VisitUsingDirective(node);
    }

    public override void VisitAttributeList(AttributeListSyntax node)
    {
        if (node.Target is { } target && (target.Identifier.ValueText is "assembly" or "module"))
            Report(
                target.Identifier,
                $"An attribute of the {target.Identifier.ValueText}",
                "leave it out: it would speak for Prepare.cs, too"
            );
        else
            base.VisitAttributeList(node);
    }

    public override void VisitAttribute(AttributeSyntax node)
    {
        var name = node.Name.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Last().Identifier;
        if (!Attributes.Contains(AttributeName(name.ValueText)))
            Report(name, $"[{AttributeName(name.ValueText)}]", AttributeAdvice(AttributeName(name.ValueText)));
        else
            base.VisitAttribute(node);
    }

    private static string AttributeAdvice(string name) =>
        name.IndexOf("Suppress", StringComparison.Ordinal) >= 0
            ? "nothing can be suppressed here; correct what is reported"
            : "the attributes that are open are [Knob], [Choice], [Constraint] and [Preset]";

    private static string AttributeName(string name) =>
        name.Length > 9 && name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - 9) : name;

    public override void VisitNamespaceDeclaration(NamespaceDeclarationSyntax node)
    {
        CheckNamespace(node);
        base.VisitNamespaceDeclaration(node);
    }

    public override void VisitFileScopedNamespaceDeclaration(FileScopedNamespaceDeclarationSyntax node)
    {
        CheckNamespace(node);
        base.VisitFileScopedNamespaceDeclaration(node);
    }

    private void CheckNamespace(BaseNamespaceDeclarationSyntax node)
    {
        var first = node.Name.GetFirstToken();
        if (ForeignNamespaces.Contains(first.ValueText))
            Report(first, $"A declaration in the namespace {node.Name}", "use a namespace of your own, or none");
    }

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword))
            Report(node.Identifier, "A static constructor", NoHiddenCode);
        else
            VisitMember(node, node.Modifiers, () => base.VisitConstructorDeclaration(node));
    }

    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        if (IsMutableStatic(node.Modifiers))
            Report(
                node.Declaration.Variables[0].Identifier,
                $"The static field {node.Declaration.Variables[0].Identifier.ValueText}",
                NoStatics
            );
        else
            VisitMember(node, node.Modifiers, () => base.VisitFieldDeclaration(node));
    }

    public override void VisitEventFieldDeclaration(EventFieldDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword))
            Report(
                node.Declaration.Variables[0].Identifier,
                $"The static event {node.Declaration.Variables[0].Identifier.ValueText}",
                NoStatics
            );
        else
            VisitMember(node, node.Modifiers, () => base.VisitEventFieldDeclaration(node));
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword) && KeepsState(node))
            Report(node.Identifier, $"The static property {node.Identifier.ValueText}", NoStatics);
        else
            VisitMember(node, node.Modifiers, () => base.VisitPropertyDeclaration(node));
    }

    // A getter alone is computed, or set once. 'field' is the property's own storage.
    private static bool KeepsState(PropertyDeclarationSyntax node) =>
        node.AccessorList?.Accessors.Any(accessor =>
            !accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && accessor.Body is null && accessor.ExpressionBody is null
        ) == true
        || node.DescendantTokens().Any(token => token.Text == "field");

    private static bool IsMutableStatic(SyntaxTokenList modifiers) =>
        modifiers.Any(SyntaxKind.StaticKeyword) && !modifiers.Any(SyntaxKind.ReadOnlyKeyword);

    public override void Visit(SyntaxNode? node)
    {
        var modifiers = node switch
        {
            null => default,
            ConstructorDeclarationSyntax or FieldDeclarationSyntax or EventFieldDeclarationSyntax or PropertyDeclarationSyntax => default,
            MemberDeclarationSyntax member => member.Modifiers,
            LocalFunctionStatementSyntax function => function.Modifiers,
            AnonymousFunctionExpressionSyntax function => function.Modifiers,
            _ => default,
        };
        VisitMember(node, modifiers, () => base.Visit(node));
    }

    private void VisitMember(SyntaxNode? node, SyntaxTokenList modifiers, Action visit)
    {
        foreach (var modifier in modifiers)
        {
            var advice = modifier.Kind() switch
            {
                SyntaxKind.UnsafeKeyword => SafeMemory,
                SyntaxKind.FixedKeyword => SafeMemory,
                SyntaxKind.ExternKeyword => "native code is reached through TorchSharp's functions",
                SyntaxKind.AsyncKeyword => OneThread,
                SyntaxKind.PartialKeyword => "write a type and a member in one piece",
                _ => null,
            };
            if (advice is null)
                continue;
            Report(modifier, modifier.Text, advice);
            return;
        }

        if (node is CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 } loop)
            Report(loop.AwaitKeyword, "await", OneThread);
        else if (node is UsingStatementSyntax { AwaitKeyword.RawKind: not 0 } block)
            Report(block.AwaitKeyword, "await", OneThread);
        else if (node is LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 } declaration)
            Report(declaration.AwaitKeyword, "await", OneThread);
        else
            visit();
    }
}
