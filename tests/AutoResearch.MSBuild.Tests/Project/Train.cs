using AutoResearch;
using TorchSharp;
using static TorchSharp.torch;

static class Training
{
    public static nn.Module<Tensor, Tensor> Build() => nn.Linear(4, 1);

    public static void Train(nn.Module<Tensor, Tensor> model, Run run)
    {
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        while (!run.IsOver)
        {
            using var scope = NewDisposeScope();
            var x = rand(32, 4);
            var loss = nn.functional.mse_loss(model.call(x), x.sum(1, keepdim: true));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            run.Step(32, () => loss.item<float>());
        }
    }
}
