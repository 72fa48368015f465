using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoResearch.Language;

/// <summary>
/// AR0003: what an editable file may not contain, told from syntax alone, so that neither a missing reference nor a silenced
/// analyzer changes the answer. What the names in it mean is judged elsewhere (AR0004).
/// </summary>
internal static class SourceRules
{
    /// <param name="editable">The file to check.</param>
    /// <param name="locked">The locked files that are compiled with it: their names are not to be taken from them.</param>
    /// <returns>The violations in the order in which they stand in the file; at most one a place.</returns>
    public static IReadOnlyList<SourceViolation> Check(SyntaxTree editable, IReadOnlyList<SyntaxTree> locked)
    {
        var file = Path.GetFileName(editable.FilePath);
        var found = new List<SourceViolation>();
        var root = editable.GetRoot();
        var constructs = new ForbiddenConstructs(file, found);
        constructs.Visit(root);
        new DirectiveRules(file, found).Check(root);
        new NameHijacks(file, found).Check(root, locked);
        new LiteralBudget(file, found).Check(root);
        return found
            .OrderBy(violation => violation.Location.SourceSpan.Start)
            .GroupBy(violation => violation.Location.SourceSpan.Start)
            .Select(place => place.First())
            .ToList();
    }
}
