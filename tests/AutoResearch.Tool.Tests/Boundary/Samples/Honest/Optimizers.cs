using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    public static Module<Tensor, Tensor> Build(SampleRun run) => Linear(2, 2);

    public static void Fit(Module<Tensor, Tensor> model, SampleRun run)
    {
        var decay = new List<Parameter>();
        var plain = new List<Parameter>();
        foreach (var (name, parameter) in model.named_parameters())
            (name.EndsWith("weight") ? decay : plain).Add(parameter);
        var sgd = optim.SGD(decay, 0.1, momentum: 0.9, nesterov: true);
        var groups = optim.Adam([new Adam.ParamGroup(plain)], 0.1);
        foreach (var group in sgd.ParamGroups)
            group.LearningRate = 0.05;
        var lion = new Lion(model.parameters().ToArray(), 0.01);
        var shuffled = randperm(run.Data.shape[0]);
        using (no_grad())
            lion.Step();
        sgd.step();
        groups.zero_grad();
        var best = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        foreach (var (name, value) in model.state_dict())
            value.copy_(best[name]);
        Console.WriteLine(shuffled.shape[0]);
    }
}

internal sealed class Lion(Parameter[] parameters, double rate)
{
    private readonly Dictionary<Parameter, Tensor> means = parameters.ToDictionary(parameter => parameter, parameter => zeros_like(parameter));

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.grad is not { } gradient)
                continue;
            parameter.sub_(rate * means[parameter].lerp(gradient, 0.1).sign());
            means[parameter].lerp_(gradient, 0.01);
        }
    }
}
