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
        for (var outer = 0; outer < 3; outer++)
        {
            for (var inner = 0; ; inner++)
            {
                if (inner == 2)
                    goto done;
                if (inner > outer)
                    break;
            }
        }

        done:
        do
        {
            using var scope = NewDisposeScope();
        }
        while (!run.IsOver);
        switch (run.Budget.Unit)
        {
            case BudgetUnit.Seconds:
                break;
            default:
                throw new NotSupportedException();
        }
    }
}
