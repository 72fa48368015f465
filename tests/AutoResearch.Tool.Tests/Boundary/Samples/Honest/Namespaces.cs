using AutoResearch;
using Nets;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    public static Module<Tensor, Tensor> Build(SampleRun run) => new Net();

    public static void Fit(Module<Tensor, Tensor> model, SampleRun run)
    {

    }
}

namespace Nets
{
    using Activation = System.Func<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

    public sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Activation activation = x => x.relu();

        public Net() : base("net")
        {
        }

        public override Tensor forward(Tensor x) => activation(x);
    }
}
