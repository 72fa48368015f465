using System.Diagnostics;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using AutoResearch.Builds;
using AutoResearch.Experiment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Trust.Machine;

// The Runtime has one, too.
using Failure = AutoResearch.Experiment.Failure;

/// <summary>
/// What a project's build would say of a Train.cs, without MSBuild: the same compiler arguments (which the build itself tells), the
/// packaged analyzer, and the product's own words for what is wrong. A third of a second instead of one; a few builds of each wall
/// show that the two agree.
/// </summary>
internal sealed class InMemoryBuild
{
    private static readonly AnalyzerLoader Loader = new();

    private readonly string folder;
    private readonly CSharpCommandLineArguments arguments;
    private readonly CSharpCompilation locked;
    private readonly AnalyzerOptions options;
    private readonly DiagnosticAnalyzer[] analyzers;

    /// <param name="project">The project's folder; only its obj folder changes.</param>
    public InMemoryBuild(string project)
    {
        folder = project;
        arguments = CSharpCommandLineParser.Default.Parse(CompilerArguments(), folder, sdkDirectory: null);
        // A warning is that this process knows no language by name.
        Assert.DoesNotContain(arguments.Errors, error => error.Severity == DiagnosticSeverity.Error);
        // What was read of the references is shared by all that is compiled.
        locked = CSharpCompilation.Create(
            arguments.CompilationName,
            arguments
                .SourceFiles.Select(file => file.Path)
                .Where(path => !IsEditable(path))
                .Select(path => Parse(path, File.ReadAllText(path))),
            arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference, reference.Properties)),
            arguments.CompilationOptions
        );
        analyzers =
        [
            .. arguments
                .AnalyzerReferences.Where(reference => Path.GetFileName(reference.FilePath) == "AutoResearch.Analyzers.dll")
                .SelectMany(reference => new AnalyzerFileReference(reference.FilePath, Loader).GetAnalyzers(LanguageNames.CSharp)),
        ];
        Assert.NotEmpty(analyzers);
        options = new AnalyzerOptions([.. arguments.AdditionalFiles.Select(file => (AdditionalText)new FileOnDisk(file.Path))]);
    }

    /// <summary>Why the analyzer lets the build fail, or null.</summary>
    public async Task<Failure?> Analyze(string train)
    {
        var program = locked.AddSyntaxTrees(Parse(InFolder("Train.cs"), train));
        var analyzed = program.WithAnalyzers([.. analyzers], options);
        var found = await analyzed.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        var errors = found
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.IsSuppressed)
            .Select(Describe)
            .ToList();
        return errors.Count == 0 ? null : Building.Explain(errors);
    }

    /// <summary>What the tool finds in what the compiler makes of it, or null.</summary>
    public Failure? Check(string train)
    {
        var program = locked.AddSyntaxTrees(Parse(InFolder("Train.cs"), train));
        var slot = Directory.CreateTempSubdirectory("autoresearch-compiled-");
        try
        {
            File.WriteAllText(Path.Combine(slot.FullName, "Train.cs"), train);
            foreach (var source in Directory.GetFiles(folder, "*.cs").Where(path => !IsEditable(path)))
                File.Copy(source, Path.Combine(slot.FullName, Path.GetFileName(source)));
            var assembly = Path.Combine(slot.FullName, arguments.CompilationName + ".dll");
            using (var output = File.Create(assembly))
            using (var pdb = File.Create(Path.ChangeExtension(assembly, ".pdb")))
            {
                var emitted = program.Emit(output, pdb, options: arguments.EmitOptions);
                Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
            }

            return LanguageCheck.Run(slot.FullName, assembly, ["Train.cs"]);
        }
        finally
        {
            slot.Delete(recursive: true);
        }
    }

    private static bool IsEditable(string path) => Path.GetFileName(path) == "Train.cs";

    private string InFolder(string relative) => Path.Combine(folder, relative);

    private SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), arguments.ParseOptions, path);

    private BuildDiagnostic Describe(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        var start = place.StartLinePosition;
        return place.IsValid
            ? new(diagnostic.Id, Path.GetRelativePath(folder, place.Path), start.Line + 1, start.Character + 1, diagnostic.GetMessage())
            : new(diagnostic.Id, "", 0, 0, diagnostic.GetMessage());
    }

    // MSBuild tells what it would call the compiler with, and does not call it.
    private string[] CompilerArguments()
    {
        var properties = BuildProperties.Of(folder);
        // A log of the compiler would be written into the project.
        properties.Remove("ErrorLog");
        properties["ProvideCommandLineArgs"] = "true";
        properties["SkipCompilerExecution"] = "true";
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "msbuild",
                "-restore",
                "-t:Compile",
                "-getItem:CscCommandLineArgs",
                .. properties.Select(property => $"-p:{property.Key}={property.Value}"),
            ]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the Locator told this process is about another MSBuild.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var answer = JsonDocument.Parse(new RunningCommand(start).Wait().Succeeds().Output);
        return
        [
            .. answer
                .RootElement.GetProperty("Items")
                .GetProperty("CscCommandLineArgs")
                .EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!),
        ];
    }

    private sealed class FileOnDisk(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }

    // The analyzer needs nothing but Roslyn and the framework, which this process has.
    private sealed class AnalyzerLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath) { }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
    }
}
