using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Language;

/// <summary>Directives that would silence a check, or show one text to the check and another to the compiler.</summary>
internal sealed class DirectiveRules(string file, List<SourceViolation> found)
{
    public void Check(SyntaxNode root)
    {
        if (!root.ContainsDirectives)
            return;
        foreach (var trivia in root.DescendantTrivia(descendIntoTrivia: true))
        {
            if (trivia.GetStructure() is DirectiveTriviaSyntax directive && Problem(directive) is { } problem)
                found.Add(new SourceViolation(directive.GetLocation(), BoundaryMessages.Construct(problem.What, file, problem.Advice)));
        }
    }

    private static (string What, string Advice)? Problem(DirectiveTriviaSyntax directive) =>
        directive switch
        {
            PragmaWarningDirectiveTriviaSyntax pragma when pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) => Suppression(
                pragma
            ),
            PragmaChecksumDirectiveTriviaSyntax => ("#pragma checksum", "leave it out"),
            LineDirectiveTriviaSyntax or LineSpanDirectiveTriviaSyntax => ("#line", "errors have to name the lines of this file"),
            IfDirectiveTriviaSyntax or ElifDirectiveTriviaSyntax or DefineDirectiveTriviaSyntax or UndefDirectiveTriviaSyntax => (
                "#" + directive.DirectiveNameToken.Text,
                "use a constant and an if statement: what is checked has to be what is built"
            ),
            RegionDirectiveTriviaSyntax
            or EndRegionDirectiveTriviaSyntax
            or NullableDirectiveTriviaSyntax
            or ElseDirectiveTriviaSyntax
            or EndIfDirectiveTriviaSyntax
            or PragmaWarningDirectiveTriviaSyntax
            or ErrorDirectiveTriviaSyntax
            or WarningDirectiveTriviaSyntax => null,
            _ => ("#" + directive.DirectiveNameToken.Text, "leave it out"),
        };

    private static (string, string)? Suppression(PragmaWarningDirectiveTriviaSyntax pragma)
    {
        if (pragma.ErrorCodes.Count == 0)
            return ("#pragma warning disable without codes", "name the compiler's warning (#pragma warning disable CS0219)");
        var other = pragma.ErrorCodes.FirstOrDefault(code => !IsWarningOfCompiler(code.ToString()));
        return other is null
            ? null
            : ($"#pragma warning disable {other}", "only the compiler's own warnings (CS0219) can be disabled; correct what is reported");
    }

    // CS0219, or 219 as it may be written, too.
    private static bool IsWarningOfCompiler(string code)
    {
        var digits = code.StartsWith("CS", StringComparison.OrdinalIgnoreCase) ? code.Substring(2) : code;
        return digits.Length > 0 && digits.All(c => c is >= '0' and <= '9');
    }
}
