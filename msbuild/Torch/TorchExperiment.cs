using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AutoResearch;

/// <summary>
/// A research problem whose model is a TorchSharp module: how its weights are kept, and what its device needs and tells. Prepare.cs adds
/// the data and the metric.
/// </summary>
/// <typeparam name="TRun">The run with the training data.</typeparam>
public abstract class TorchExperiment<TRun> : Experiment<Module<Tensor, Tensor>, TRun>
    where TRun : TorchRun
{
    /// <summary>
    /// Prepares the device's context, its libraries and threads, and the optimizer's script. What remains for the first step depends on
    /// the candidate's shapes: the choice of kernels, and memory.
    /// </summary>
    public override void WarmUp(TRun run)
    {
        const int rows = 8;
        const int length = 64;
        const int vocabulary = 256;
        using var scope = NewDisposeScope();
        using var weight = Parameter(ones(length, length, run.MultiplyType, run.Device));
        using var table = Parameter(ones(vocabulary, length, device: run.Device));
        var tokens = zeros(rows, length, int64, run.Device); // (B, T)
        var x = functional.layer_norm(table[tokens], [length]).to(run.MultiplyType); // (B, T, D)
        var heads = functional.linear(x, weight).unsqueeze(1); // (B, 1, T, D)
        var mixed = run.OnGpu
            ? functional.scaled_dot_product_attention(heads, heads, heads, is_casual: true)
            : heads.matmul(heads.transpose(2, 3)).softmax(3).matmul(heads);
        functional.cross_entropy(mixed.to(float32).flatten(0, 2), tokens.flatten()).backward();
        new FusedAdamW([table], 0.9, 0.98).Step(0, 0);
    }

    /// <summary>
    /// What a layer of a small network does: normalise, multiply, cut off, multiply, exponentiate. It is done on few rows at a time, so
    /// that calling libtorch takes its part of the time, as it does in training: multiplying alone is slowed more by a neighbour on the
    /// same core or cache than training is, and a run beside one would get too much.
    /// </summary>
    public override Yardstick? Measure(TRun run)
    {
        const int rowsOfThread = 64;
        const int times = 8;
        const int width = 128;
        if (run.OnGpu)
            return null;
        using var noGradients = no_grad();
        var rows = ones(rowsOfThread * get_num_threads(), width, device: run.Device).DetachFromDisposeScope(); // (N, D)
        var weight = eye(width, width, run.MultiplyType, run.Device).DetachFromDisposeScope(); // (D, D)
        return new Yardstick(Work, get_num_threads());

        void Work()
        {
            using var noGradientsNow = no_grad();
            for (var i = 0; i < times; i++)
            {
                using var scope = NewDisposeScope();
                var hidden = functional.linear(functional.layer_norm(rows, [width]).to(run.MultiplyType), weight).relu(); // (N, D)
                functional.linear(hidden, weight).to(float32).softmax(1);
            }
        }
    }

    /// <inheritdoc/>
    public override IDisposable? MakeRoom(TRun run) => run.OnGpu || get_num_threads() == 1 ? null : new IdleTeam();

    /// <inheritdoc/>
    public override DeviceTrial? TryDevice(TRun run) => Devices.Trial(run.Device);

    /// <inheritdoc/>
    public override void Save(Module<Tensor, Tensor> model, string path) => model.save(path);

    /// <inheritdoc/>
    public override void Load(Module<Tensor, Tensor> model, string path) => model.load(path);

    /// <inheritdoc/>
    public override long CountParameters(Module<Tensor, Tensor> model) =>
        model.parameters().Where(parameter => parameter.requires_grad).Sum(parameter => parameter.NumberOfElements);

    /// <inheritdoc/>
    public override string DescribeDevice(TRun run) => Devices.Describe(run.Device);

    /// <inheritdoc/>
    public override void Synchronize(TRun run)
    {
        if (run.OnGpu)
            cuda.synchronize(run.Device);
    }
}
