using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Language;

/// <summary>
/// Declarations that code in a locked file would bind to by their name: a type <c>Math</c>, a namespace <c>torch</c>, an
/// extension method <c>Average</c> that fits better than LINQ's. A locked file means Train.cs only where it calls it, in
/// its overrides of Build and Train.
/// </summary>
internal sealed class NameHijacks(string file, List<SourceViolation> found)
{
    // The compiler looks for these by name, without the name standing in the source: foreach, deconstruction, collection
    // initialisers, queries, await and fixed.
    private static readonly HashSet<string> Patterns = new(
        [
            "GetEnumerator",
            "GetAsyncEnumerator",
            "Deconstruct",
            "Add",
            "GetAwaiter",
            "GetPinnableReference",
            "Select",
            "SelectMany",
            "Where",
            "OrderBy",
            "OrderByDescending",
            "ThenBy",
            "ThenByDescending",
            "GroupBy",
            "Join",
            "GroupJoin",
            "Cast",
        ],
        StringComparer.Ordinal
    );

    public void Check(SyntaxNode root, IReadOnlyList<SyntaxTree> locked)
    {
        var declarations = Declarations(root).ToList();
        if (declarations.Count == 0 || locked.Count == 0)
            return;
        var used = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tree in locked)
            CollectNames(tree.GetRoot(), Path.GetFileName(tree.FilePath), used);
        var anyLocked = Path.GetFileName(locked[0].FilePath);
        foreach (var (name, extension) in declarations)
        {
            if (User(name.ValueText, used) is { } user)
                Report(name, user);
            else if (extension && Patterns.Contains(name.ValueText))
                Report(name, anyLocked);
        }
    }

    private void Report(SyntaxToken name, string user) =>
        found.Add(new SourceViolation(name.GetLocation(), BoundaryMessages.Hijack(name.ValueText, file, user)));

    private static string? User(string name, Dictionary<string, string> used)
    {
        if (used.TryGetValue(name, out var user))
            return user;
        // [Knob] finds KnobAttribute.
        return name.EndsWith("Attribute", StringComparison.Ordinal) && used.TryGetValue(name.Substring(0, name.Length - 9), out user)
            ? user
            : null;
    }

    // Every identifier of a locked file outside its overrides of Build and Train.
    private static void CollectNames(SyntaxNode root, string lockedFile, Dictionary<string, string> used)
    {
        foreach (var node in root.DescendantNodesAndTokens(node => !CallsTheCandidate(node)))
        {
            if (node.IsToken && node.IsKind(SyntaxKind.IdentifierToken) && !used.ContainsKey(node.AsToken().ValueText))
                used.Add(node.AsToken().ValueText, lockedFile);
        }
    }

    private static bool CallsTheCandidate(SyntaxNode node) =>
        node is MethodDeclarationSyntax { Identifier.ValueText: "Build" or "Train" } method
        && method.Modifiers.Any(SyntaxKind.OverrideKeyword);

    // What other files can bind to by its name alone: types and namespaces at the top, and extension members.
    private static IEnumerable<(SyntaxToken Name, bool Extension)> Declarations(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes(node => node is CompilationUnitSyntax or MemberDeclarationSyntax))
        {
            switch (node)
            {
                case BaseNamespaceDeclarationSyntax ns:
                    foreach (var part in ns.Name.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
                        yield return (part, false);
                    break;
                case ExtensionBlockDeclarationSyntax:
                    break;
                case BaseTypeDeclarationSyntax { Parent: CompilationUnitSyntax or BaseNamespaceDeclarationSyntax } type:
                    yield return (type.Identifier, false);
                    break;
                case DelegateDeclarationSyntax { Parent: CompilationUnitSyntax or BaseNamespaceDeclarationSyntax } type:
                    yield return (type.Identifier, false);
                    break;
                case MethodDeclarationSyntax method when method.Parent is ExtensionBlockDeclarationSyntax || IsExtension(method):
                    yield return (method.Identifier, true);
                    break;
                case PropertyDeclarationSyntax { Parent: ExtensionBlockDeclarationSyntax } property:
                    yield return (property.Identifier, true);
                    break;
            }
        }
    }

    private static bool IsExtension(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.FirstOrDefault() is { } first && first.Modifiers.Any(SyntaxKind.ThisKeyword);
}
