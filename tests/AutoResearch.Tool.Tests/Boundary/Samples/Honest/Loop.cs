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
        var optimizer = optim.AdamW(model.parameters(), lr: 0.01, weight_decay: 0.1);
        var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 100);
        while (!run.IsOver)
        {
            using var scope = NewDisposeScope();
            var loss = functional.mse_loss(model.call(run.Data), run.Data);
            optimizer.zero_grad();
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1.0);
            optimizer.step();
            schedule.step();
            run.Step(2, () => loss.item<float>());
        }
    }
}
