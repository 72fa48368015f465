using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Novelty;

/// <summary>
/// A form that is equal for two programs that do the same by construction: it leaves out comments, white space, redundant parentheses and
/// braces, the order of usings, modifiers and attributes, and the names of locals, parameters and private members. Numbers count by value
/// and type, so <c>1e-3</c> is <c>0.001</c> and <c>1_000</c> is <c>1000</c>, but 1 is not 1.0. All other text, public names included,
/// counts. It looks at syntax alone, so it takes only milliseconds. What it cannot be sure of, it leaves as it is: two equal programs may
/// then have different forms, but two different programs never have the same one.
/// </summary>
internal static class NormalForm
{
    private const int Digits = 16;
    private const int MostDepth = 500;

    /// <summary>A short hash of the editable files in their normal form: 16 hexadecimal digits.</summary>
    /// <param name="files">Text by path.</param>
    public static string Hash(IReadOnlyDictionary<string, string> files) => Of(files).Code;

    /// <summary>The editable files in their normal form.</summary>
    /// <param name="files">Text by path.</param>
    public static NormalProgram Of(IReadOnlyDictionary<string, string> files)
    {
        var skeleton = new StringBuilder();
        var numbers = new List<NumericLiteral>();
        var roots = files
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => (Path: file.Key, Root: CSharpSyntaxTree.ParseText(file.Value).GetCompilationUnitRoot()))
            .ToList();
        var kept = KeptNames.Of(roots.Select(file => file.Root));
        foreach (var (path, root) in roots)
        {
            skeleton.Append(path).Append('\0');
            Write(root, kept, skeleton, numbers);
            skeleton.Append('\0');
        }

        var shape = skeleton.ToString();
        return new NormalProgram(Hash(shape + string.Join(' ', numbers.Select(number => number.Text))), Hash(shape), numbers);
    }

    private static void Write(CompilationUnitSyntax root, KeptNames kept, StringBuilder skeleton, List<NumericLiteral> numbers)
    {
        if (IsTooDeep(root) || root.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            // A file that does not parse has no useful tree, and a tree that is too deep would overflow the stack. Their tokens are
            // compared instead, including those that the parser skipped.
            skeleton
                .Append('!')
                .AppendJoin(
                    ' ',
                    root.DescendantTokens(descendIntoTrivia: true).Where(token => token.Span.Length > 0).Select(token => token.Text)
                );
            return;
        }

        // Code that an #if leaves out is not part of the tree, but may be part of the program where it is built. And a pragma that is not
        // allowed may be all that is wrong with a program.
        if (root.ContainsDirectives)
            skeleton.AppendJoin('\n', root.DescendantTrivia().Where(MayCount).Select(trivia => trivia.ToString().Trim()));
        new NormalWriter(new NameScopes(root, kept), skeleton, numbers).Write(root);
    }

    private static bool MayCount(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.DisabledTextTrivia)
        || (trivia.IsDirective && trivia.Kind() is not (SyntaxKind.RegionDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia));

    // A sum of thousands of terms is as deep as it is long. Counted without recursion: DescendantNodes gives a node before its children.
    private static bool IsTooDeep(SyntaxNode root)
    {
        var path = new Stack<SyntaxNode>([root]);
        foreach (var node in root.DescendantNodes())
        {
            while (path.Peek() != node.Parent)
                path.Pop();
            if (path.Count > MostDepth)
                return true;
            path.Push(node);
        }

        return false;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
}
