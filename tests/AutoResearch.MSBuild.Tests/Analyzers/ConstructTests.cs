using Microsoft.CodeAnalysis;

namespace AutoResearch.Tests.Analyzers;

/// <summary>AR0003: constructs of the language that an editable file may not contain.</summary>
public class ConstructTests
{
    private static async Task AssertReported(string train, string word)
    {
        var diagnostics = await Candidate.Check(train);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(("AR0003", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains(word, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("Train.cs", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static unsafe void Poke() { }", "unsafe")]
    [InlineData("static void Poke() { unsafe { } }", "unsafe")]
    [InlineData("private static readonly unsafe int* Address;", "unsafe")]
    [InlineData("unsafe struct Block { public fixed byte Bytes[8]; }", "unsafe")]
    [InlineData("static int Sum() { Span<int> values = stackalloc int[8]; return values[0]; }", "stackalloc")]
    [InlineData("static int Sum() { Span<int> values = stackalloc[] { 1, 2 }; return values[0]; }", "stackalloc")]
    [InlineData("""[System.Runtime.InteropServices.DllImport("libc")] static extern int getpid();""", "extern")]
    [InlineData("[System.Runtime.CompilerServices.ModuleInitializer] internal static void Early() { }", "[ModuleInitializer]")]
    [InlineData(
        """[System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = "X")] static void X(Run run) => throw new NotSupportedException();""",
        "[UnsafeAccessor]"
    )]
    [InlineData("[System.Runtime.CompilerServices.InterpolatedStringHandler] public ref struct Handler { }", "[InterpolatedStringHandler]")]
    [InlineData("static unsafe readonly delegate*<int, int> Function;", "unsafe")]
    [InlineData("[System.Runtime.CompilerServices.SkipLocalsInit] static void Dirty() { }", "[SkipLocalsInit]")]
    [InlineData("[ThreadStatic] private static readonly int Count;", "[ThreadStatic]")]
    [InlineData(
        """[System.Diagnostics.CodeAnalysis.SuppressMessage("AutoResearch", "AR0004")] static void Quiet() { }""",
        "nothing can be suppressed"
    )]
    [InlineData(
        """[System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("AutoResearch", "AR0004")] static void Quiet() { }""",
        "nothing can be suppressed"
    )]
    [InlineData("[System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage] static void Hidden() { }", "[ExcludeFromCodeCoverage]")]
    [InlineData("static Training() { }", "static constructor")]
    [InlineData("private static int seen;", "static field seen")]
    [InlineData("private static readonly int[] kept = [1]; private static List<int> seen = [];", "static field seen")]
    [InlineData("private static int Seen { get; set; }", "static property Seen")]
    [InlineData("private static int Seen { get => field; set => field = value; }", "static property Seen")]
    [InlineData("private static event Action? Done;", "static event Done")]
    [InlineData("static void Later(dynamic value) => value.Go();", "dynamic")]
    [InlineData("static void Later(List<dynamic> values) { }", "dynamic")]
    [InlineData("private static readonly object Door = new(); static void Enter() { lock (Door) { } }", "lock")]
    [InlineData("static async void Later() { }", "async")]
    [InlineData("static void Variable(__arglist) { }", "__arglist")]
    [InlineData("static int Same(int value) { var reference = __makeref(value); return 0; }", "__makeref")]
    public Task A_member_is_reported(string members, string word) => AssertReported(Candidate.Train(members), word);

    [Theory]
    [InlineData("public sealed class Leaky { ~Leaky() { } }", "finaliser")]
    [InlineData("public partial class Piece { } public class Other { }", "partial")]
    [InlineData(
        "public static class Operators { extension(Scorer) { public static Scorer operator +(Scorer a, Scorer b) => a; } } public sealed "
            + "class Scorer { }",
        "extension operator"
    )]
    [InlineData("namespace System { public static class Fake { } }", "namespace System")]
    [InlineData("namespace AutoResearch { public static class Fake { } }", "namespace AutoResearch")]
    [InlineData("namespace TorchSharp.Extra { public static class Fake { } }", "namespace TorchSharp.Extra")]
    [InlineData("namespace Microsoft.CodeAnalysis { public static class Fake { } }", "namespace Microsoft.CodeAnalysis")]
    public Task A_declaration_is_reported(string beside, string word) => AssertReported(Candidate.Train("", beside), word);

    [Theory]
    [InlineData("global using Numbers = System.Collections.Generic.List<int>;", "global using")]
    [InlineData("using Knob = System.Diagnostics.CodeAnalysis.ExperimentalAttribute;", "alias with the name Knob")]
    [InlineData("using unsafe Pointer = int*;", "unsafe")]
    [InlineData("[assembly: System.Reflection.AssemblyTitle(\"x\")]", "assembly")]
    [InlineData("[module: System.Runtime.CompilerServices.SkipLocalsInit]", "module")]
    public Task What_speaks_for_the_whole_program_is_reported(string usings, string word) =>
        AssertReported(
            // A global using comes before all others.
            usings.StartsWith("global", StringComparison.Ordinal)
                ? usings + "\n" + Candidate.Train("")
                : Candidate.Train("", usings: usings),
            word
        );

    // Neither compiles as it stands: the alias needs a reference of that name, the interceptor a property of the project.
    [Theory]
    [InlineData("extern alias", "extern alias other;\n", "")]
    [InlineData("[InterceptsLocation]", "", "[System.Runtime.CompilerServices.InterceptsLocation(1, \"x\")] static void Instead() { }")]
    public async Task What_needs_more_than_the_source_is_reported_all_the_same(string word, string start, string members)
    {
        var diagnostics = await Candidate.Analyze(Candidate.Compile(start + Candidate.Train(members)));
        Assert.Contains(diagnostics, diagnostic =>
            diagnostic.Id == "AR0003" && diagnostic.GetMessage().StartsWith(word, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("#pragma warning disable", "#pragma warning disable without codes")]
    [InlineData("#pragma warning disable AR0004", "#pragma warning disable AR0004")]
    [InlineData("#pragma warning disable CS0219, AR0003", "#pragma warning disable AR0003")]
    [InlineData("#pragma checksum \"Train.cs\" \"{406EA660-64CF-4C82-B6F0-42D48172A799}\" \"00\"", "#pragma checksum")]
    [InlineData("#line 1 \"Prepare.cs\"", "#line")]
    [InlineData("#line hidden", "#line")]
    [InlineData("#if RELEASE\n#endif", "#if")]
    public Task A_directive_is_reported(string directive, string word) => AssertReported(Candidate.Train("\n" + directive + "\n"), word);

    [Theory]
    [InlineData("#pragma warning disable CS0219")]
    [InlineData("#pragma warning disable 219\n#pragma warning restore 219")]
    [InlineData("#nullable disable")]
    [InlineData("#region Model\n#endregion")]
    public async Task A_harmless_directive_is_not_reported(string directive) =>
        Assert.Empty(await Candidate.Check(Candidate.Train("\n" + directive + "\n")));

    [Fact]
    public Task Weights_in_a_string_are_reported() =>
        AssertReported(Candidate.Train($"private const string Weights = \"{new string('A', 8300)}\";"), "are more than 8192");

    [Fact]
    public Task Weights_in_an_array_are_reported() =>
        AssertReported(
            Candidate.Train($"private static readonly double[] Weights = [{string.Join(", ", Enumerable.Repeat("0.5", 8300))}];"),
            "are more than 8192"
        );

    [Fact]
    public Task Weights_in_the_names_of_an_enum_are_reported() =>
        AssertReported(
            Candidate.Train(
                $"private enum Weights {{ {string.Join(", ", Enumerable.Range(0, 900).Select(number => $"Weight{number:0000}"))} }}"
            ),
            "are more than 8192"
        );

    [Fact]
    public Task Weights_in_bits_are_reported() =>
        AssertReported(
            Candidate.Train($"private static readonly bool[] Weights = [{string.Join(", ", Enumerable.Repeat("true", 8300))}];"),
            "are more than 8192"
        );

    [Fact]
    public Task Weights_in_the_names_of_two_constants_are_reported() =>
        AssertReported(
            Candidate.Train(
                $"private const byte O = 0, I = 1; private static readonly byte[] Weights = "
                    + $"[{string.Join(", ", Enumerable.Repeat("O, I, I", 3000))}];"
            ),
            "are more than 8192"
        );

    [Fact]
    public Task Weights_in_wide_numbers_are_reported() =>
        AssertReported(
            Candidate.Train(
                $"private static readonly ulong[] Weights = [{string.Join(", ", Enumerable.Repeat("0x8000000000000000", 500))}];"
            ),
            "are more than 8192"
        );

    [Fact]
    public Task Weights_in_calls_are_reported() =>
        AssertReported(
            Candidate.Train(
                $"private static void Zero() {{ }} private static void Spell() {{ {string.Concat(Enumerable.Repeat("Zero();", 10_001))} }}"
            ),
            "more than 40000 tokens"
        );
}
