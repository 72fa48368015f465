namespace AutoResearch.Tests.Boundary;

/// <summary>Reaching for what no candidate may use: files, clocks, seeds, threads, reflection.</summary>
internal static class SymbolTechniques
{
    public static readonly IReadOnlyList<Technique> All =
    [
        new("File", Codes.Symbol, "System.IO.File.ReadAllText", Body: """_ = File.ReadAllText("/etc/passwd");"""),
        new(
            "FileInFieldInitialiser",
            Codes.Symbol,
            "System.IO.File.Exists",
            Members: """private static readonly Func<bool> Probe = () => File.Exists("x");"""
        ),
        new(
            "MethodGroup",
            Codes.Symbol,
            "System.IO.File.ReadAllText",
            Body: """Func<string, string> read = File.ReadAllText; read("x");"""
        ),
        new("GenericArgument", Codes.Symbol, "System.IO.FileStream", Body: "Console.WriteLine(new List<FileStream>().Count);"),
        new(
            "GenericMethodArgument",
            Codes.Symbol,
            "System.Random",
            Body: "Console.WriteLine(Make<Random>());",
            Members: "private static T Make<T>() where T : new() => new();"
        ),
        new("Constraint", Codes.Symbol, "System.IO.Stream", Members: "private static void Take<T>(T value) where T : Stream { }"),
        new("LocalFunction", Codes.Symbol, "System.Environment.Exit", Body: "Leave(); static void Leave() => Environment.Exit(0);"),
        new(
            "Iterator",
            Codes.Symbol,
            "System.IO.File.ReadAllBytes",
            Members: """public static IEnumerable<byte> Read() { foreach (var one in File.ReadAllBytes("x")) yield return one; }"""
        ),
        new(
            "Record",
            Codes.Symbol,
            "System.IO.File.Delete",
            Types: "public record Evil(string Path) { public int Length { get { File.Delete(Path); return 0; } } }"
        ),
        new(
            "DefaultInterfaceMethod",
            Codes.Symbol,
            "System.IO.File.Delete",
            Types: """public interface IEvil { void Run() => File.Delete("x"); }"""
        ),
        new(
            "LinqQuery",
            Codes.Symbol,
            "System.IO.File.ReadLines",
            Body: """Console.WriteLine((from line in File.ReadLines("x") where line.Length > 0 select line).Count());"""
        ),
        new(
            "Clock",
            Codes.Symbol,
            "System.Diagnostics.Stopwatch",
            Body: "var watch = System.Diagnostics.Stopwatch.StartNew(); Console.WriteLine(watch.IsRunning);"
        ),
        new("DateTime", Codes.Symbol, "System.DateTime.UtcNow", Body: "Console.WriteLine(DateTime.UtcNow.ToString());"),
        new("TickCount", Codes.Symbol, "System.Environment.TickCount64", Body: "Console.WriteLine(Environment.TickCount64);"),
        new("Seed", Codes.Symbol, "TorchSharp.torch.manual_seed", Body: "manual_seed(1);"),
        new("Generator", Codes.Symbol, "TorchSharp.torch.Generator", Body: "Console.WriteLine(new Generator(1UL));"),
        new("Random", Codes.Symbol, "System.Random", Body: "Console.WriteLine(new Random(1).Next());"),
        new("Load", Codes.Symbol, "TorchSharp.torch.load", Body: """Console.WriteLine(load("x"));"""),
        new("ModuleLoad", Codes.Symbol, "TorchSharp.torch.nn.Module.load", Body: """model.load("x");"""),
        new("ThreadCount", Codes.Symbol, "TorchSharp.torch.set_num_threads", Body: "set_num_threads(64);"),
        new("RandomState", Codes.Symbol, "TorchSharp.torch.set_rng_state", Body: "set_rng_state(get_rng_state());"),
        new("RawMemory", Codes.Symbol, "TorchSharp.torch.Tensor.Handle", Body: "Console.WriteLine(run.Data.Handle.ToString());"),
        new("Bytes", Codes.Symbol, "TorchSharp.torch.Tensor.bytes", Body: "Console.WriteLine(run.Data.bytes.Length);"),
        new("Uninitialised", Codes.Symbol, "TorchSharp.torch.empty", Body: "Console.WriteLine(empty(1000));"),
        new("Script", Codes.Symbol, "TorchSharp.torch.jit.compile", Body: """jit.compile("def f(x): return x");"""),
        new("Thread", Codes.Symbol, "System.Threading.Thread", Body: "new Thread(() => Console.WriteLine()).Start();"),
        new("Task", Codes.Symbol, "System.Threading.Tasks.Task.Run", Body: "Task.Run(() => Console.WriteLine());"),
        new("Parallel", Codes.Symbol, "System.Threading.Tasks.Parallel.For", Body: "Parallel.For(0, 4, Console.WriteLine);"),
        new(
            "Plinq",
            Codes.Symbol,
            "System.Linq.ParallelEnumerable.AsParallel",
            Body: "Console.WriteLine(Enumerable.Range(0, 3).AsParallel().Sum());"
        ),
        new("Timer", Codes.Symbol, "System.Threading.Timer", Members: "private static readonly Timer Clock = new(_ => { });"),
        new("Reflection", Codes.Symbol, "System.Type.GetMethods", Body: "Console.WriteLine(typeof(SampleRun).GetMethods().Length);"),
        new("GetType", Codes.Symbol, "System.Type.GetProperties", Body: "Console.WriteLine(run.GetType().GetProperties().Length);"),
        new("Activator", Codes.Symbol, "System.Activator.CreateInstance", Body: "Activator.CreateInstance(typeof(SampleRun), 1);"),
        new(
            "Unsafe",
            Codes.Symbol,
            "System.Runtime.CompilerServices.Unsafe.As",
            Body: "System.Runtime.CompilerServices.Unsafe.As<string>(run);"
        ),
        new(
            "MemoryMarshal",
            Codes.Symbol,
            "System.Runtime.InteropServices.MemoryMarshal",
            Body: "System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(new float[2].AsSpan());"
        ),
        new(
            "UnsafeAccessor",
            Codes.Symbol,
            "UnsafeAccessor",
            Members: """[System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = "<settings>P")] private static extern ref RunSettings Settings(Run run);"""
        ),
        new(
            "FunctionPointerToFile",
            Codes.Symbol,
            "System.IO.File.Exists",
            Members: """public static unsafe void Call() { delegate*<string, bool> exists = &File.Exists; exists("x"); }"""
        ),
        new(
            "SpanOverMemory",
            Codes.Symbol,
            "System.Span",
            Members: "public static unsafe byte Read(long address) => new Span<byte>((void*)address, 8)[0];"
        ),
        new("NativeInteger", Codes.Symbol, "nint", Members: "public static nint Address(nint value) => value + 1;"),
        new(
            "ThreadStatic",
            Codes.Symbol,
            "System.ThreadStaticAttribute",
            Members: "[ThreadStatic] private static int counter; public static int Next() => ++counter;"
        ),
        new(
            "OverrideParameters",
            Codes.Symbol,
            "parameters",
            Types: """public class Net : Module<Tensor, Tensor> { public Net() : base("n") { } public override Tensor forward(Tensor x) => x; public override IEnumerable<Parameter> parameters(bool recurse = true) => []; }"""
        ),
        new(
            "OverrideStateDict",
            Codes.Symbol,
            "state_dict",
            Types: """public class Net : Module<Tensor, Tensor> { public Net() : base("n") { } public override Tensor forward(Tensor x) => x; public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null) => []; }"""
        ),
        new(
            "OverrideTrain",
            Codes.Symbol,
            "Module.train",
            Types: """public class Net : Module<Tensor, Tensor> { public Net() : base("n") { } public override Tensor forward(Tensor x) => x; public override void train(bool on = true) { } }"""
        ),
        new(
            "OverrideBehindABase",
            Codes.Symbol,
            "Module.train",
            Types: """public abstract class Between<T> : Module<T, Tensor> { protected Between() : base("n") { } public virtual void train(T on) { } } public class Net : Between<Tensor> { public override Tensor forward(Tensor x) => x; public override void train(Tensor on) { } public override void train(bool on = true) { } }"""
        ),
        new(
            "Dispose",
            Codes.Symbol,
            "Dispose",
            Types: """public class Net : Module<Tensor, Tensor> { public Net() : base("n") { } public override Tensor forward(Tensor x) => x; protected override void Dispose(bool disposing) { } }"""
        ),
        new(
            "DeriveExperiment",
            Codes.Symbol,
            "AutoResearch.Experiment",
            Types: "public abstract class Other : Experiment<Module<Tensor, Tensor>, SampleRun> { }"
        ),
        new("UseExperiment", Codes.Symbol, "Problem", Body: "Console.WriteLine(new Problem().DescribeDevice(run));"),
        new(
            "DeriveTensor",
            Codes.Symbol,
            "TorchSharp.Modules.Parameter",
            Types: "public class Forged(Tensor data) : Parameter(data, true) { }"
        ),
        new(
            "Interface",
            Codes.Symbol,
            "System.IProgress",
            Types: "public class Steps : IProgress<int> { public void Report(int value) { } }"
        ),
        new("AttributeClass", Codes.Symbol, "System.Attribute", Types: "public sealed class MarkAttribute : Attribute { }"),
        new(
            "FileLocalType",
            Codes.Symbol,
            "System.IO.File.Exists",
            Types: """file static class Hidden { public static bool Look() => File.Exists("x"); }"""
        ),
        new(
            "LineDirective",
            Codes.Symbol,
            "System.IO.File.Exists",
            Types: """
            #line 1 "Prepare.cs"
            public static class Shifted { public static bool Look() => File.Exists("x"); }
            #line default
            """
        ),
        new(
            "EmbeddedName",
            Codes.Symbol,
            "System.IO.File.Exists",
            Types: """namespace System.Runtime.CompilerServices { public sealed class NullableContextAttribute : Attribute { public NullableContextAttribute(byte flag) => System.IO.File.Exists("x"); } }"""
        ),
        new(
            "CompilersHelper",
            Codes.Symbol,
            "System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault",
            Body: "System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(new Dictionary<int, int>(), 1, out _);"
        ),
        new(
            "ImmutableContext",
            Codes.Symbol,
            "System.Threading.AsyncLocal",
            Members: "private static readonly AsyncLocal<int> Hidden = new();"
        ),
        new(
            "EnvironmentVariable",
            Codes.Symbol,
            "System.Environment.SetEnvironmentVariable",
            Body: """Environment.SetEnvironmentVariable("OMP_NUM_THREADS", "64");"""
        ),
        new("Process", Codes.Symbol, "System.Diagnostics.Process.Start", Body: """System.Diagnostics.Process.Start("sh");"""),
        new("Network", Codes.Symbol, "System.Net.Http.HttpClient", Body: "using var client = new HttpClient();"),
        new("ConsoleOut", Codes.Symbol, "System.Console.OpenStandardOutput", Body: "Console.OpenStandardOutput().WriteByte(1);"),
        new(
            "ExceptionFilter",
            Codes.Symbol,
            "System.Environment.Exit",
            Body: "try { run.Data.sum(); } catch (Exception) when (Leave()) { }",
            Members: "private static bool Leave() { Environment.Exit(0); return true; }"
        ),
        new(
            "CaughtType",
            Codes.Symbol,
            "AutoResearch.RuleBrokenException",
            Body: "try { run.Data.sum(); } catch (RuleBrokenException) { }"
        ),
        new(
            "UsingStatic",
            Codes.Symbol,
            "System.IO.Path.GetTempPath",
            Body: "Console.WriteLine(GetTempPath());",
            Usings: "using static System.IO.Path;"
        ),
        new("Alias", Codes.Symbol, "System.GC.Collect", Body: "Sweep.Collect();", Usings: "using Sweep = System.GC;"),
        new("Synchronized", Codes.Symbol, "System.Threading.Monitor", Body: "lock (run) { Console.WriteLine(); }"),
        new("WriteField", Codes.Symbol, "TorchSharp.torch.float32", Body: "float32 = float64;"),
        new("WriteFieldByReference", Codes.Symbol, "TorchSharp.torch.float32", Body: "ref var type = ref float32; type = float64;"),
        new(
            "WriteFieldInATuple",
            Codes.Symbol,
            "TorchSharp.torch.float32",
            Body: "(float32, var other) = (float64, 1); Console.WriteLine(other);"
        ),
        new("WriteLockedField", Codes.Symbol, "Helper.Windows", Body: "Helper.Windows = 1;"),
        new("WriteLockedProperty", Codes.Symbol, "Helper.Depth", Body: "Helper.Depth++;"),
    ];
}
