namespace AutoResearch.Tests.Analyzers;

/// <summary>AR0004: what of TorchSharp an editable file may not use.</summary>
public class TorchSharpTests
{
    [Theory]
    // Files, scripts and downloads.
    [InlineData("static Tensor Read() => TorchSharp.torch.load(\"x\");", "TorchSharp.torch.load", "run.Data")]
    [InlineData("static void Write(Tensor x) => x.save(\"x\");", "TorchSharp.torch.Tensor.save", "harness")]
    [InlineData("static void Write(Tensor x) => x.Save(\"x\");", "TorchSharp.TensorExtensionMethods.Save", "harness")]
    [InlineData("static Tensor Read() => Tensor.Load(\"x\");", "TorchSharp.torch.Tensor.Load", "run.Data")]
    [InlineData("static void Read(Module<Tensor, Tensor> model) => model.load(\"x\");", "TorchSharp.torch.nn.Module.load", "run.Data")]
    [InlineData("static void Read(Linear model) => model.load(\"x\");", "TorchSharp.torch.nn.Module.load", "run.Data")]
    [InlineData("static void Write(Module<Tensor, Tensor> model) => model.save(\"x\");", "TorchSharp.torch.nn.Module.save", "harness")]
    [InlineData("static Tensor Read() => from_file(\"x\", false, 8);", "TorchSharp.torch.from_file", "run.Data")]
    [InlineData("static object Script() => jit.compile(\"x\");", "TorchSharp.torch.jit", "torch functions")]
    [InlineData("static object Script() => jit.load(\"x\");", "TorchSharp.torch.jit", "torch functions")]
    [InlineData("static object Program() => export.load(\"x\");", "TorchSharp.torch.export", "run.Data")]
    [InlineData("static void Fetch() => hub.download_url_to_file(\"u\", \"x\");", "TorchSharp.torch.hub", "downloaded")]
    [InlineData("static object Log() => torch.utils.tensorboard.SummaryWriter(\"x\");", "TorchSharp.torch.utils", "run.Data")]
    [InlineData("static void Restore(AdamW optimizer) => optimizer.load_state_dict(\"x\");", "OptimizerHelper.load_state_dict", "fresh")]
    // Memory.
    [InlineData("static Tensor Dirty() => empty(8);", "TorchSharp.torch.empty", "zeros")]
    [InlineData("static Tensor Dirty(Tensor x) => empty_like(x);", "TorchSharp.torch.empty_like", "zeros_like")]
    [InlineData("static Tensor Dirty(Tensor x) => x.new_empty(8);", "TorchSharp.torch.Tensor.new_empty", "new_zeros")]
    [InlineData("static object Raw(Tensor x) => x.Handle;", "TorchSharp.torch.Tensor.Handle", "tensor itself")]
    [InlineData("static int Raw(Tensor x) => x.bytes.Length;", "TorchSharp.torch.Tensor.bytes", "item<T>()")]
    [InlineData("static float[] Raw(Tensor x) => x.data<float>().ToArray();", "TorchSharp.torch.Tensor.data", "item<T>()")]
    [InlineData("static Tensor Beyond(Tensor x) => x.as_strided([9], [1]);", "TorchSharp.torch.Tensor.as_strided", "narrow")]
    [InlineData("static void Swap(Tensor x, Tensor y) => x.set_(y);", "TorchSharp.torch.Tensor.set_", "copy_")]
    [InlineData("static object Stored(Tensor x) => x.storage<float>();", "TorchSharp.torch.Tensor.storage", "views")]
    [InlineData("static Tensor Buffer(byte[] bytes) => frombuffer(bytes, uint8);", "TorchSharp.torch.frombuffer", "torch.tensor")]
    [InlineData("static float Before(Tensor x) => x.ReadCpuFloat16(-9);", "TorchSharp.torch.Tensor.ReadCpuFloat16", "item<Half>()")]
    [InlineData(
        "static Tensor Sparse(Tensor i, Tensor v) => sparse_coo_tensor(i, v, [9]);",
        "TorchSharp.torch.sparse_coo_tensor",
        "index_add"
    )]
    [InlineData(
        "static Module<Tensor, Tensor> Native() => new Foreign();\n} public sealed class Foreign : Module<Tensor, Tensor> { public "
            + "Foreign() : base(4096, 0) { } public override Tensor forward(Tensor x) => x;",
        "TorchSharp.torch.nn.Module with a native handle",
        "tensors"
    )]
    // Seeds and generators.
    [InlineData("static void Seed() => manual_seed(7);", "TorchSharp.torch.manual_seed", "seed")]
    [InlineData("static void Seed() => torch.random.manual_seed(7);", "TorchSharp.torch.random", "seed")]
    [InlineData("static void Seed() => cuda.manual_seed_all(7);", "TorchSharp.torch.cuda.manual_seed_all", "seed")]
    [InlineData("static void Seed(Tensor state) => set_rng_state(state);", "TorchSharp.torch.set_rng_state", "seed")]
    [InlineData("static Tensor Draw() => randn(8, generator: new Generator(7));", "TorchSharp.torch.Generator", "generator")]
    // Switches.
    [InlineData("static void Threads() => set_num_threads(1);", "TorchSharp.torch.set_num_threads", "threads")]
    [InlineData("static void Type() => set_default_dtype(float64);", "TorchSharp.torch.set_default_dtype", "dtype")]
    [InlineData("static void Fast() => backends.cuda.matmul.allow_tf32 = true;", "TorchSharp.torch.backends", "bfloat16")]
    [InlineData("static void Change() => float32 = ScalarType.Int32;", "Changing TorchSharp.torch.float32", "value of your own")]
    [InlineData(
        "static void Change() => Into(out torch.uint8);\nstatic void Into(out ScalarType type) => type = ScalarType.Int32;",
        "Changing TorchSharp.torch.uint8",
        "value of your own"
    )]
    [InlineData("static ref ScalarType Type() => ref int64;", "Changing TorchSharp.torch.int64", "value of your own")]
    [InlineData(
        "static void Change() { int rest; (float32, rest) = (ScalarType.Int32, 1); }",
        "Changing TorchSharp.torch.float32",
        "value of your own"
    )]
    [InlineData(
        "static void Change() => TensorIndex.Colon = TensorIndex.Ellipsis;",
        "Changing TorchSharp.torch.TensorIndex.Colon",
        "value of your own"
    )]
    // What belongs to the evaluator.
    [InlineData("static object? Outer() => CurrentDisposeScope;", "TorchSharp.torch.CurrentDisposeScope", "NewDisposeScope")]
    [InlineData(
        "static int Count(DisposeScope scope) => scope.DisposablesView.Count;",
        "TorchSharp.DisposeScope.DisposablesView",
        "variables"
    )]
    [InlineData("static long Count() => Tensor.TotalCount;", "TorchSharp.torch.Tensor.TotalCount", "NewDisposeScope")]
    [InlineData("static int Order() => \"text\".GetHashCode();", "System.String.GetHashCode", "differ from run to run")]
    public Task A_member_is_reported(string members, string symbol, string advice) =>
        SymbolTests.AssertReported(Candidate.Train(members), symbol, advice);
}
