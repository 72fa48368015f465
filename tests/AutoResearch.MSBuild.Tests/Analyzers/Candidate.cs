extern alias analyzers;

using System.Collections.Immutable;
using System.Reflection;
using analyzers::AutoResearch.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Tests.Analyzers;

/// <summary>A Train.cs that is compiled in memory beside a locked Prepare.cs, as the SDK would, with the analyzers of
/// editable files.</summary>
internal static class Candidate
{
    public static readonly string Folder = Path.Combine(Path.GetTempPath(), "My Research");

    private static readonly MetadataReference[] References =
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Where(IsManaged).Select(Reference),
        Reference(typeof(TorchSharp.torch).Assembly.Location),
        Reference(typeof(Run).Assembly.Location),
        Reference(typeof(TorchRun).Assembly.Location),
    ];

    // What ImplicitUsings writes into the build's output folder.
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    public static readonly string RepositoryRoot = typeof(Candidate)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(entry => entry.Key == "RepositoryRoot")
        .Value!;

    /// <summary>The template's locked file: it calls <c>Training.Build</c> and <c>Training.Fit</c>.</summary>
    public static string Prepare { get; } = File.ReadAllText(Path.Combine(RepositoryRoot, "template/content/autoresearch/Prepare.cs"));

    /// <summary>A Train.cs with these members in its class and these declarations beside it.</summary>
    public static string Train(string members, string beside = "", string usings = "") =>
        $$"""
            using AutoResearch;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;
            {{usings}}
            public static class Training
            {
                public static Module<Tensor, Tensor> Build(TextRun run) => Linear(256, 256);
                public static void Fit(Module<Tensor, Tensor> model, TextRun run) { }
                {{members}}
            }
            {{beside}}
            """;

    /// <summary>Compiles Train.cs beside Prepare.cs and answers what the analyzer has to say, suppressed or not.</summary>
    /// <exception cref="InvalidOperationException">The program does not compile: it would prove nothing.</exception>
    public static async Task<ImmutableArray<Diagnostic>> Check(
        string train,
        string? prepare = null,
        CSharpCompilationOptions? options = null,
        AnalyzerConfigOptionsProvider? configuration = null
    )
    {
        var compilation = Compile(train, prepare, options);
        var errors = compilation
            .GetSemanticModel(compilation.SyntaxTrees.Last())
            .GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToList();
        if (errors.Count > 0)
            throw new InvalidOperationException(string.Join('\n', errors));
        return await Analyze(compilation, configuration);
    }

    /// <summary>As <see cref="Check"/>, for what the compiler itself rejects as well.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Analyze(
        CSharpCompilation compilation,
        AnalyzerConfigOptionsProvider? configuration = null
    )
    {
        var locked = new InMemoryText(Path.Combine(Folder, "autoresearch.lock"), new string('0', 64) + "  Prepare.cs\n");
        var options = configuration is null ? new AnalyzerOptions([locked]) : new AnalyzerOptions([locked], configuration);
        var analyzed = compilation.WithAnalyzers(
            [new LanguageBoundaryAnalyzer(), new KnobAnalyzer()],
            new CompilationWithAnalyzersOptions(
                options,
                onAnalyzerException: null,
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: false
            )
        );
        var diagnostics = await analyzed.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    public static CSharpCompilation Compile(string train, string? prepare = null, CSharpCompilationOptions? options = null)
    {
        // A compilation that is derived from another one shares what was read of the references.
        var compilation = prepare is null ? Template : Template.ReplaceSyntaxTree(Template.SyntaxTrees[1], Parse("Prepare.cs", prepare));
        return (options is null ? compilation : compilation.WithOptions(options)).AddSyntaxTrees(Parse("Train.cs", train));
    }

    private static readonly CSharpCompilation Template = CSharpCompilation.Create(
        "MyResearch",
        [Parse("obj/Debug/net10.0/MyResearch.GlobalUsings.g.cs", Usings), Parse("Prepare.cs", Prepare)],
        References,
        new CSharpCompilationOptions(
            OutputKind.ConsoleApplication,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable
        )
    );

    private static SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Options, Path.Combine(Folder, path));

    private static PortableExecutableReference Reference(string path) => MetadataReference.CreateFromFile(path);

    private static bool IsManaged(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new System.Reflection.PortableExecutable.PEReader(file);
        return reader.HasMetadata;
    }

    private sealed class InMemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) =>
            SourceText.From(text, System.Text.Encoding.UTF8);
    }
}
