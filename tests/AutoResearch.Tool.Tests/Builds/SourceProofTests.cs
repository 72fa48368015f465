using AutoResearch.Builds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Tests.Builds;

public sealed class SourceProofTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autoresearch-proof-").FullName;

    private static readonly string[] Sources = ["Train.cs", "Prepare.cs"];

    private string Program => Path.Combine(folder, "bin", "program.dll");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_assembly_of_these_sources_is_proved()
    {
        Compile(SourceHashAlgorithm.Sha256);
        Assert.Null(SourceProof.FirstStale(folder, Program, Sources));
    }

    [Fact]
    public void The_older_hash_is_known_as_well()
    {
        Compile(SourceHashAlgorithm.Sha1);
        Assert.Null(SourceProof.FirstStale(folder, Program, Sources));
    }

    [Theory]
    [InlineData("Train.cs")]
    [InlineData("Prepare.cs")]
    public void One_changed_character_is_seen_whatever_the_time_stamps_say(string name)
    {
        Compile(SourceHashAlgorithm.Sha256);
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, File.ReadAllText(file).Replace("1", "2", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddYears(-1));
        Assert.Equal(name, SourceProof.FirstStale(folder, Program, Sources));
    }

    [Fact]
    public void A_source_that_is_gone_is_seen()
    {
        Compile(SourceHashAlgorithm.Sha256);
        File.Delete(Path.Combine(folder, "Train.cs"));
        Assert.Equal("Train.cs", SourceProof.FirstStale(folder, Program, Sources));
    }

    [Fact]
    public void A_source_that_has_no_part_in_it_is_seen()
    {
        Compile(SourceHashAlgorithm.Sha256);
        File.WriteAllText(Path.Combine(folder, "New.cs"), "internal static class New { public static int One() => 1; }");
        Assert.Equal("New.cs", SourceProof.FirstStale(folder, Program, [.. Sources, "New.cs"]));
    }

    [Fact]
    public void A_source_that_is_none_any_more_is_seen()
    {
        Compile(SourceHashAlgorithm.Sha256);
        Assert.Equal("Prepare.cs", SourceProof.FirstStale(folder, Program, ["Train.cs"]));
    }

    [Fact]
    public void A_file_that_the_project_does_not_compile_needs_no_part_in_it()
    {
        Compile(SourceHashAlgorithm.Sha256);
        File.WriteAllText(Path.Combine(folder, "Old.cs"), "internal static class Old { public static int One() => 1; }");
        Assert.Null(SourceProof.FirstStale(folder, Program, Sources));
    }

    [Theory]
    [InlineData("global using System;")]
    [InlineData("// nothing")]
    [InlineData("")]
    public void A_source_without_code_is_proved_as_well(string text)
    {
        Compile(SourceHashAlgorithm.Sha256, text);
        Assert.Null(SourceProof.FirstStale(folder, Program, Sources));
        File.AppendAllText(Path.Combine(folder, "Prepare.cs"), " ");
        Assert.Equal("Prepare.cs", SourceProof.FirstStale(folder, Program, Sources));
    }

    [Fact]
    public void Names_that_only_a_directive_made_up_and_files_that_only_a_generator_has_are_no_sources()
    {
        Compile(SourceHashAlgorithm.Sha256, "class A {\n#line 7 \"Grammar.y\"\nint One() => 1; }", generated: true);
        Assert.Null(SourceProof.FirstStale(folder, Program, Sources));
    }

    [Fact]
    public void Fresh_symbols_beside_an_old_assembly_prove_nothing()
    {
        Compile(SourceHashAlgorithm.Sha256);
        var old = File.ReadAllBytes(Program);
        Compile(SourceHashAlgorithm.Sha256, "internal static class Prepare { public static int Value() => 2; }");
        Assert.Null(SourceProof.FirstStale(folder, Program, Sources));
        File.WriteAllBytes(Program, old);
        Assert.Equal(Path.Combine("bin", "program.pdb"), SourceProof.FirstStale(folder, Program, Sources));
    }

    [Theory]
    [InlineData("program.dll")]
    [InlineData("program.pdb")]
    public void A_file_that_is_half_written_proves_nothing(string name)
    {
        Compile(SourceHashAlgorithm.Sha256);
        var file = Path.Combine(folder, "bin", name);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..300]);
        Assert.Equal(Path.Combine("bin", "program.pdb"), SourceProof.FirstStale(folder, Program, Sources));
    }

    [Fact]
    public void An_assembly_without_symbols_is_not_proved()
    {
        Compile(SourceHashAlgorithm.Sha256);
        File.Delete(Path.ChangeExtension(Program, ".pdb"));
        Assert.Equal(Path.Combine("bin", "program.pdb"), SourceProof.FirstStale(folder, Program, Sources));
    }

    private void Compile(SourceHashAlgorithm algorithm, string? prepare = null, bool generated = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Program)!);
        var texts = Sources
            .Select(name =>
            {
                var file = Path.Combine(folder, name);
                File.WriteAllText(
                    file,
                    name == "Prepare.cs" && prepare is not null
                        ? prepare
                        : $"internal static class {Path.GetFileNameWithoutExtension(name)} {{ public static int Value() => 1; }}"
                );
                using var content = File.OpenRead(file);
                return (File: file, Text: SourceText.From(content, checksumAlgorithm: algorithm, canBeEmbedded: true));
            })
            .ToList();
        if (generated)
        {
            var text = SourceText.From("class Generated { int One() => 1; }", System.Text.Encoding.UTF8, algorithm);
            texts.Add((Path.Combine(folder, "obj", "Generator", "Generated.g.cs"), text));
        }

        using var assembly = File.Create(Program);
        using var symbols = File.Create(Path.ChangeExtension(Program, ".pdb"));
        var result = CSharpCompilation
            .Create(
                "program",
                texts.Select(text => CSharpSyntaxTree.ParseText(text.Text, path: text.File)),
                [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            )
            .Emit(
                assembly,
                symbols,
                embeddedTexts: texts.Select(text => EmbeddedText.FromSource(text.File, text.Text)),
                options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb)
            );
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }
}
