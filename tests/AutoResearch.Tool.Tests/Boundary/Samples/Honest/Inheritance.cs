using AutoResearch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Training
{
    public static Module<Tensor, Tensor> Build(SampleRun run) => new Second();

    public static void Fit(Module<Tensor, Tensor> model, SampleRun run)
    {

    }
}

public abstract class First<TIn> : Module<TIn, Tensor>
{
    protected First(string name) : base(name)
    {
    }

    public override Tensor forward(TIn x) => Project(Read(x));

    protected abstract Tensor Read(TIn x);

    protected virtual Tensor Project(Tensor x) => x;
}

public sealed class Second : First<Tensor>
{
    private readonly Linear line = Linear(2, 2);

    public Second() : base("second") => RegisterComponents();

    protected override Tensor Read(Tensor x) => line.call(x);

    protected override Tensor Project(Tensor x) => base.Project(x).relu();
}

internal interface IAnimal
{
    IAnimal Clone();
}

internal class Animal : IAnimal
{
    public virtual Animal Clone() => new();

    IAnimal IAnimal.Clone() => Clone();
}

internal sealed class Dog : Animal
{
    public override Dog Clone() => new();
}
