using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Language;

/// <summary>
/// How much data a file may hold in its source. Settings, shapes and the knowledge of an alphabet fit; weights that were
/// trained elsewhere, or the text that the model is scored on, do not.
/// </summary>
internal sealed class LiteralBudget(string file, List<SourceViolation> found)
{
    /// <summary>Bytes of text, digits of numbers, and elements of lists, in all.</summary>
    public const int Limit = 8192;

    /// <summary>Tokens of the whole file: a program of calls can spell data as well, only at greater length.</summary>
    public const int TokenLimit = 40_000;

    // A longer name says more than a name has to, and a longer list of arguments holds data.
    private const int LongName = 48;
    private const int LongList = 16;

    public void Check(SyntaxNode root)
    {
        var (held, tokens) = (0L, 0);
        foreach (var token in root.DescendantTokens())
        {
            held += Weight(token);
            tokens++;
            if (held <= Limit && tokens <= TokenLimit)
                continue;
            var message = held > Limit ? BoundaryMessages.Literals(file, Limit) : BoundaryMessages.TooLong(file, TokenLimit);
            found.Add(new SourceViolation(token.GetLocation(), message));
            return;
        }
    }

    private static int Weight(SyntaxToken token) =>
        token.Kind() switch
        {
            SyntaxKind.NumericLiteralToken => token.Text.Length,
            SyntaxKind.TrueKeyword or SyntaxKind.FalseKeyword when token.Parent?.Parent is not ArgumentSyntax => 1,
            SyntaxKind.CharacterLiteralToken
            or SyntaxKind.StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.Utf8SingleLineRawStringLiteralToken
            or SyntaxKind.Utf8MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken => Encoding.UTF8.GetByteCount(token.ValueText),
            SyntaxKind.IdentifierToken when IsReadable(token) || token.ValueText.Length > LongName => Encoding.UTF8.GetByteCount(
                token.ValueText
            ),
            SyntaxKind.CommaToken when ParentIsList(token) => 1,
            _ => 0,
        };

    // Each element counts, whatever it is: two constants and their names in a row are bits.
    private static bool ParentIsList(SyntaxToken comma) =>
        comma.Parent
            is CollectionExpressionSyntax
                or InitializerExpressionSyntax
                or ArgumentListSyntax { Arguments.Count: > LongList }
                or TupleExpressionSyntax { Arguments.Count: > LongList };

    // Names that a program can read back: of enum members, in nameof, and of types.
    private static bool IsReadable(SyntaxToken token) =>
        token.Parent switch
        {
            EnumMemberDeclarationSyntax or BaseTypeDeclarationSyntax => true,
            IdentifierNameSyntax name => name.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault()?.Expression
                is IdentifierNameSyntax { Identifier.ValueText: "nameof" },
            _ => false,
        };
}
