using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Boundary;

/// <summary>What a set of source files declares, by syntax alone: nothing an editable file says can change the answer for a locked
/// one.</summary>
internal sealed class DeclaredTypes
{
    private readonly Dictionary<string, FileLinePositionSpan> places = new(StringComparer.Ordinal);
    private readonly HashSet<string> partial = new(StringComparer.Ordinal);
    private readonly HashSet<string> assemblyAttributes = new(StringComparer.Ordinal);

    public DeclaredTypes(IEnumerable<SyntaxTree> trees)
    {
        foreach (var tree in trees)
        {
            var root = (CompilationUnitSyntax)tree.GetRoot();
            HasTopLevelStatements |= root.Members.Any(member => member is GlobalStatementSyntax);
            foreach (var attribute in root.AttributeLists.SelectMany(list => list.Attributes))
                assemblyAttributes.Add(SimpleName(attribute.Name));
            Collect(root.Members, "");
        }
    }

    /// <summary>One of the files is the program's beginning.</summary>
    public bool HasTopLevelStatements { get; }

    /// <summary>True for a type that these files declare, and that no other file can add to.</summary>
    public bool DeclaresWhole(string metadataName) => places.ContainsKey(metadataName) && !partial.Contains(metadataName);

    public bool Declares(string metadataName) => places.ContainsKey(metadataName);

    /// <summary>Whether an attribute of the assembly or module with this type's name stands in the files.</summary>
    public bool HasAssemblyAttribute(string typeName) =>
        assemblyAttributes.Contains(typeName)
        || (typeName.EndsWith("Attribute", StringComparison.Ordinal) && assemblyAttributes.Contains(typeName[..^9]));

    /// <summary>Where the type is declared; null for one that is not.</summary>
    public FileLinePositionSpan? Place(string metadataName) => places.TryGetValue(metadataName, out var place) ? place : null;

    private void Collect(SyntaxList<MemberDeclarationSyntax> members, string @namespace)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    Collect(inner.Members, $"{@namespace}{Plain(inner.Name)}.");
                    break;
                case BaseTypeDeclarationSyntax type:
                    Add(@namespace, type.Identifier, (type as TypeDeclarationSyntax)?.TypeParameterList, type.Modifiers);
                    break;
                case DelegateDeclarationSyntax type:
                    Add(@namespace, type.Identifier, type.TypeParameterList, type.Modifiers);
                    break;
            }
        }
    }

    private void Add(string @namespace, SyntaxToken identifier, TypeParameterListSyntax? parameters, SyntaxTokenList modifiers)
    {
        var arity = parameters is null ? "" : $"`{parameters.Parameters.Count}";
        var name = $"{@namespace}{identifier.ValueText}{arity}";
        places.TryAdd(name, identifier.GetLocation().GetLineSpan());
        // A file-local type has another name in the assembly, and each file may declare one of the same name.
        if (modifiers.Any(SyntaxKind.PartialKeyword) || modifiers.Any(SyntaxKind.FileKeyword))
            partial.Add(name);
    }

    // Without the @ and the blanks that a source may write.
    private static string Plain(NameSyntax name) =>
        name switch
        {
            QualifiedNameSyntax qualified => $"{Plain(qualified.Left)}.{qualified.Right.Identifier.ValueText}",
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            _ => name.ToString(),
        };

    private static string SimpleName(NameSyntax name) =>
        name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => name.ToString(),
        };
}
