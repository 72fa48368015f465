// Variation: Initialisation by kind of layer through Module.apply: orthogonal matrices, truncated normals, gains for the activation.
using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    [Knob(1e-4, 0.1, Scale = Scale.Log)] private const double LearningRate = 0.02;

    public static Module<Tensor, Tensor> Build(TextRun run)
    {
        var model = Sequential(
            ("bytes", Embedding(TextRun.Vocabulary, 32)),
            ("up", Linear(32, 64)),
            ("tanh", Tanh()),
            ("down", Linear(64, 32)),
            ("norm", LayerNorm(32, elementwise_affine: false)),
            ("head", Linear(32, TextRun.Vocabulary)));
        model.apply(Initialise);
        return model;
    }

    public static void Fit(Module<Tensor, Tensor> model, TextRun run)
    {
        using var optimizer = optim.AdamW(model.parameters(), LearningRate);
        var plateau = optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor: 0.5, patience: 5);
        while (!run.IsOver)
        {
            using var step = NewDisposeScope();
            var (inputs, targets) = run.Sample(8, 64);
            var loss = functional.cross_entropy(model.call(inputs).flatten(0, 1), targets.flatten());
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            var value = loss.item<float>();
            plateau.step(value);
            run.Step(inputs.numel(), () => value);
        }
    }

    private static void Initialise(nn.Module module)
    {
        switch (module)
        {
            case Linear { out_features: TextRun.Vocabulary } head:
                init.zeros_(head.weight!);
                init.constant_(head.bias!, -1);
                break;
            case Linear { weight: { } weight, bias: var bias }:
                init.orthogonal_(weight, init.calculate_gain(init.NonlinearityType.Tanh));
                if (bias is not null)
                    init.zeros_(bias);
                break;
            case Embedding embedding:
                init.trunc_normal_(embedding.weight!, std: 0.5, a: -1, b: 1);
                break;
            default:
                break;
        }
    }
}
