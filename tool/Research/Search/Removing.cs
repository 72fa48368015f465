using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Research.Search;

/// <summary>
/// Takes a part out of a source, and with it what only the part used: a module that the forward path leaves out would keep parameters
/// without gradients, and dead code is not shorter.
/// </summary>
internal static class Removing
{
    /// <summary>The source without the part; null where that does not parse, or a module would stay that nothing calls any more.</summary>
    public static string? From(string source, Part part)
    {
        var before = CSharpSyntaxTree.ParseText(source).GetRoot();
        var text = SourceText.From(source).WithChanges(new TextChange(part.Span, part.Replacement));
        // Taking something out may leave more behind that nothing uses.
        while (true)
        {
            var root = CSharpSyntaxTree.ParseText(text).GetRoot();
            if (root.ContainsDiagnostics)
                return null;
            var spans = root.DescendantNodes()
                .OfType<MemberDeclarationSyntax>()
                .Where(member => IsUnused(member, root) && !IsUnused(Same(member, before), before))
                .SelectMany(member => Uses(member).Append(member).Select(Lines))
                .OrderBy(span => span.Start)
                .ToList();
            if (spans.Count == 0)
                return IsLeftBehind(root, before) ? null : text.ToString();
            text = text.WithChanges(Outermost(spans).Select(span => new TextChange(span, "")));
        }
    }

    private static IEnumerable<TextSpan> Outermost(List<TextSpan> spans) =>
        spans.Where(span => !spans.Exists(other => other != span && other.Contains(span))).Distinct();

    // The node with the comment above it. The blank line before it stays where the next node has none of its own.
    private static TextSpan Lines(SyntaxNode node)
    {
        var next = node.Parent?.ChildNodes().SkipWhile(sibling => sibling != node).ElementAtOrDefault(1);
        var blank = node.GetLeadingTrivia()
            .TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            .Sum(trivia => trivia.FullSpan.Length);
        return next is null || next.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia)
            ? node.FullSpan
            : TextSpan.FromBounds(node.FullSpan.Start + blank, node.FullSpan.End);
    }

    // Whether nothing mentions a private field, a private method or a type except its own declaration and the code that fills it.
    private static bool IsUnused(MemberDeclarationSyntax? member, SyntaxNode root) =>
        member switch
        {
            FieldDeclarationSyntax { Declaration.Variables: [var variable] } field
                when IsPrivate(field.Modifiers) && field.AttributeLists.Count == 0 => Mentions(field.Parent!, variable.Identifier.Text)
                .All(mention => Filling(mention) is not null),
            MethodDeclarationSyntax method when IsPrivate(method.Modifiers) => Mentions(root, method.Identifier.Text).All(method.Contains),
            ClassDeclarationSyntax type => Mentions(root, type.Identifier.Text).All(type.Contains),
            _ => false,
        };

    private static MemberDeclarationSyntax? Same(MemberDeclarationSyntax member, SyntaxNode root) =>
        root.DescendantNodes()
            .OfType<MemberDeclarationSyntax>()
            .FirstOrDefault(other => Name(other) == Name(member) && Name(other.Parent) == Name(member.Parent));

    private static string? Name(SyntaxNode? node) =>
        node switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
            MethodDeclarationSyntax method => method.Identifier.Text + method.ParameterList,
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            _ => null,
        };

    private static bool IsPrivate(SyntaxTokenList modifiers) =>
        !modifiers.Any(modifier =>
            modifier.Kind()
                is SyntaxKind.PublicKeyword
                    or SyntaxKind.InternalKeyword
                    or SyntaxKind.ProtectedKeyword
                    or SyntaxKind.OverrideKeyword
        );

    private static IEnumerable<SimpleNameSyntax> Mentions(SyntaxNode where, string name) =>
        where.DescendantNodes().OfType<SimpleNameSyntax>().Where(mention => mention.Identifier.Text == name && !IsAnotherMeaning(mention));

    // The right of 'this.bits = bits' is a parameter, and so is what a constructor passes on.
    private static bool IsAnotherMeaning(SimpleNameSyntax mention) =>
        mention.Parent is not MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
        && mention.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } method
        && method.ParameterList.Parameters.Any(parameter => parameter.Identifier.Text == mention.Identifier.Text);

    private static IEnumerable<SyntaxNode> Uses(MemberDeclarationSyntax member) =>
        member is FieldDeclarationSyntax field
            ? Mentions(field.Parent!, field.Declaration.Variables[0].Identifier.Text).Select(mention => Filling(mention)!)
            : [];

    // The statement of a constructor that fills a field: field = …; this.field = …; field.Add(…); or the loop around it that does nothing
    // else.
    private static StatementSyntax? Filling(SimpleNameSyntax mention)
    {
        if (mention.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null)
            return null;
        SyntaxNode target = mention.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : mention;
        StatementSyntax? statement = target.Parent switch
        {
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax assignment } filled when filled.Left == target => assignment,
            MemberAccessExpressionSyntax
            {
                Name.Identifier.Text: "Add",
                Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax call }
            } added when added.Expression == target => call,
            _ => null,
        };
        while (
            statement?.Parent
                is ForStatementSyntax
                    or ForEachStatementSyntax
                    or BlockSyntax { Statements.Count: 1, Parent: ForStatementSyntax or ForEachStatementSyntax }
        )
            statement = statement.Parent as BlockSyntax is { } block ? (StatementSyntax)block.Parent! : (StatementSyntax)statement.Parent;
        return statement?.Parent is BlockSyntax ? statement : null;
    }

    // Whether a module is left that was called before and now is only filled or counted.
    private static bool IsLeftBehind(SyntaxNode root, SyntaxNode before) =>
        root.DescendantNodes()
            .OfType<FieldDeclarationSyntax>()
            .Where(field => field.Declaration.Variables.Count == 1 && field.AttributeLists.Count == 0)
            .Any(field => Same(field, before) is { } old && IsCalled(old) && !IsCalled(field));

    private static bool IsCalled(MemberDeclarationSyntax field) =>
        Mentions(field.Parent!, Name(field)!)
            .Any(mention =>
                Filling(mention) is null && mention.Parent is not MemberAccessExpressionSyntax { Name.Identifier.Text: "Count" or "Length" }
            );
}
