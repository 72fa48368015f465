using AutoResearch.Research.Novelty;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Tests.Novelty;

public class NormalFormTests
{
    private static readonly Gen<string> Source = Gen.Bool.Select(varied => varied ? Sources.Varied : Sources.Train);

    private static readonly Gen<string> Trivia = Gen.Int[0, 4]
        .Select(choice => ((string[])[" ", "\n", "\t\t", "/* why */", "\r\n// what\r\n"])[choice]);

    private static readonly Dictionary<string, string> Hashes = new()
    {
        [Sources.Train] = Hash(Sources.Train),
        [Sources.Varied] = Hash(Sources.Varied),
    };

    [Fact]
    public void It_is_sixteen_digits_and_always_the_same()
    {
        var hash = Hash(Sources.Train);
        Assert.Matches("^[0-9a-f]{16}$", hash);
        Assert.Equal(hash, Hash(Sources.Train));
    }

    [Fact]
    public void Comments_and_white_space_do_not_count() =>
        Gen.Select(Source, Trivia.List[1, 40], Gen.Int[1, 9])
            .Sample((source, trivia, every) => Assert.Equal(Hashes[source], Hash(Sprinkled(source, trivia, every))), iter: 12);

    [Theory]
    [InlineData("1e-3", "0.001")]
    [InlineData("1000", "1_000")]
    [InlineData("16", "0x10")]
    [InlineData("1.5", "1.50d")]
    [InlineData("(a + b) * c", "((a) + (b)) * c")]
    [InlineData("a + b * c", "a + (b * c)")]
    [InlineData("F(x => x + 1)", "F(y => (y + 1))")]
    [InlineData("new[] { 1, 2 }", "new[] { 1, 2, }")]
    [InlineData("\"a\\tb\"", "@\"a\tb\"")]
    public void Ways_to_write_the_same_do_not_count(string one, string other) =>
        Assert.Equal(Hash($"class C {{ object M() => {one}; }}"), Hash($"class C {{ object M() => {other}; }}"));

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("1.0", "1f")]
    [InlineData("a + b * c", "(a + b) * c")]
    [InlineData("a - b - c", "a - (b - c)")]
    [InlineData("(a?.b).c", "a?.b.c")]
    [InlineData("\"a\"", "\"b\"")]
    [InlineData("\"a\", \"b\"", "\"a\\\", \\\"b\"")]
    [InlineData("F(1, 2)", "F(2, 1)")]
    [InlineData("-0.5", "0.5")]
    [InlineData("run.Step(1)", "run.Skip(1)")]
    [InlineData("Linear(1)", "Conv(1)")]
    public void What_means_something_else_counts(string one, string other) =>
        Assert.NotEqual(Hash($"class C {{ object M() => F({one}); }}"), Hash($"class C {{ object M() => F({other}); }}"));

    [Theory]
    [InlineData("using B; using A; class C;", "using A;\nusing B;\nclass C;")]
    [InlineData(
        "class C { [Knob(1, 2, Step = 1, Scale = Scale.Log)] int x; }",
        "class C { [Knob(1, 2, Scale = Scale.Log, Step = 1)] private int x; }"
    )]
    [InlineData("class C { private static readonly int x; }", "class C { readonly static int y; }")]
    [InlineData("class C { void M() { if (true) { F(); } } }", "class C { void M() { if (true) F(); } }")]
    public void Order_and_braces_that_mean_nothing_do_not_count(string one, string other) => Assert.Equal(Hash(one), Hash(other));

    [Theory]
    [InlineData("class C { [Knob(1, 2)] int x; }", "class C { [Knob(2, 1)] int x; }")]
    [InlineData("class C { public int x; }", "class C { public int y; }")]
    [InlineData("class C { int blocks; string s = \"blocks.\"; }", "class C { int layers; string s = \"blocks.\"; }")]
    [InlineData("class C { int a = 1, b = 2; int M(C other) => other.a; }", "class C { int b = 1, a = 2; int M(C other) => other.a; }")]
    [InlineData(
        "class C { int M(int a, int b) => a - b; int N() => M(a: 1, b: 2); }",
        "class C { int M(int b, int a) => b - a; int N() => M(a: 1, b: 2); }"
    )]
    [InlineData(
        "class C { int M(int a, int b) { var t = (a, b); return t.a; } }",
        "class C { int M(int b, int a) { var t = (b, a); return t.a; } }"
    )]
    [InlineData("class C { int x; int M(int y) => x; }", "class C { int x; int M(int y) => y; }")]
    [InlineData("class C { int x; int M(int x) => x; }", "class C { int x; int M(int x) => this.x; }")]
    [InlineData("class C { void M() { int a = 1; { int b = 2; F(a); } } }", "class C { void M() { int a = 1; { int b = 2; F(b); } } }")]
    [InlineData("#if FAST\nclass C { int x = 1; }\n#endif", "#if FAST\nclass C { int x = 2; }\n#endif")]
    [InlineData("class C { int x = 1; ) }", "class C { int x = 1; }")]
    [InlineData("class C { void M() { int a = 1; { int a = 2; F(a); } } }", "class C { void M() { int a = 1; { int b = 2; F(b); } } }")]
    [InlineData("class C { void M(int a) { F(b => { var a = b; }); } }", "class C { void M(int a) { F(b => { var c = b; }); } }")]
    [InlineData("class C { int C; }", "class C { int c; }")]
    [InlineData("class C { void M() { (F()); } }", "class C { void M() { F(); } }")]
    [InlineData("#pragma warning disable\nclass C;", "class C;")]
    [InlineData("class C { int x = 1 }", "class C { int x = 1; }")]
    public void Names_that_somebody_may_mean_and_code_that_does_not_parse_count(string one, string other) =>
        Assert.NotEqual(Hash(one), Hash(other));

    [Fact]
    public void An_expression_of_thousands_of_terms_is_compared_all_the_same()
    {
        var terms = string.Join(" + ", Enumerable.Repeat("x", 30_000));
        Assert.Equal(Hash($"class C {{ int M(int x) => {terms}; }}"), Hash($"class C {{ int M(int x) => /* long */ {terms}; }}"));
        Assert.NotEqual(Hash($"class C {{ int M(int x) => {terms}; }}"), Hash($"class C {{ int M(int x) => {terms} + x; }}"));
    }

    [Fact]
    public void Files_count_with_their_paths_and_not_in_their_order()
    {
        var (a, b) = (Sources.Train, Sources.Varied);
        Assert.Equal(
            NormalForm.Hash(new Dictionary<string, string> { ["a.cs"] = a, ["b.cs"] = b }),
            NormalForm.Hash(new Dictionary<string, string> { ["b.cs"] = b, ["a.cs"] = a })
        );
        Assert.NotEqual(
            NormalForm.Hash(new Dictionary<string, string> { ["a.cs"] = a, ["b.cs"] = b }),
            NormalForm.Hash(new Dictionary<string, string> { ["a.cs"] = b, ["b.cs"] = a })
        );
    }

    [Fact]
    public void What_one_file_names_by_its_text_keeps_its_name_in_another()
    {
        const string caller = "class D { int N() => C.M(a: 1, b: 2); }";
        Assert.NotEqual(
            NormalForm.Hash(
                new Dictionary<string, string> { ["c.cs"] = "class C { public static int M(int a, int b) => a - b; }", ["d.cs"] = caller }
            ),
            NormalForm.Hash(
                new Dictionary<string, string> { ["c.cs"] = "class C { public static int M(int b, int a) => b - a; }", ["d.cs"] = caller }
            )
        );
    }

    [Fact]
    public void Another_literal_or_operator_always_counts() =>
        Gen.Select(Source, Gen.Int[0, 100_000], Gen.Int[0, 100])
            .Sample(
                (source, place, choice) =>
                {
                    var tokens = CSharpSyntaxTree
                        .ParseText(source)
                        .GetRoot()
                        .DescendantTokens()
                        .Where(token => token.IsKind(SyntaxKind.NumericLiteralToken) || IsOperator(token))
                        .ToList();
                    var token = tokens[place % tokens.Count];
                    string[] others = token.IsKind(SyntaxKind.NumericLiteralToken)
                        ? ["7", "0.125", "3e-5", "11"]
                        : [.. ((string[])["+", "-", "*", "/", "%", "<", ">", "<=", ">=", "==", "!=", "+=", "-="])];
                    var other = others[choice % others.Length];
                    if (token.Text != other && !(token.IsKind(SyntaxKind.NumericLiteralToken) && token.ValueText == other))
                        Assert.NotEqual(Hashes[source], Hash(Replaced(source, token, other)));
                },
                iter: 60
            );

    [Fact]
    public void Another_name_in_one_place_always_counts() =>
        Gen.Select(Source, Gen.Int[0, 100_000], Gen.Int[0, 100_000])
            .Sample(
                (source, place, choice) =>
                {
                    var root = CSharpSyntaxTree.ParseText(source).GetRoot();
                    var uses = root.DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier).ToList();
                    var names = root.DescendantTokens()
                        .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
                        .Select(token => token.ValueText)
                        .Distinct()
                        .ToList();
                    var (use, other) = (uses[place % uses.Count], names[choice % names.Count]);
                    if (use.ValueText != other)
                        Assert.NotEqual(Hashes[source], Hash(Replaced(source, use, other)));
                },
                iter: 80
            );

    [Fact]
    public void A_token_less_always_counts_but_for_those_that_say_nothing() =>
        Gen.Select(Source, Gen.Int[0, 100_000])
            .Sample(
                (source, place) =>
                {
                    var tokens = CSharpSyntaxTree
                        .ParseText(source)
                        .GetRoot()
                        .DescendantTokens()
                        .Where(token =>
                            token.Span.Length > 0
                            && token.Text != "private"
                            && !(token.Text == "," && token.GetNextToken().Text is "}" or "]")
                        )
                        .ToList();
                    var token = tokens[place % tokens.Count];
                    Assert.NotEqual(Hashes[source], Hash(Replaced(source, token, " ")));
                },
                iter: 60
            );

    [Fact]
    public void Numbers_are_listed_with_what_they_are_of()
    {
        var numbers = NormalForm.Of(Sources.Files(Sources.Train)).Numbers;
        Assert.Contains(numbers, number => number is { Name: "MatrixRate", Value: 0.02, IsOfAttribute: false });
        Assert.Contains(numbers, number => number is { Member: "Attend", Value: 3, Name: "" });
        Assert.Contains(numbers, number => number is { Value: 768, IsOfAttribute: true });
    }

    private static string Hash(string source) => NormalForm.Hash(Sources.Files(source));

    private static bool IsOperator(SyntaxToken token) =>
        (token.Parent is BinaryExpressionSyntax binary && binary.OperatorToken == token && token.Text is not ("is" or "as"))
        || (token.Parent is AssignmentExpressionSyntax assignment && assignment.OperatorToken == token);

    private static string Replaced(string source, SyntaxToken token, string text) =>
        source[..token.SpanStart] + text + source[token.Span.End..];

    private static string Sprinkled(string source, IReadOnlyList<string> trivia, int every)
    {
        var text = new System.Text.StringBuilder(source);
        var tokens = CSharpSyntaxTree
            .ParseText(source)
            .GetRoot()
            .DescendantTokens()
            .Where(token => !token.Parent!.AncestorsAndSelf().Any(node => node is InterpolatedStringExpressionSyntax))
            .ToList();
        for (var i = tokens.Count - 1; i >= 0; i -= every)
            text.Insert(tokens[i].SpanStart, " " + trivia[i % trivia.Count] + " ");
        return text.ToString();
    }
}
