// Variation: Activations as strategies with static abstract members, sizes with operators, extension members for shifts: newer C# around a small mixer.
using System.Diagnostics.CodeAnalysis;
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public interface IActivation
{
    static abstract Tensor Of(Tensor x);

    static virtual double Gain => 1;
}

public readonly struct SquaredRelu : IActivation
{
    public static double Gain => Math.Sqrt(2.0 / 3);

    public static Tensor Of(Tensor x) => x.relu().square();
}

public readonly struct Snake : IActivation
{
    public static Tensor Of(Tensor x) => x + x.sin().square();
}

/// <summary>A number of channels, which adds up and scales.</summary>
public readonly record struct Channels(int Count) : IComparable<Channels>
{
    public static Channels operator *(int factor, Channels channels) => new(factor * channels.Count);

    public static Channels operator +(Channels left, Channels right) => new(left.Count + right.Count);

    public static implicit operator long(Channels channels) => channels.Count;

    public int CompareTo(Channels other) => Count.CompareTo(other.Count);
}

internal static class TimeExtensions
{
    extension(Tensor x)
    {
        /// <summary>How many positions (B, T, C) has.</summary>
        public long Positions => x.size(1);

        public Tensor Delayed(int by) => by == 0 ? x : functional.pad(x, (0, 0, by, 0)).narrow(1, 0, x.Positions);
    }

    public static Tensor Beside(this Tensor first, params ReadOnlySpan<Tensor> others) => cat([first, .. others], -1);
}

internal sealed class Mixer<TActivation> : Module<Tensor, Tensor> where TActivation : struct, IActivation
{
    private readonly Linear mix;
    private readonly Linear down;

    [SetsRequiredMembers]
    public Mixer(Channels width, params int[] delays) : base($"{nameof(Mixer<>)}Of{typeof(TActivation).Name}")
    {
        Delays = delays;
        mix = Linear((delays.Length + 1) * width, width + width);
        down = Linear(2 * width, width);
        init.xavier_normal_(mix.weight!, TActivation.Gain);
        RegisterComponents();
    }

    public required int[] Delays
    {
        get;
        init => field = value.Length > 0 ? value : throw new ArgumentException("A mixer needs a delay.", nameof(value));
    }

    public override Tensor forward(Tensor x)
    {
        var past = Array.ConvertAll(Delays, delay => x.Delayed(by: delay));
        return x + down.call(TActivation.Of(mix.call(x.Beside(past))));
    }
}

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.01;

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        var width = new Channels(16);
        return Sequential(Embedding(TextRun.Vocabulary, width), new Mixer<SquaredRelu>(width, 1, 2), new Mixer<Snake>(width, 3, 6), Linear(width, TextRun.Vocabulary));
    }

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        // Twenty fixed points of a schedule, and straight lines between.
        ReadOnlySpan<double> points = [0.1, 0.4, 0.7, 1, 1, 1, 1, 1, 1, 1, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05];
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var place = Math.Clamp(run.Progress, 0, 1) * (points.Length - 1);
            var (left, share) = ((int)place, place - Math.Floor(place));
            foreach (var group in optimizer.ParamGroups)
                group.LearningRate = LearningRate * double.Lerp(points[left], points[Math.Min(left + 1, points.Length - 1)], share);
            var (inputs, targets) = run.Sample(4, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(inputs.numel(), () => loss.item<float>());
        }
    }
}
