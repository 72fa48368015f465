using AutoResearch.Boundary;
using Microsoft.CodeAnalysis.Emit;

namespace AutoResearch.Tests.Boundary;

/// <summary>Who wrote what, where it is said to stand, and what only the source shows.</summary>
public sealed class BoundaryTests
{
    private const string Reading = "Console.WriteLine(File.Exists(\"x\"));";

    [Fact]
    public void A_finding_names_file_line_and_column()
    {
        var found = Assert.Single(CompiledSample.Check(CompiledSample.Candidate(body: Reading)));

        Assert.Equal(
            "Train.cs(13,9): error AR0004: System.IO.File.Exists is outside what Train.cs may use; the training data is run.Data",
            found.ToString()
        );
    }

    [Fact]
    public void An_embedded_pdb_tells_the_place_too() =>
        Assert.Equal(
            13,
            Assert.Single(CompiledSample.Check(CompiledSample.Candidate(body: Reading), format: DebugInformationFormat.Embedded)).Line
        );

    [Fact]
    public void Without_a_pdb_the_finding_is_the_same_and_names_the_class() =>
        Assert.Equal(
            "Train.cs(7,21): error AR0004: System.IO.File.Exists is outside what Train.cs may use; the training data is run.Data",
            Assert.Single(CompiledSample.Check(CompiledSample.Candidate(body: Reading), debugInformation: false)).ToString()
        );

    [Fact]
    public void A_line_directive_that_blames_Prepare_changes_nothing_but_the_place()
    {
        var found = CompiledSample.Check(
            CompiledSample.Candidate(body: "\n#line 5 \"/slot/Prepare.cs\"\n" + Reading + "\n#line default\n")
        );

        Assert.Equal("Prepare.cs(5,1)", Assert.Single(found).ToString()[..15]);
    }

    [Fact]
    public void A_locked_file_may_use_anything() =>
        Assert.Empty(
            CompiledSample.Check(
                CompiledSample.Candidate(),
                CompiledSample.Prepare
                    + "public static class Own { public static int Count = File.ReadAllBytes(\"x\").Length; static Own() { Count++; } }"
            )
        );

    [Fact]
    public void What_a_partial_class_of_a_locked_file_holds_counts_as_the_candidates() =>
        Assert.Contains(
            CompiledSample.Check(
                CompiledSample.Candidate(types: "partial class Shared { public static bool Look() => " + "File.Exists(\"x\"); }"),
                CompiledSample.Prepare + "public partial class Shared { }"
            ),
            violation => violation.Code == Codes.Symbol
        );

    [Fact]
    public void The_candidates_types_may_be_used_where_Build_and_Train_call_them() =>
        Assert.Empty(
            CompiledSample.Check(
                CompiledSample.Candidate(
                    types: "public sealed class Net { public static Module<Tensor, Tensor> Make(int width) => Linear(2, width); }"
                ),
                CompiledSample.Prepare.Replace(
                    "Training.Build(run);",
                    "Wrap(() => { Module<Tensor, Tensor> Local() => Net.Make(2); return Local(); });\n    private static Module<Tensor, "
                        + "Tensor> Wrap(Func<Module<Tensor, Tensor>> make) => make();"
                )
            )
        );

    [Fact]
    public void They_may_not_be_used_in_another_locked_method() =>
        Assert.Equal(
            [Codes.Construct],
            CompiledSample
                .Check(
                    CompiledSample.Candidate(types: "public static class Net { public static int Width => 2; }"),
                    CompiledSample.Prepare.Replace("\"cpu\"", "\"cpu\" + Net.Width")
                )
                .Select(violation => violation.Code)
        );

    [Fact]
    public void A_lambda_in_Main_may_not_use_them() =>
        Assert.Equal(
            [Codes.Construct],
            CompiledSample
                .Check(
                    CompiledSample.Candidate(types: "public static class Net { public static int Width => 2; }"),
                    CompiledSample.Prepare.Replace(
                        "return new Problem()",
                        "Func<int> width = () => Net.Width;\nConsole.WriteLine(width());\nreturn new Problem()"
                    )
                )
                .Select(violation => violation.Code)
        );

    [Fact]
    public void A_module_initialiser_of_a_locked_file_is_its_own_affair() =>
        Assert.Empty(
            CompiledSample.Check(
                CompiledSample.Candidate(),
                CompiledSample.Prepare
                    + "public static class Early { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Begin() => "
                    + "Console.WriteLine(); }"
            )
        );

    [Fact]
    public void An_attribute_of_the_assembly_in_a_locked_file_is_its_own_affair() =>
        Assert.Empty(
            CompiledSample.Check(
                CompiledSample.Candidate(),
                CompiledSample.Prepare.Replace("return new Problem()", "[assembly: CLSCompliant(false)]\nreturn new Problem()")
            )
        );

    [Theory]
    [InlineData("global using Average = System.Math;")]
    [InlineData("#pragma warning disable AR0004")]
    [InlineData("#line 3 \"Prepare.cs\"")]
    public void What_leaves_no_trace_in_the_assembly_is_found_in_the_source(string line)
    {
        var train = CompiledSample.Candidate(usings: line);
        train = line.StartsWith("global", StringComparison.Ordinal) ? line + "\n" + CompiledSample.Candidate() : train;

        Assert.Empty(CompiledSample.Check(train));
        Assert.Equal([Codes.Construct], CompiledSample.Check(train, withSource: true).Select(violation => violation.Code));
    }
}
