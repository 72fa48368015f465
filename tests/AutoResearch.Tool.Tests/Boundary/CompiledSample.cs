using System.Reflection;
using AutoResearch.Boundary;
using AutoResearch.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Tests.Boundary;

/// <summary>A research project of two files, compiled in memory as its build would, and checked.</summary>
internal static class CompiledSample
{
    /// <summary>A locked file of a few lines that uses what an attacker would like to take over.</summary>
    public const string Prepare = """
        using AutoResearch;
        using TorchSharp;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        return new Problem().Main(args);

        public sealed class Problem : Experiment<Module<Tensor, Tensor>, SampleRun>
        {
            public override Metric Metric => Metric.Lower("loss");
            public override SampleRun Open(RunSettings settings, Stream? training) => new(settings, zeros(2, 2));
            public override Module<Tensor, Tensor> Build(SampleRun run) => Training.Build(run);
            public override void Train(Module<Tensor, Tensor> model, SampleRun run) => Training.Fit(model, run);
            public override double Evaluate(Module<Tensor, Tensor> model, SampleRun run, Stream split, Random random)
            {
                double[] losses = [functional.mse_loss(model.call(run.Data), run.Data).item<float>(), Math.Sqrt(4)];
                return losses.Average();
            }
            public override void Save(Module<Tensor, Tensor> model, string path) => model.save(path);
            public override void Load(Module<Tensor, Tensor> model, string path) => model.load(path);
            public override long CountParameters(Module<Tensor, Tensor> model) => model.parameters().Sum(parameter => parameter.NumberOfElements);
            public override string DescribeDevice(SampleRun run) => "cpu";
        }

        public sealed class SampleRun(RunSettings settings, Tensor data) : Run(settings)
        {
            public Tensor Data => data;
        }

        public record struct Span2(int Start, int End);

        public record Options(int Width);

        internal static class Helper
        {
            public static int Windows = 512;
            public static int Depth { get; set; } = 3;
            public static int Twice(int value) => 2 * value;
        }
        """;

    /// <summary>What a candidate is at least; <c>$MEMBERS</c> stands for more members of Training and <c>$BODY</c> for more of
    /// Fit.</summary>
    private const string Train = """
        using AutoResearch;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;
        $USINGS
        public static class Training
        {
            public static Module<Tensor, Tensor> Build(SampleRun run) => Linear(2, 2);

            public static void Fit(Module<Tensor, Tensor> model, SampleRun run)
            {
                $BODY
            }

            $MEMBERS
        }
        $TYPES
        """;

    private const string Implicit = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path =>
                    Path.GetFileName(path) is var name
                    && (
                        name.StartsWith("System.", StringComparison.Ordinal)
                        || name.StartsWith("TorchSharp", StringComparison.Ordinal)
                        || name
                            is "netstandard.dll"
                                or "mscorlib.dll"
                                or "Microsoft.CSharp.dll"
                                or "AutoResearch.Runtime.dll"
                                or "AutoResearch.Torch.dll"
                    )
                )
                .Select(path => MetadataReference.CreateFromFile(path)),
        ]
    );

    // What is read of the references is shared by all samples. Unsafe code is allowed, so that the techniques compile that need it.
    private static readonly Lazy<CSharpCompilation> Empty = new(() =>
        CSharpCompilation.Create(
            "Sample",
            [],
            References.Value,
            new CSharpCompilationOptions(
                OutputKind.ConsoleApplication,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable
            )
        )
    );

    /// <summary>A whole Train.cs from its parts.</summary>
    public static string Candidate(string body = "", string members = "", string types = "", string usings = "") =>
        Train.Replace("$USINGS", usings).Replace("$BODY", body).Replace("$MEMBERS", members).Replace("$TYPES", types);

    /// <summary>An embedded sample.</summary>
    public static string Read(string name)
    {
        using var reader = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no sample {name}.")
        );
        return reader.ReadToEnd();
    }

    /// <summary>What the compiler has against a candidate.</summary>
    public static IReadOnlyList<string> Errors(string train, string prepare)
    {
        var both = Compile(train, prepare);
        // Of this file alone: the other is the same each time.
        return
        [
            .. both.GetSemanticModel(both.SyntaxTrees[0])
                .GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.GetMessage()),
        ];
    }

    /// <summary>Both files with their references, ready to be asked what a name means.</summary>
    public static CSharpCompilation Compile(string train, string prepare)
    {
        return Empty.Value.AddSyntaxTrees(Parse(train), Parse(prepare), Parse(Implicit));

        static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);
    }

    /// <summary>Compiles both files and looks for violations.</summary>
    /// <param name="withSource">Apply the rules about syntax, too.</param>
    /// <param name="debugInformation">Without it no place is known.</param>
    public static IReadOnlyList<Violation> Check(
        string train,
        string prepare = Prepare,
        bool withSource = false,
        bool debugInformation = true,
        DebugInformationFormat format = DebugInformationFormat.PortablePdb,
        OptimizationLevel optimization = OptimizationLevel.Release
    )
    {
        using var assembly = new MemoryStream();
        using var pdb = debugInformation && format == DebugInformationFormat.PortablePdb ? new MemoryStream() : null;
        var options = CSharpParseOptions
            .Default.WithLanguageVersion(LanguageVersion.Preview)
            .WithFeatures([new("InterceptorsNamespaces", "Sample")]);
        var compilation = Empty
            .Value.WithOptions(Empty.Value.Options.WithOptimizationLevel(optimization))
            .AddSyntaxTrees(
                Parse(prepare, "/slot/Prepare.cs"),
                Parse(train, "/slot/Train.cs"),
                Parse(Implicit, "/slot/obj/GlobalUsings.g.cs")
            );
        var result = compilation.Emit(assembly, pdb, options: new EmitOptions(debugInformationFormat: format));
        Assert.True(
            result.Success,
            string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        );
        assembly.Position = 0;
        pdb?.Seek(0, SeekOrigin.Begin);
        return CompiledCheck.Find(
            assembly,
            pdb,
            [new SourceFile("Prepare.cs", prepare)],
            [new SourceFile("Train.cs", train)],
            AllowList.Default,
            withSource
        );

        SyntaxTree Parse(string text, string path) =>
            CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), options, path);
    }
}
