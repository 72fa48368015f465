using Microsoft.CodeAnalysis;

namespace AutoResearch.Tests.Analyzers;

/// <summary>AR0004: what of .NET, the Runtime and Prepare.cs an editable file may not use, however it gets there.</summary>
public class SymbolTests
{
    internal static async Task AssertReported(string train, string symbol, string advice)
    {
        var diagnostic = Assert.Single(await Candidate.Check(train));
        Assert.Equal(("AR0004", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains(symbol, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("outside what Train.cs may", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains(advice, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    // Called, by its full name, through a using, an alias or a static using; unknown things around it do not multiply it.
    [InlineData("""static string Read() => File.ReadAllText("text");""", "System.IO.File", "run.Data")]
    [InlineData("""static string Read() => global::System.IO.File.ReadAllText("text");""", "System.IO.File", "run.Data")]
    [InlineData("""static int Read() => File.ReadAllLines("text").Select(line => line.Length).Sum();""", "System.IO.File", "run.Data")]
    [InlineData("""static bool Any() => Directory.Exists("/");""", "System.IO.Directory", "run.Data")]
    [InlineData("static string? Name() => Environment.MachineName;", "System.Environment", "constants")]
    [InlineData("static void End() => Environment.Exit(0);", "System.Environment", "constants")]
    [InlineData("static void Fall() => Environment.FailFast(null);", "System.Environment", "constants")]
    [InlineData("static object? Data() => AppContext.GetData(\"x\");", "System.AppContext", "constants")]
    [InlineData("static object Domain() => AppDomain.CurrentDomain;", "System.AppDomain", "constants")]
    [InlineData("""static object? Start() => System.Diagnostics.Process.Start("sh");""", "System.Diagnostics.Process", "no process")]
    [InlineData("static string? Line() => Console.ReadLine();", "System.Console.ReadLine", "Console.WriteLine")]
    [InlineData("static void Mute() => Console.SetOut(null!);", "System.Console.SetOut", "Console.WriteLine")]
    [InlineData("static object Error() => Console.Error;", "System.Console.Error", "Console.WriteLine")]
    [InlineData("static void Collect() => GC.Collect();", "System.GC", "NewDisposeScope")]
    // Clocks, seeds and generators.
    [InlineData("static long Ticks() => System.Diagnostics.Stopwatch.GetTimestamp();", "System.Diagnostics.Stopwatch", "run.Progress")]
    [InlineData("static object Now() => DateTime.UtcNow;", "System.DateTime", "run.Progress")]
    [InlineData("static long Ticks() => Environment.TickCount64;", "System.Environment", "constants")]
    [InlineData("static object Clock() => TimeProvider.System;", "System.TimeProvider", "run.Progress")]
    [InlineData("static double Draw() => Random.Shared.NextDouble();", "System.Random", "torch.rand")]
    [InlineData("static double Draw() => new Random(7).NextDouble();", "System.Random", "torch.rand")]
    [InlineData("static object Draw() => Guid.NewGuid();", "System.Guid", "torch.randint")]
    [InlineData(
        "static byte[] Draw() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(8);",
        "System.Security.Cryptography.RandomNumberGenerator",
        "torch.randint"
    )]
    [InlineData("static IEnumerable<int> Mixed(int[] values) => values.Shuffle();", "System.Linq.Enumerable.Shuffle", "torch.randperm")]
    // Reflection and what makes code at run time.
    [InlineData("static object Members() => typeof(Run).GetMethods();", "System.Type.GetMethods", "Name")]
    [InlineData("static object Home(object value) => value.GetType().Assembly;", "System.Type.Assembly", "Name")]
    [InlineData("static object? Make() => Activator.CreateInstance(typeof(int));", "System.Activator", "new")]
    [InlineData(
        "static object Load() => System.Reflection.Assembly.GetExecutingAssembly();",
        "System.Reflection.Assembly",
        "by their names"
    )]
    [InlineData("static object Method(Func<int> function) => function.Method;", "System.Delegate", "Func or Action")]
    [InlineData("static object? Method(Delegate function) => 1;", "System.Delegate", "Func or Action")]
    [InlineData(
        "static object Compile(System.Linq.Expressions.Expression<Func<int>> tree) => tree;",
        "System.Linq.Expressions.Expression",
        "lambda"
    )]
    [InlineData("static object? Site(Exception exception) => exception.TargetSite;", "System.Exception.TargetSite", "Message")]
    [InlineData("private sealed class Shallow { public object Copy() => MemberwiseClone(); }", "System.Object.MemberwiseClone", "with")]
    // Memory.
    [InlineData(
        "static Span<byte> View(Span<int> values) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values);",
        "System.Runtime.InteropServices.MemoryMarshal",
        "spans"
    )]
    [InlineData(
        "static ref int Next(ref int value) => ref System.Runtime.CompilerServices.Unsafe.Add(ref value, 1);",
        "System.Runtime.CompilerServices.Unsafe",
        "plain C#"
    )]
    [InlineData("static byte[] Rent() => System.Buffers.ArrayPool<byte>.Shared.Rent(9);", "System.Buffers.ArrayPool", "new")]
    [InlineData("static byte[] Dirty() => GC.AllocateUninitializedArray<byte>(9);", "System.GC", "NewDisposeScope")]
    [InlineData(
        "static object Wide(ref float value) => System.Numerics.Vector.LoadUnsafe(ref value, 9);",
        "System.Numerics.Vector",
        "tensors"
    )]
    [InlineData("static nint Number() => 0;", "System.IntPtr", "long")]
    [InlineData("static object Weak(object value) => new WeakReference(value);", "System.WeakReference", "field")]
    // Threads.
    [InlineData("static object Later() => Task.Run(() => 1);", "System.Threading.Tasks.Task", "one thread")]
    [InlineData("static void Each() => Parallel.For(0, 9, number => { });", "System.Threading.Tasks.Parallel", "one thread")]
    [InlineData("static void Start() => new Thread(() => { }).Start();", "System.Threading.Thread", "one thread")]
    [InlineData("static object Timer() => new System.Threading.Timer(state => { });", "System.Threading.Timer", "one thread")]
    [InlineData("static int Sum(int[] values) => values.AsParallel().Sum();", "System.Linq.ParallelEnumerable", "one thread")]
    [InlineData("static object Client() => new HttpClient();", "System.Net.Http.HttpClient", "no network")]
    // Reached as a method group, a type argument, a default value, an array, a pattern, a constraint or a type of a lambda.
    [InlineData("static readonly Func<string, string> Read = File.ReadAllText;", "System.IO.File", "run.Data")]
    [InlineData("static readonly List<FileStream> Streams = [];", "System.IO.FileStream", "run.Data")]
    [InlineData("static object? Nothing() => default(FileStream);", "System.IO.FileStream", "run.Data")]
    [InlineData("static object Many() => new FileInfo[2];", "System.IO.FileInfo", "run.Data")]
    [InlineData("static bool Is(object value) => value is Stream;", "System.IO.Stream", "run.Data")]
    [InlineData("static void Take<T>(T value) where T : Stream { }", "System.IO.Stream", "run.Data")]
    [InlineData("static readonly Action<object> Act = (object value) => { _ = (Stream)value; };", "System.IO.Stream", "run.Data")]
    [InlineData("static string Name() => typeof(File).Name;", "System.IO.File", "run.Data")]
    // Constructed without its name.
    [InlineData("static void Write(Action<object> use) => use(new StreamWriter(\"x\"));", "System.IO.StreamWriter", "run.Data")]
    // The evaluator.
    [InlineData("static object Own() => new LanguageModelling();", "LanguageModelling", "evaluator")]
    [InlineData("static void Overrun(Experiment<Module<Tensor, Tensor>, TextRun> experiment) { }", "AutoResearch.Experiment", "Run")]
    [InlineData("static void Settings(RunSettings settings) { }", "AutoResearch.RunSettings", "Run")]
    [InlineData("""static void Give() => throw new RuleBrokenException("x");""", "AutoResearch.RuleBrokenException", "Run")]
    public Task A_member_is_reported(string members, string symbol, string advice) =>
        AssertReported(Candidate.Train(members), symbol, advice);

    [Theory]
    [InlineData("using static System.IO.File;", "", "System.IO.File", "run.Data")]
    [InlineData("using Disk = System.IO.File;", "", "System.IO.File", "run.Data")]
    [InlineData("using Text = System.Collections.Generic.List<System.IO.Stream>;", "", "System.IO.Stream", "run.Data")]
    public Task A_using_is_reported(string usings, string members, string symbol, string advice) =>
        AssertReported(Candidate.Train(members, usings: usings), symbol, advice);

    [Fact]
    public async Task A_type_that_is_constructed_without_its_name_is_reported()
    {
        const string prepare = """
            using TorchSharp; using static TorchSharp.torch;
            return 0;
            public class TextRun(AutoResearch.RunSettings settings) : AutoResearch.Run(settings) { public void Shuffle(System.Random random) { } }
            """;
        var diagnostic = Assert.Single(
            await Candidate.Check(Candidate.Train("static void Mix(TextRun run) => run.Shuffle(new(7));"), prepare)
        );
        Assert.StartsWith(
            "System.Random is outside what Train.cs may use; draw with TorchSharp",
            diagnostic.GetMessage(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_an_alias_stands_for_is_reported_wherever_it_is_used()
    {
        var diagnostics = await Candidate.Check(
            Candidate.Train("""static string Read() => Disk.ReadAllText("text");""", usings: "using Disk = System.IO.File;")
        );
        Assert.Equal(["System.IO.File", "System.IO.File"], diagnostics.Select(diagnostic => diagnostic.GetMessage().Split(' ')[0]));
    }

    [Theory]
    [InlineData("public sealed class Mine : Run { public Mine() : base(null!) { } }", "Deriving from AutoResearch.Run")]
    [InlineData("public sealed class Mine : System.IO.MemoryStream { }", "Deriving from System.IO.MemoryStream")]
    [InlineData("public sealed class Mine : Attribute { }", "Deriving from System.Attribute")]
    [InlineData("public sealed class Mine : Tensor { private Mine() : base(null!) { } }", "Deriving from TorchSharp.torch.Tensor")]
    [InlineData(
        "public class Mine : IModule<Tensor, Tensor> { public Tensor call(Tensor x) => x; }",
        "Deriving from TorchSharp.torch.nn.IModule"
    )]
    [InlineData(
        "public class Mine : Module<Tensor, Tensor> { public Mine() : base(\"x\") { } public override Tensor forward(Tensor x) => x; "
            + "public override void eval() { } }",
        "Overriding TorchSharp.torch.nn.Module.eval"
    )]
    [InlineData(
        "public class Mine : Module<Tensor, Tensor> { public Mine() : base(\"x\") { } public override Tensor forward(Tensor x) => x; "
            + "public override IEnumerable<Parameter> parameters(bool recurse = true) => []; }",
        "Overriding TorchSharp.torch.nn.Module.parameters"
    )]
    [InlineData(
        "public class Mine : Module<Tensor, Tensor> { public Mine() : base(\"x\") { } public override Tensor forward(Tensor x) => x; "
            + "public override bool training => true; }",
        "Overriding TorchSharp.torch.nn.Module.training"
    )]
    [InlineData(
        "public class Mine : Module<Tensor, Tensor> { public Mine() : base(\"x\") { } public override Tensor forward(Tensor x) => x; "
            + "protected override void Dispose(bool disposing) { } }",
        "Overriding TorchSharp.torch.nn.Module.Dispose"
    )]
    public async Task Deriving_and_overriding_are_reported(string beside, string word)
    {
        // Some of these do not compile, too: the analyzer is the one that says why it is no use to make them compile.
        var diagnostics = await Candidate.Analyze(Candidate.Compile(Candidate.Train("", beside)));
        Assert.Contains(
            word,
            Assert.Single(diagnostics, diagnostic => diagnostic.GetMessage().StartsWith(word, StringComparison.Ordinal)).GetMessage(),
            StringComparison.Ordinal
        );
    }
}
