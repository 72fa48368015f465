using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Search;

/// <summary>
/// Finds, by syntax alone, the parts of a source that can be left out so that it usually still compiles. Methods that train are left whole:
/// those that build the model, take steps or handle gradients.
/// </summary>
internal static class PartFinder
{
    private const int NameLimit = 44;

    // A method trains if it has one of these names or mentions one.
    private static readonly HashSet<string> Training =
    [
        "Build",
        "Fit",
        "Step",
        "step",
        "IsOver",
        "backward",
        "grad",
        "no_grad",
        "zero_grad",
    ];

    // Calls that return a tensor of the shape that they were given.
    private static readonly HashSet<string> Elementwise =
    [
        "relu",
        "relu6",
        "leaky_relu",
        "gelu",
        "silu",
        "mish",
        "elu",
        "selu",
        "celu",
        "tanh",
        "sigmoid",
        "square",
        "softplus",
        "hardswish",
        "dropout",
        "normalize",
        "clamp",
        "layer_norm",
        "rms_norm",
        "ReLU",
        "GELU",
        "SiLU",
    ];

    // Words in the name of a module that returns a tensor of the shape that it was given.
    private static readonly string[] ShapeKeeping =
    [
        "dropout",
        "norm",
        "relu",
        "gelu",
        "silu",
        "activation",
        "scale",
        "gate",
        "mix",
        "shift",
        "rotary",
        "residual",
    ];

    public static IReadOnlyList<Part> Find(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        var tensorFunctions = root.DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Where(TakesAndGivesATensor)
            .Select(method => method.Identifier.Text)
            .ToHashSet();
        var parts = root.DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Where(method => !Trains(method))
            .SelectMany(method =>
                method
                    .DescendantNodes()
                    .SelectMany(node => Parts(node, tensorFunctions))
                    .Select(part => part with { Owner = Owner(method) })
            );
        // Two that read the same are told apart by their order.
        return
        [
            .. parts
                .GroupBy(part => (part.Owner, part.Name))
                .SelectMany(alike => alike.Select((part, i) => i == 0 ? part : part with { Name = $"{part.Name} ({i + 1})" })),
        ];
    }

    private static IEnumerable<Part> Parts(SyntaxNode node, HashSet<string> tensorFunctions) =>
        node switch
        {
            ForEachStatementSyntax or ForStatementSyntax when Changes((StatementSyntax)node) =>
            [
                Statement((StatementSyntax)node, LoopName(node)),
            ],
            ExpressionStatementSyntax statement when AddedTo(statement) is { } added => [Statement(statement, Text(added))],
            BinaryExpressionSyntax sum when sum.RawKind is (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression => Terms(
                sum
            ),
            InvocationExpressionSyntax call when Inner(call, tensorFunctions) is { } inner =>
            [
                new Part(CallName(call, inner), "", call.Span, Inside(call, inner)),
            ],
            _ => [],
        };

    // x = x + f(x), x += f(x), x = f(x): without the statement x is what it was.
    private static ExpressionSyntax? AddedTo(ExpressionStatementSyntax statement)
    {
        if (
            statement.Parent is not BlockSyntax
            || statement.Expression is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } assignment
        )
            return null;
        var isSum =
            assignment.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: IdentifierNameSyntax left }
            && left.Identifier.Text == variable.Identifier.Text;
        var isPassed =
            assignment.Right is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax argument }] }
            && argument.Identifier.Text == variable.Identifier.Text;
        return assignment.RawKind switch
        {
            (int)SyntaxKind.SimpleAssignmentExpression when isSum => ((BinaryExpressionSyntax)assignment.Right).Right is { } added
            && Calls(added)
                ? added
                : null,
            (int)SyntaxKind.SimpleAssignmentExpression when isPassed => assignment.Right,
            (int)SyntaxKind.AddAssignmentExpression when Calls(assignment.Right) => assignment.Right,
            _ => null,
        };
    }

    private static IEnumerable<Part> Terms(BinaryExpressionSyntax sum)
    {
        // The whole statement is a part already; and a '+' with a string in it is no sum.
        if (sum.Parent?.Parent is ExpressionStatementSyntax statement && AddedTo(statement) is not null)
            yield break;
        if (
            sum.DescendantNodes()
                .OfType<LiteralExpressionSyntax>()
                .Any(literal => literal.RawKind != (int)SyntaxKind.NumericLiteralExpression)
        )
            yield break;
        if (Calls(sum.Right) && sum.Left is not LiteralExpressionSyntax)
            yield return Replaced(sum, sum.Left, $"{sum.OperatorToken.Text} {Text(sum.Right)}");
        if (sum.RawKind == (int)SyntaxKind.AddExpression && Calls(sum.Left) && sum.Right is not LiteralExpressionSyntax)
            yield return Replaced(sum, sum.Right, $"{Text(sum.Left)} +");
    }

    private static Part Replaced(ExpressionSyntax whole, ExpressionSyntax rest, string name) =>
        whole.Parent is ParenthesizedExpressionSyntax parenthesized && Stands(rest)
            ? new Part(name, "", parenthesized.Span, rest.ToString())
            : new Part(name, "", whole.Span, rest.ToString());

    // The argument of a call that returns a tensor of the same shape; null for other calls.
    private static ExpressionSyntax? Inner(InvocationExpressionSyntax call, HashSet<string> tensorFunctions)
    {
        // A call that is a statement is one of the parts above already.
        if (call.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } && AddedTo(statement) is not null)
            return null;
        var arguments = call.ArgumentList.Arguments;
        var name = (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.Text
            ?? (call.Expression as IdentifierNameSyntax)?.Identifier.Text;
        var target = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        if (name is null)
            return null;
        if (name is "call" or "forward")
            return
                arguments.Count == 1
                && target is IdentifierNameSyntax module
                && ShapeKeeping.Any(word => module.Identifier.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
                ? arguments[0].Expression
                : null;
        if (arguments.Count == 1 && tensorFunctions.Contains(name))
            return arguments[0].Expression;
        if (!Elementwise.Contains(name) || target is null)
            return null;
        // functional.relu(x), or x.relu().
        return target.ToString().EndsWith("functional", StringComparison.Ordinal)
            ? arguments.Count > 0
                ? arguments[0].Expression
                : null
            : arguments.Count == 0
                ? target
                : null;
    }

    private static string Inside(InvocationExpressionSyntax call, ExpressionSyntax inner) =>
        Stands(inner)
        || call.Parent
            is ArgumentSyntax
                or EqualsValueClauseSyntax
                or ArrowExpressionClauseSyntax
                or ReturnStatementSyntax
                or AssignmentExpressionSyntax
            ? inner.ToString()
            : $"({inner})";

    // Needs no parentheses anywhere.
    private static bool Stands(ExpressionSyntax expression) =>
        expression
            is IdentifierNameSyntax
                or InvocationExpressionSyntax
                or MemberAccessExpressionSyntax
                or ElementAccessExpressionSyntax
                or ParenthesizedExpressionSyntax
                or LiteralExpressionSyntax;

    // Whether a loop updates a variable by a call and can be taken out as a whole.
    private static bool Changes(StatementSyntax loop) =>
        loop.Parent is BlockSyntax
        && !loop.DescendantNodes().Any(node => node is ReturnStatementSyntax or YieldStatementSyntax)
        && loop.DescendantNodes()
            .OfType<AssignmentExpressionSyntax>()
            .Any(assignment => assignment.Left is IdentifierNameSyntax && Calls(assignment.Right));

    private static string LoopName(SyntaxNode loop) =>
        loop is ForEachStatementSyntax each
            ? Shortened($"the loop over {each.Expression}")
            : Shortened($"the loop {((ForStatementSyntax)loop).Condition}");

    private static Part Statement(StatementSyntax statement, string name) => new(name, "", statement.FullSpan, "");

    private static string CallName(InvocationExpressionSyntax call, ExpressionSyntax inner) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: var target } method && target == inner
            ? Shortened($"{method.Name}() behind {Compact(inner)}")
            : Shortened($"{call.Expression} of {Compact(inner)}");

    private static bool Calls(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any();

    private static bool TakesAndGivesATensor(MethodDeclarationSyntax method) =>
        method.ReturnType.ToString() == "Tensor" && method.ParameterList.Parameters is [{ Type: { } type }] && type.ToString() == "Tensor";

    private static bool Trains(MethodDeclarationSyntax method) =>
        Training.Contains(method.Identifier.Text)
        || method.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && Training.Contains(token.Text));

    private static string Owner(MethodDeclarationSyntax method) =>
        method.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            ? $"{type.Identifier.Text}.{method.Identifier.Text}"
            : method.Identifier.Text;

    private static string Text(ExpressionSyntax expression) => Shortened(Compact(expression));

    private static string Compact(SyntaxNode node) =>
        string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Shortened(string text) => text.Length <= NameLimit ? text : text[..(NameLimit - 1)] + "…";
}
