using CsCheck;
using static TorchSharp.torch;

namespace AutoResearch.Tests.Torch;

/// <summary>The fused kernel against the algorithm as its paper has it (arXiv 1711.05101, algorithm 2), in double precision.</summary>
public class FusedAdamWTests
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.98;

    // What fp32 loses over ten steps, in units of a parameter that is near 1.
    private const double Rounding = 2e-5;

    private static readonly Gen<float[]> Values = Gen.Float[-2, 2].Array[1, 20];

    [Fact]
    public void Steps_as_the_paper_does() =>
        Gen.Select(Values.Array[1, 3], Gen.Int[1, 10], Gen.Double[1e-4, 0.1], Gen.Double[0, 0.5], Gen.Int)
            .Sample(
                (group, steps, learningRate, weightDecay, seed) =>
                {
                    var parameters = Array.ConvertAll(group, values => new TorchSharp.Modules.Parameter(tensor(values)));
                    var references = Array.ConvertAll(group, values => new Reference(values));
                    var fused = new FusedAdamW(parameters, Beta1, Beta2);
                    var random = new Random(seed);
                    for (var step = 0; step < steps; step++)
                    {
                        foreach (var (parameter, reference) in parameters.Zip(references))
                        {
                            var gradient = Array.ConvertAll(reference.Values, _ => (float)(random.NextDouble() - 0.5));
                            parameter.grad = tensor(gradient);
                            reference.Step(gradient, learningRate, weightDecay);
                        }

                        fused.Step(learningRate, weightDecay);
                    }

                    return parameters
                        .Zip(references)
                        .All(pair =>
                            Numbers(pair.First).Zip(pair.Second.Values).All(value => Math.Abs(value.First - value.Second) < Rounding)
                        );
                },
                iter: 100
            );

    [Fact]
    public void Clears_the_gradients()
    {
        var parameter = new TorchSharp.Modules.Parameter(ones(3)) { grad = ones(3) };
        new FusedAdamW([parameter], Beta1, Beta2).Step(0.1, 0);
        Assert.Null(parameter.grad);
    }

    [Fact]
    public void Takes_a_parameter_without_a_gradient_for_one_whose_gradient_is_zero()
    {
        var parameter = new TorchSharp.Modules.Parameter(ones(3));
        new FusedAdamW([parameter], Beta1, Beta2).Step(0.1, 0.5);
        Assert.All(Numbers(parameter), value => Assert.Equal(1 - 0.1 * 0.5, value, 6));
    }

    [Fact]
    public void Learns_nothing_from_its_own_arithmetic()
    {
        var parameter = new TorchSharp.Modules.Parameter(ones(3)) { grad = ones(3) };
        new FusedAdamW([parameter], Beta1, Beta2).Step(0.1, 0);
        Assert.True(parameter.requires_grad && parameter.is_leaf);
    }

    private static float[] Numbers(Tensor tensor) => tensor.detach().data<float>().ToArray();

    private sealed class Reference(float[] values)
    {
        private readonly double[] mean = new double[values.Length];
        private readonly double[] square = new double[values.Length];
        private int steps;

        public double[] Values { get; } = Array.ConvertAll(values, value => (double)value);

        public void Step(float[] gradient, double learningRate, double weightDecay)
        {
            steps++;
            for (var i = 0; i < Values.Length; i++)
            {
                mean[i] = Beta1 * mean[i] + (1 - Beta1) * gradient[i];
                square[i] = Beta2 * square[i] + (1 - Beta2) * gradient[i] * gradient[i];
                var unbiasedMean = mean[i] / (1 - Math.Pow(Beta1, steps));
                var unbiasedSquare = square[i] / (1 - Math.Pow(Beta2, steps));
                Values[i] -= learningRate * (unbiasedMean / (Math.Sqrt(unbiasedSquare) + FusedAdamW.Epsilon) + weightDecay * Values[i]);
            }
        }
    }
}
