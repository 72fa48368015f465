using System.Linq.Expressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Search;

/// <summary>
/// Constants of a file that follow from its knobs, such as <c>const bool Fits = Width % Heads == 0</c>, as functions of the knobs' values.
/// It knows what constants are made of: literals, other constants of the file, arithmetic, comparisons, logic, casts and <c>?:</c>. With
/// C#'s types, so that integers divide as they do when the program is compiled.
/// </summary>
internal sealed class KnobFormulas
{
    // Nobody writes expressions that are nested deeper, and constants that refer to each other in a circle do not compile.
    private const int Deepest = 200;

    // Constants that each name the one before twice would be more work than there is time for.
    private const int Most = 10_000;

    private static readonly Type[] Ranks = [typeof(int), typeof(long), typeof(float), typeof(double)];

    private readonly ParameterExpression values = Expression.Parameter(typeof(double[]), "values");
    private readonly Dictionary<string, int> indices;
    private readonly IReadOnlyList<Dial> dials;
    private readonly ILookup<string, VariableDeclaratorSyntax> constants;
    private int visited;

    /// <param name="dials">The knobs, in the order in which their values come.</param>
    public KnobFormulas(SyntaxNode root, IReadOnlyList<Dial> dials)
    {
        this.dials = dials;
        indices = dials.Select((dial, index) => (dial.Name, index)).ToDictionary(entry => entry.Name, entry => entry.index);
        constants = Fields(root).SelectMany(field => field.Declaration.Variables).ToLookup(constant => constant.Identifier.ValueText);
    }

    /// <summary>The fields of a file's types.</summary>
    public static IEnumerable<FieldDeclarationSyntax> Fields(SyntaxNode root) =>
        root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<FieldDeclarationSyntax>();

    /// <summary>Whether a constant is true, as a function of the knobs' values; null where it is no bool, or made of something
    /// else.</summary>
    public Func<double[], bool>? Truth(VariableDeclaratorSyntax constant)
    {
        visited = 0;
        var body = Value(constant, 0);
        return body?.Type == typeof(bool)
            ? Expression.Lambda<Func<double[], bool>>(body, values).Compile(preferInterpretation: true)
            : null;
    }

    /// <summary>The constant that a name means where a field stands; null where there is none.</summary>
    public VariableDeclaratorSyntax? Find(string name, SyntaxNode from) =>
        from.Ancestors()
            .OfType<TypeDeclarationSyntax>()
            .Select(type => constants[name].FirstOrDefault(constant => constant.Parent?.Parent?.Parent == type))
            .FirstOrDefault(constant => constant is not null);

    private Expression? Value(VariableDeclaratorSyntax constant, int depth)
    {
        var type = ((VariableDeclarationSyntax)constant.Parent!).Type.ToString();
        if (indices.TryGetValue(KnobReader.NameOf(constant), out var index))
            return Turned(dials[index].Knob, Expression.ArrayIndex(values, Expression.Constant(index)), type);
        return constant.Initializer?.Value is { } initial && Value(initial, depth) is { } value
            ? Named(type) is { } named
                ? Converted(value, named)
                : value
            : null;
    }

    private static Expression? Turned(Knob knob, Expression value, string type)
    {
        if (knob.Alternatives is not { } alternatives)
            return Named(type) is { } named ? Expression.Convert(value, named) : null;
        var index = Expression.Convert(value, typeof(int));
        return type switch
        {
            "bool" => Expression.ArrayIndex(
                Expression.Constant(alternatives.Select(one => one.Value == KnobValue.Of("true")).ToArray()),
                index
            ),
            _ when Named(type) is { } number && alternatives.All(one => one.Value.Number is not null) => Expression.Convert(
                Expression.ArrayIndex(Expression.Constant(alternatives.Select(one => one.Value.Number!.Value).ToArray()), index),
                number
            ),
            // Strings, and members of enums by their names.
            _ => Expression.ArrayIndex(Expression.Constant(alternatives.Select(one => one.Value.Cell).ToArray()), index),
        };
    }

    private Expression? Value(ExpressionSyntax expression, int depth)
    {
        if (depth > Deepest || ++visited > Most)
            return null;
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Value(inner.Expression, depth + 1);
            case LiteralExpressionSyntax { Token.Value: string text }:
                return Expression.Constant(KnobValue.Of(text).Cell);
            case LiteralExpressionSyntax { Token.Value: int or long or float or double or bool } literal:
                return Expression.Constant(literal.Token.Value);
            case IdentifierNameSyntax name when Find(name.Identifier.ValueText, expression) is { } constant:
                return Value(constant, depth + 1);
            case MemberAccessExpressionSyntax member:
                return Member(member, depth);
            case CastExpressionSyntax cast when Named(cast.Type.ToString()) is { } type && Value(cast.Expression, depth + 1) is { } operand:
                return Converted(operand, type);
            case PrefixUnaryExpressionSyntax unary when Value(unary.Operand, depth + 1) is { } operand:
                return unary.Kind() switch
                {
                    SyntaxKind.UnaryMinusExpression when Rank(operand) >= 0 => Expression.Negate(operand),
                    SyntaxKind.UnaryPlusExpression when Rank(operand) >= 0 => operand,
                    SyntaxKind.LogicalNotExpression when operand.Type == typeof(bool) => Expression.Not(operand),
                    _ => null,
                };
            case ConditionalExpressionSyntax choice
                when Value(choice.Condition, depth + 1) is { } test
                    && Value(choice.WhenTrue, depth + 1) is { } yes
                    && Value(choice.WhenFalse, depth + 1) is { } no:
                return Promoted(yes, no) is var (first, second) && test.Type == typeof(bool)
                    ? Expression.Condition(test, first, second)
                    : null;
            case BinaryExpressionSyntax binary
                when Value(binary.Left, depth + 1) is { } left && Value(binary.Right, depth + 1) is { } right:
                return Binary(binary.Kind(), left, right);
            default:
                return null;
        }
    }

    // Type.Constant where the file has such a type, else a member of an enum.
    private Expression? Member(MemberAccessExpressionSyntax member, int depth)
    {
        var name = member.Name.Identifier.ValueText;
        var type = member.Expression.GetLastToken().ValueText;
        var constant = constants[name]
            .FirstOrDefault(one => (one.Parent?.Parent?.Parent as TypeDeclarationSyntax)?.Identifier.ValueText == type);
        return constant is null ? Expression.Constant(KnobValue.Of(name).Cell) : Value(constant, depth + 1);
    }

    private static Expression? Binary(SyntaxKind kind, Expression one, Expression other)
    {
        if (Promoted(one, other) is not var (left, right))
            return null;
        if (left.Type == typeof(bool))
            return kind switch
            {
                SyntaxKind.LogicalAndExpression => Expression.AndAlso(left, right),
                SyntaxKind.LogicalOrExpression => Expression.OrElse(left, right),
                SyntaxKind.EqualsExpression => Expression.Equal(left, right),
                SyntaxKind.NotEqualsExpression => Expression.NotEqual(left, right),
                _ => null,
            };
        if (left.Type == typeof(string))
            return kind switch
            {
                SyntaxKind.EqualsExpression => Expression.Equal(left, right),
                SyntaxKind.NotEqualsExpression => Expression.NotEqual(left, right),
                _ => null,
            };
        return kind switch
        {
            SyntaxKind.AddExpression => Expression.Add(left, right),
            SyntaxKind.SubtractExpression => Expression.Subtract(left, right),
            SyntaxKind.MultiplyExpression => Expression.Multiply(left, right),
            SyntaxKind.DivideExpression => Expression.Divide(left, right),
            SyntaxKind.ModuloExpression => Expression.Modulo(left, right),
            SyntaxKind.LessThanExpression => Expression.LessThan(left, right),
            SyntaxKind.LessThanOrEqualExpression => Expression.LessThanOrEqual(left, right),
            SyntaxKind.GreaterThanExpression => Expression.GreaterThan(left, right),
            SyntaxKind.GreaterThanOrEqualExpression => Expression.GreaterThanOrEqual(left, right),
            SyntaxKind.EqualsExpression => Expression.Equal(left, right),
            SyntaxKind.NotEqualsExpression => Expression.NotEqual(left, right),
            _ => null,
        };
    }

    // Both of the wider type, as C#'s numeric promotions have it; null where they are not of one kind.
    private static (Expression Left, Expression Right)? Promoted(Expression left, Expression right)
    {
        if (left.Type == right.Type)
            return (left, right);
        var rank = Math.Max(Rank(left), Rank(right));
        return Rank(left) < 0 || Rank(right) < 0 ? null : (Expression.Convert(left, Ranks[rank]), Expression.Convert(right, Ranks[rank]));
    }

    // A member of an enum is known by its name, not by its number.
    private static Expression? Converted(Expression value, Type type) => Rank(value) >= 0 ? Expression.Convert(value, type) : null;

    private static int Rank(Expression value) => Array.IndexOf(Ranks, value.Type);

    private static Type? Named(string type) =>
        type switch
        {
            "int" or "short" or "byte" or "sbyte" or "ushort" => typeof(int),
            "long" or "uint" => typeof(long),
            "float" => typeof(float),
            "double" => typeof(double),
            _ => null,
        };
}
