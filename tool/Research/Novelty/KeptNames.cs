using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Novelty;

/// <summary>
/// The names that have to stay, as far as syntax alone can tell: something may refer to them by their text. The name of a private field,
/// for one, becomes the name of a module's parameters, and a string can ask for these.
/// </summary>
internal sealed partial class KeptNames
{
    private readonly HashSet<string> inStrings = new(StringComparer.Ordinal);
    private readonly HashSet<string> ofOthers = new(StringComparer.Ordinal);
    private readonly HashSet<string> ofArguments = new(StringComparer.Ordinal);
    private readonly HashSet<string> inferred = new(StringComparer.Ordinal);
    private readonly HashSet<string> inNameOf = new(StringComparer.Ordinal);
    private readonly HashSet<string> ofTypes = new(StringComparer.Ordinal);

    private KeptNames() { }

    /// <summary>Finds the names of a whole program: one file may name what another declares.</summary>
    public static KeptNames Of(IEnumerable<SyntaxNode> roots)
    {
        var kept = new KeptNames();
        foreach (var node in roots.SelectMany(root => root.DescendantNodes()))
            kept.Add(node);
        return kept;
    }

    /// <summary>Whether a private member may be renamed: only its own type uses the name, no string contains it, and no type is called
    /// it.</summary>
    public bool AllowsMember(string name) =>
        !ofTypes.Contains(name) && !ofOthers.Contains(name) && !inStrings.Contains(name) && AllowsLocal(name);

    /// <summary>Whether a parameter may be renamed: no call names it.</summary>
    public bool AllowsParameter(string name) => !ofArguments.Contains(name) && AllowsLocal(name);

    /// <summary>Whether a local variable may be renamed: no <c>nameof</c> holds it, and it gives its name to no member of a tuple or an
    /// anonymous type that something asks for.</summary>
    public bool AllowsLocal(string name) => !inNameOf.Contains(name) && !(inferred.Contains(name) && ofOthers.Contains(name));

    /// <summary>An access to a member of the type that it stands in: <c>this.name</c> or <c>Type.name</c>.</summary>
    public static bool IsOwn(MemberAccessExpressionSyntax access) =>
        access.Ancestors().OfType<TypeDeclarationSyntax>() is var types
        && access.Expression switch
        {
            ThisExpressionSyntax => types.Any(),
            IdentifierNameSyntax named => types.Any(type => type.Identifier.ValueText == named.Identifier.ValueText),
            _ => false,
        };

    private void Add(SyntaxNode node)
    {
        switch (node)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                AddWords(literal.Token.ValueText);
                break;
            case InterpolatedStringTextSyntax text:
                AddWords(text.TextToken.ValueText);
                break;
            case BaseTypeDeclarationSyntax type:
                ofTypes.Add(type.Identifier.ValueText);
                break;
            case MemberAccessExpressionSyntax access when !IsOwn(access):
                ofOthers.Add(access.Name.Identifier.ValueText);
                break;
            case MemberBindingExpressionSyntax binding:
                ofOthers.Add(binding.Name.Identifier.ValueText);
                break;
            case NameColonSyntax { Parent: ArgumentSyntax } colon:
                ofArguments.Add(colon.Name.Identifier.ValueText);
                break;
            case NameColonSyntax colon:
                ofOthers.Add(colon.Name.Identifier.ValueText);
                break;
            case ExpressionColonSyntax colon:
                ofOthers.UnionWith(
                    colon.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText)
                );
                break;
            case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax, Left: SimpleNameSyntax left }:
                ofOthers.Add(left.Identifier.ValueText);
                break;
            case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } invocation:
                inNameOf.UnionWith(
                    invocation.ArgumentList.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText)
                );
                break;
            case ArgumentSyntax { Parent: TupleExpressionSyntax, Expression: IdentifierNameSyntax element }:
                inferred.Add(element.Identifier.ValueText);
                break;
            case AnonymousObjectMemberDeclaratorSyntax { NameEquals: null, Expression: IdentifierNameSyntax member }:
                inferred.Add(member.Identifier.ValueText);
                break;
        }
    }

    private void AddWords(string text) => inStrings.UnionWith(Words().Matches(text).Select(match => match.Value));

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{Nd}_]*")]
    private static partial Regex Words();
}
