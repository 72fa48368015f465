using System.Globalization;
using System.Text;
using AutoResearch.Research.Search;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Novelty;

/// <summary>Writes a syntax tree down so that equal programs give equal text. Numbers are left out of it and listed.</summary>
internal sealed class NormalWriter(NameScopes names, StringBuilder output, List<NumericLiteral> numbers)
{
    private readonly Dictionary<DeclaredName, int> places = [];

    /// <summary>A node as <c>(kind …)</c>: the shape says what parentheses would, so those are left out.</summary>
    public void Write(SyntaxNode node)
    {
        switch (node)
        {
            // A statement in parentheses is an error.
            case ParenthesizedExpressionSyntax { Parent: not ExpressionStatementSyntax } redundant:
                Write(redundant.Expression);
                return;
            case ParenthesizedPatternSyntax redundant:
                Write(redundant.Pattern);
                return;
            case BlockSyntax { Statements: [{ } only] } block when IsRedundant(block, only):
                Write(only);
                return;
        }

        output.Append('(').Append(node.RawKind);
        var modifiers = (node as MemberDeclarationSyntax)?.Modifiers ?? default;
        foreach (var modifier in Significant(node, modifiers).Order(StringComparer.Ordinal))
            output.Append(' ').Append(modifier);
        var children = Sorted(node);
        for (var i = 0; i < children.Count; i++)
        {
            if (children[i].AsNode() is { } inner)
                Write(inner);
            else if (
                children[i].AsToken() is var token
                && modifiers.IndexOf(token) < 0
                && !(token.IsKind(SyntaxKind.CommaToken) && i + 1 < children.Count && IsClosing(children[i + 1]))
            )
                Write(token);
        }

        output.Append(')');
    }

    private void Write(SyntaxToken token)
    {
        switch (token.Kind())
        {
            case SyntaxKind.NumericLiteralToken:
                output.Append(" #");
                numbers.Add(Number(token));
                break;
            case SyntaxKind.IdentifierToken:
                output.Append(' ').Append(names.Of(token) is { } declared ? Place(declared) : token.ValueText);
                break;
            case SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken:
                Quote(SyntaxKind.StringLiteralToken, token.ValueText);
                break;
            case SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken:
                Quote(token.Kind(), token.ValueText);
                break;
            case SyntaxKind.EndOfFileToken:
                break;
            default:
                output.Append(' ').Append(token.Text);
                break;
        }
    }

    // The length comes first, so that no text can look as if it ended early.
    private void Quote(SyntaxKind kind, string text) => output.Append(CultureInfo.InvariantCulture, $" {(int)kind}:{text.Length}:{text}");

    // No identifier looks like this.
    private string Place(DeclaredName name)
    {
        if (!places.TryGetValue(name, out var place))
            places[name] = place = places.Count + 1;
        return string.Create(CultureInfo.InvariantCulture, $"${place}");
    }

    // The children of a node. Where their order means nothing, they are sorted by what they say.
    private static IReadOnlyList<SyntaxNodeOrToken> Sorted(SyntaxNode node)
    {
        IReadOnlyList<SyntaxNodeOrToken> children = [.. node.ChildNodesAndTokens()];
        return node switch
        {
            CompilationUnitSyntax or BaseNamespaceDeclarationSyntax => Reordered(
                children,
                child => child is UsingDirectiveSyntax,
                child => Text(child)
            ),
            AttributeArgumentListSyntax => Reordered(
                children,
                child => child is AttributeArgumentSyntax { NameEquals: not null },
                child => ((AttributeArgumentSyntax)child).NameEquals!.Name.Identifier.ValueText
            ),
            _ => children,
        };
    }

    // Sorts the children that match among their own places; all others stay where they are.
    private static SyntaxNodeOrToken[] Reordered(
        IReadOnlyList<SyntaxNodeOrToken> children,
        Func<SyntaxNode, bool> matches,
        Func<SyntaxNode, string> key
    )
    {
        var sorted = new Queue<SyntaxNode>(
            children.Select(child => child.AsNode()).OfType<SyntaxNode>().Where(matches).OrderBy(key, StringComparer.Ordinal)
        );
        return [.. children.Select(child => child.AsNode() is { } inner && matches(inner) ? sorted.Dequeue() : child)];
    }

    private static string Text(SyntaxNode node) => string.Join(' ', node.DescendantTokens().Select(token => token.Text));

    // Members of a class or struct are private by default, so 'private' says nothing.
    private static IEnumerable<string> Significant(SyntaxNode node, SyntaxTokenList modifiers) =>
        modifiers
            .Select(modifier => modifier.Text)
            .Where(text =>
                text != "private"
                || node.Parent is not (ClassDeclarationSyntax or StructDeclarationSyntax)
                || modifiers.Any(SyntaxKind.ProtectedKeyword)
            );

    // Braces around one statement, as some write them and some do not.
    private static bool IsRedundant(BlockSyntax block, StatementSyntax only) =>
        block.Parent
            is IfStatementSyntax
                or ElseClauseSyntax
                or ForStatementSyntax
                or ForEachStatementSyntax
                or ForEachVariableStatementSyntax
                or WhileStatementSyntax
                or DoStatementSyntax
                or UsingStatementSyntax
                or LockStatementSyntax
        && only is not (LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax);

    private static bool IsClosing(SyntaxNodeOrToken next) => next.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseBracketToken;

    private static NumericLiteral Number(SyntaxToken token)
    {
        var (text, value) = token.Value switch
        {
            double real => ("d" + real.ToString("R", CultureInfo.InvariantCulture), real),
            float real => ("f" + real.ToString("R", CultureInfo.InvariantCulture), real),
            IFormattable other => (
                other.GetType().Name + other.ToString(null, CultureInfo.InvariantCulture),
                Convert.ToDouble(other, CultureInfo.InvariantCulture)
            ),
            _ => (token.Text, double.NaN),
        };
        SyntaxNode? place = token.Parent;
        while (place is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax)
            place = place.Parent;
        var name = place is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } ? KnobReader.NameOf(variable) : "";
        var member = token.Parent!.AncestorsAndSelf().Select(MemberName).FirstOrDefault(found => found.Length > 0) ?? "";
        return new NumericLiteral(value, text, name, member, token.Parent!.FirstAncestorOrSelf<AttributeSyntax>() is not null);
    }

    private static string MemberName(SyntaxNode node) =>
        node switch
        {
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            _ => "",
        };
}
