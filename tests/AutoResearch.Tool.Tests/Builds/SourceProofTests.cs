using AutoResearch.Builds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Tests.Builds;

public sealed class SourceProofTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autoresearch-proof-").FullName;

    private string Program => Path.Combine(folder, "bin", "program.dll");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_assembly_of_these_sources_is_proved()
    {
        Compile(SourceHashAlgorithm.Sha256);
        Assert.Null(SourceProof.FirstStale(folder, Program, complete: true));
    }

    [Fact]
    public void The_older_hash_is_known_as_well()
    {
        Compile(SourceHashAlgorithm.Sha1);
        Assert.Null(SourceProof.FirstStale(folder, Program, complete: true));
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
        Assert.Equal(name, SourceProof.FirstStale(folder, Program, complete: true));
    }

    [Fact]
    public void A_source_that_is_gone_is_seen()
    {
        Compile(SourceHashAlgorithm.Sha256);
        File.Delete(Path.Combine(folder, "Train.cs"));
        Assert.Equal("Train.cs", SourceProof.FirstStale(folder, Program, complete: true));
    }

    [Fact]
    public void A_source_that_has_no_part_in_it_is_seen_where_that_is_asked()
    {
        Compile(SourceHashAlgorithm.Sha256);
        File.WriteAllText(Path.Combine(folder, "New.cs"), "internal static class New { public static int One() => 1; }");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "obj")).FullName, "Generated.cs"), "// not a source of the project");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, ".agent", "notes")).FullName, "Draft.cs"), "// nothing that the SDK compiles");
        Assert.Equal("New.cs", SourceProof.FirstStale(folder, Program, complete: true));
        Assert.Null(SourceProof.FirstStale(folder, Program, complete: false));
    }

    [Fact]
    public void An_assembly_without_symbols_is_not_proved()
    {
        Compile(SourceHashAlgorithm.Sha256);
        File.Delete(Path.ChangeExtension(Program, ".pdb"));
        Assert.Equal("program.pdb", SourceProof.FirstStale(folder, Program, complete: true));
    }

    private void Compile(SourceHashAlgorithm algorithm)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Program)!);
        var trees = ((string[])["Train.cs", "Prepare.cs"]).Select(name =>
        {
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, $"internal static class {Path.GetFileNameWithoutExtension(name)} {{ public static int Value() => 1; }}");
            using var content = File.OpenRead(file);
            return CSharpSyntaxTree.ParseText(SourceText.From(content, checksumAlgorithm: algorithm), path: file);
        }).ToList();
        using var assembly = File.Create(Program);
        using var symbols = File.Create(Path.ChangeExtension(Program, ".pdb"));
        var result = CSharpCompilation.Create("program", trees, [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }
}
