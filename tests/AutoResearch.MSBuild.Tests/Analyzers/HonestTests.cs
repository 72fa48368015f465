namespace AutoResearch.Tests.Analyzers;

/// <summary>What an honest researcher writes is not reported. Each piece compiles against the template's Prepare.cs.</summary>
public class HonestTests
{
    [Theory]
    // Architectures.
    [InlineData(
        "static Module<Tensor, Tensor> Model() => Sequential(Embedding(256, 64), Linear(64, 128), GELU(), "
            + "LayerNorm(128), Dropout(0.1), Linear(128, 256));"
    )]
    [InlineData(
        "static Module<Tensor, Tensor> Model() => Sequential((\"embed\", Embedding(256, 64)), (\"out\", Linear(64, 256, hasBias: false)));"
    )]
    [InlineData("static Tensor Convolve(Tensor x, Conv1d conv) => conv.call(functional.pad(x.transpose(1, 2), [2, 0])).transpose(1, 2);")]
    [InlineData("static Tensor Recur(LSTM lstm, Tensor x) { var (output, h, c) = lstm.call(x); return output; }")]
    [InlineData(
        "static Tensor Recur(GRUCell cell, Tensor x) { var h = zeros(x.shape[0], 64); var all = new List<Tensor>(); foreach (var step in "
            + "x.unbind(1)) { h = cell.call(step, h); all.Add(h); } return stack(all, 1); }"
    )]
    [InlineData(
        "static Tensor Mix(Tensor x, Tensor router, Tensor[] experts) { var (weights, chosen) = router.softmax(-1).topk(2, -1); return "
            + "experts.Select((expert, index) => x.matmul(expert) * chosen.eq(index).to(x.dtype).mul(weights).sum(-1, keepdim: "
            + "true)).Aggregate((a, b) => a + b); }"
    )]
    [InlineData("static Tensor Attend(Tensor q, Tensor k, Tensor v) => functional.scaled_dot_product_attention(q, k, v, is_casual: true);")]
    [InlineData(
        "static Tensor Attend(Tensor q, Tensor k, Tensor v) { var mask = ones(q.shape[2], q.shape[2], dtype: @bool, device: "
            + "q.device).triu(1); return einsum(\"bhqd,bhkd->bhqk\", q, k).masked_fill(mask, "
            + "float.NegativeInfinity).softmax(-1).matmul(v); }"
    )]
    [InlineData(
        "static Tensor Windows(Tensor x) => x.unfold(1, 4, 1).flatten(2).index_select(1, "
            + "arange(3)).gather(1, zeros(1, 1, 4, dtype: int64));"
    )]
    [InlineData("static Tensor Spectrum(Tensor x) => fft.irfft(fft.rfft(x, dim: 1) * 0.5, dim: 1);")]
    [InlineData("static Tensor Solve(Tensor a, Tensor b) => linalg.solve(a, b) + linalg.inv(a).matmul(b) + linalg.svd(a).U;")]
    // Training: optimizers, schedules, losses, order, precision.
    [InlineData(
        "static void Train(Module<Tensor, Tensor> model, TextRun run) { using var optimizer = optim.AdamW(model.parameters(), 1e-3, "
            + "weight_decay: 0.1); var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 100); optimizer.zero_grad(); "
            + "optimizer.step(); schedule.step(); }"
    )]
    [InlineData(
        "static void Train(Module<Tensor, Tensor> model) { using var optimizer = optim.SGD(model.parameters(), 0.1, momentum: 0.9, "
            + "nesterov: true); foreach (var group in optimizer.ParamGroups) group.LearningRate *= 0.5; }"
    )]
    [InlineData(
        "static object Groups(Module<Tensor, Tensor> model) => new Adam([new Adam.ParamGroup(model.parameters(), new Adam.Options { "
            + "LearningRate = 0.1 })]);"
    )]
    [InlineData("static double Clip(Module<Tensor, Tensor> model) => torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0);")]
    [InlineData(
        "static double Schedule(double progress) => progress switch { < 0.1 => progress / 0.1, > 0.8 => 1 - progress, _ => 0.5 * (1 + "
            + "Math.Cos(Math.PI * progress)) };"
    )]
    [InlineData(
        "static Tensor Loss(Tensor logits, Tensor targets) => functional.cross_entropy(logits, targets, ignore_index: -1) + 1e-4 * "
            + "logits.logsumexp(-1).square().mean();"
    )]
    [InlineData("static Tensor Order(long count) => randperm(count).chunk(8)[0];")]
    [InlineData("static Tensor Sample(TextRun run) => run.Data.narrow(0, randint(1000, 1).item<long>(), 256).to(int64);")]
    [InlineData("static Tensor Half(Tensor x, Parameter weight) => functional.linear(x.to(bfloat16), weight.bfloat16()).to(float32);")]
    [InlineData(
        "static void Freeze(Module<Tensor, Tensor> model) { using var _ = no_grad(); foreach (var (name, parameter) in "
            + "model.named_parameters()) if (name.EndsWith(\"bias\")) parameter.requires_grad = false; else parameter.copy_(parameter "
            + "* 0.5); }"
    )]
    [InlineData(
        "static void Average(Module<Tensor, Tensor> model) { using var _ = inference_mode(); var kept = "
            + "model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone()); model.load_state_dict(kept); }"
    )]
    [InlineData(
        "static Tensor Draw() => torch.distributions.Normal(zeros(2), ones(2)).rsample(3) + rand(2) + "
            + "randn_like(zeros(2)) + normal(0, 1, [2]);"
    )]
    [InlineData(
        "static void Start(Linear layer) { init.kaiming_normal_(layer.weight); init.trunc_normal_(layer.weight, 0, 0.02); "
            + "init.zeros_(layer.bias!); layer.weight!.uniform_(-1, 1); }"
    )]
    [InlineData(
        "static float Read(Tensor x) => x.item<float>() + x.cpu()[0].ToSingle() + (float)x.mean() + x[.., 0, "
            + "TensorIndex.Ellipsis].sum().item<float>();"
    )]
    [InlineData("static Tensor Penalty(Tensor x, Tensor y) => autograd.grad([y], [x], create_graph: true)[0].square().sum();")]
    // C#.
    [InlineData(
        "record Settings(int Width, double Rate) { public int Twice => 2 * Width; } static Settings Wide(Settings settings) => settings "
            + "with { Width = 7 };"
    )]
    [InlineData(
        "readonly record struct Point(double X, double Y) { public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + "
            + "b.Y); public static implicit operator double(Point p) => p.X; } static double Add(Point a, Point b) => a + b;"
    )]
    [InlineData(
        "static IEnumerable<int> Count(int[] values) { foreach (var value in values[1..^1]) yield return value; } static int[] "
            + "Copy(int[] values) => [.. Count(values), 1, 2];"
    )]
    [InlineData(
        "static IEnumerable<string> Query(string[] words) => from word in words where word.Length > 2 orderby word.Length descending "
            + "group word by word[0] into letters select $\"{letters.Key}: {letters.Count():0.0}\";"
    )]
    [InlineData(
        "static int Sum(ReadOnlySpan<int> values) { var sum = 0; foreach (ref readonly var value in values) sum += value; return sum; } "
            + "static int All() => Sum([1, 2, 3]);"
    )]
    [InlineData(
        "static T Largest<T>(IReadOnlyList<T> values) where T : System.Numerics.INumber<T> { var best = values[0]; for (var i = 1; i < "
            + "values.Count; i++) if (values[i] > best) best = values[i]; return best; }"
    )]
    [InlineData(
        "static string Text(object value) => value switch { null => \"\", int and > 3 => \"many\", (int a, int b) => $\"{a}{b}\", int[] "
            + "and [var first, ..] => first.ToString(), string { Length: > 2 } text => text.ToUpperInvariant(), _ => "
            + "value.GetType().Name };"
    )]
    [InlineData(
        "static void Say(double loss) => Console.WriteLine(FormattableString.Invariant($\"loss {loss:0.000} {nameof(Say)} "
            + "{typeof(Training).Name} {loss.ToString(System.Globalization.CultureInfo.InvariantCulture)}\"));"
    )]
    [InlineData(
        "static string Join(IEnumerable<string> words) { var text = new System.Text.StringBuilder(); foreach (var word in words) "
            + "text.Append(word).Append($\"-{word.Length}\"); return text.ToString(); }"
    )]
    [InlineData(
        "static int Checked(int value) { ArgumentOutOfRangeException.ThrowIfNegative(value); try { return checked(value * 2); } catch "
            + "(OverflowException error) when (error.Message.Length > 0) { throw new InvalidOperationException(\"too large\", error); "
            + "} finally { Console.Write('.'); } }"
    )]
    [InlineData(
        "static readonly bool[] Vowels = [.. Enumerable.Range(0, 256).Select(code => \"aeiouAEIOU\".Contains((char)code))]; static int "
            + "Class(byte code) => char.IsAsciiLetter((char)code) ? Vowels[code] ? 2 : 1 : 0;"
    )]
    [InlineData(
        "static ReadOnlySpan<byte> Quotes => \"\\\"'`\"u8; static byte[] Bytes => System.Text.Encoding.ASCII.GetBytes(\" etaoin\");"
    )]
    [InlineData(
        "static readonly Lazy<double[]> Table = new(() => [.. Enumerable.Range(0, 9).Select(i => Math.Pow(i, 0.5))]); static double "
            + "At(Index index) => Table.Value[index];"
    )]
    [InlineData(
        "static uint Mix(uint key) => System.Numerics.BitOperations.RotateLeft(key * 2654435761u, 5) ^ "
            + "BitConverter.SingleToUInt32Bits(MathF.Sqrt(key)); static Half Small(float value) => (Half)value;"
    )]
    [InlineData(
        "static Func<double, double> Compose(params Func<double, double>[] steps) => steps.Aggregate((f, g) => x => g(f(x))); static "
            + "event Action? None { add { } remove { } }"
    )]
    [InlineData("static int Depth(int n) { return Go(n); static int Go(int left) => left == 0 ? 0 : 1 + Go(left - 1); }")]
    [InlineData(
        "static Dictionary<string, List<int>> Places(string[] words) { var places = new Dictionary<string, "
            + "List<int>>(StringComparer.Ordinal) { [\"a\"] = [1] }; for (var i = 0; i < words.Length; i++) if "
            + "(!places.TryGetValue(words[i], out var list)) places.Add(words[i], [i]); else list.Add(i); foreach (var (word, list) in "
            + "places) list.Sort(); return places; }"
    )]
    public async Task A_member_is_not_reported(string members) => Assert.Empty(await Candidate.Check(Candidate.Train(members)));

    [Theory]
    [InlineData(
        "public sealed class Double : autograd.SingleTensorFunction<Double> { public override string Name => nameof(Double); public "
            + "override Tensor forward(autograd.AutogradContext ctx, params object[] vars) { var x = (Tensor)vars[0]; "
            + "ctx.save_for_backward([x]); return x * 2; } public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor "
            + "grad_output) => [grad_output * 2]; }"
    )]
    [InlineData(
        "public sealed class Router : Module<Tensor, Tensor> { private readonly ModuleDict<Linear> ways = new(); private readonly "
            + "Parameter scale = Parameter(ones(4)); public Router() : base(nameof(Router)) { ways.Add((\"a\", Linear(4, 4))); "
            + "register_buffer(\"seen\", zeros(1)); RegisterComponents(); } public override Tensor forward(Tensor x) => training ? "
            + "ways[\"a\"].call(x) * scale : x; }"
    )]
    [InlineData(
        "public sealed class Two : Module<Tensor, Tensor, Tensor> { public Two() : base(nameof(Two)) { } public override Tensor "
            + "forward(Tensor a, Tensor b) => a + b; public override string ToString() => \"two\"; }"
    )]
    [InlineData(
        "public sealed class Steps(optim.Optimizer optimizer) : optim.lr_scheduler.LRScheduler(optimizer, -1, false) { protected "
            + "override IEnumerable<double> get_lr() => [0.1]; }"
    )]
    [InlineData(
        "public interface IShape { long Size { get; } } public sealed class Square(long side) : IShape, IEquatable<Square>, "
            + "IComparable<Square>, IDisposable { public long Size => side * side; public bool Equals(Square? other) => other?.Size == "
            + "Size; public int CompareTo(Square? other) => Size.CompareTo(other?.Size); public override bool Equals(object? other) => "
            + "Equals(other as Square); public override int GetHashCode() => (int)Size; public void Dispose() { } }"
    )]
    [InlineData(
        "public sealed class Ring : IEnumerable<int> { public IEnumerator<int> GetEnumerator() { yield return 1; } "
            + "System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); } public sealed class "
            + "Unstable(string message) : InvalidOperationException(message);"
    )]
    public async Task A_declaration_is_not_reported(string beside) => Assert.Empty(await Candidate.Check(Candidate.Train("", beside)));
}
