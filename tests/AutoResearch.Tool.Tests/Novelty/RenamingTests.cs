using AutoResearch.Research.Novelty;
using AutoResearch.Tests.Boundary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Tests.Novelty;

/// <summary>Renames as the compiler understands them, against a normal form that has no compiler.</summary>
public class RenamingTests
{
    // Counted all the same: a parameter that a call names, members that a string names, and a field whose name is one of other types, too:
    // each preset has the same knobs.
    [Fact]
    public void Renaming_a_local_a_parameter_or_a_private_member_of_the_scaffold_does_not_count() =>
        Assert.Equal(
            ["BatchSize", "Dropout", "Expansion", "HashBits", "Heads", "Layers", "Length", "Width", "blocks", "scale", "weight"],
            Counting(Sources.Train, CompiledSample.Read("Template/Prepare.cs")).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Renaming_counts_nowhere_where_nothing_asks_for_a_name() => Assert.Equal(["by"], Counting(Sources.Varied, ""));

    // The names for which it does.
    private static List<string> Counting(string source, string prepare)
    {
        var compilation = CompiledSample.Compile(source, prepare);
        var tree = compilation.SyntaxTrees[0];
        var model = compilation.GetSemanticModel(tree);
        var hash = NormalForm.Hash(Sources.Files(source));
        var tokens = tree.GetRoot()
            .DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => (Token: token, Symbol: Meaning(model, token)))
            .Where(use => use.Symbol is not null && MayBeRenamed(use.Symbol))
            .ToList();
        var symbols = tokens.GroupBy(use => use.Symbol!, use => use.Token, SymbolEqualityComparer.Default).ToList();
        Assert.NotEmpty(symbols);
        return
        [
            .. symbols
                .Where(uses => hash != NormalForm.Hash(Sources.Files(Renamed(source, uses))))
                .Select(uses => uses.Key!.Name)
                .Distinct(),
        ];
    }

    private static ISymbol? Meaning(SemanticModel model, SyntaxToken token) =>
        token.Parent switch
        {
            IdentifierNameSyntax { Parent: NameColonSyntax } => null,
            SimpleNameSyntax name => model.GetSymbolInfo(name).Symbol,
            { } node => model.GetDeclaredSymbol(node),
            _ => null,
        };

    private static bool MayBeRenamed(ISymbol? symbol) =>
        symbol switch
        {
            ILocalSymbol or IRangeVariableSymbol => true,
            IParameterSymbol parameter => !parameter.IsThis && parameter.DeclaringSyntaxReferences.Length > 0,
            IMethodSymbol { MethodKind: MethodKind.LocalFunction } => true,
            IFieldSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol => symbol
                is { DeclaredAccessibility: Accessibility.Private, IsImplicitlyDeclared: false },
            _ => false,
        };

    private static string Renamed(string source, IEnumerable<SyntaxToken> uses)
    {
        foreach (var use in uses.OrderByDescending(use => use.SpanStart))
            source = source[..use.SpanStart] + "another" + source[use.Span.End..];
        return source;
    }
}
