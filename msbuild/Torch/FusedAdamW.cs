using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AutoResearch;

/// <summary>
/// AdamW (Loshchilov and Hutter, arXiv 1711.05101) for a group of parameters, through libtorch's fused kernel: one operation for the whole
/// group, where <c>torch.optim.AdamW</c> takes a dozen for each parameter.
/// </summary>
public sealed class FusedAdamW
{
    /// <summary>What keeps the division by a gradient's root mean square finite.</summary>
    public const double Epsilon = 1e-10;

    // TorchSharp has no binding for the kernel; TorchScript reaches it (torch._fused_adamw_, aten/src/ATen/native/native_functions.yaml).
    private static readonly Lazy<jit.CompilationUnit> Script = new(() =>
        jit.compile(
            """
            def step(params: List[Tensor], grads: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor],
                     lr: float, beta1: float, beta2: float, weight_decay: float, eps: float):
                none: List[Tensor] = []
                torch._fused_adamw_(params, grads, means, squares, none, steps, lr=lr, beta1=beta1, beta2=beta2,
                                    weight_decay=weight_decay, eps=eps, amsgrad=False, maximize=False)
                return 0

            """
        )
    );

    private readonly Tensor[] parameters;
    private readonly Tensor[] means;
    private readonly Tensor[] squares;
    private readonly Tensor[] steps;
    private readonly double beta1;
    private readonly double beta2;

    /// <param name="parameters">The group: fp32, all on one device, of any shapes.</param>
    /// <param name="beta1">How much of the running mean of the gradients a step keeps, from 0 to 1.</param>
    /// <param name="beta2">How much of the running mean of their squares a step keeps, from 0 to 1.</param>
    public FusedAdamW(IEnumerable<Parameter> parameters, double beta1, double beta2)
    {
        this.parameters = [.. parameters];
        (this.beta1, this.beta2) = (beta1, beta2);
        means = Array.ConvertAll(this.parameters, parameter => zeros_like(parameter));
        squares = Array.ConvertAll(this.parameters, parameter => zeros_like(parameter));
        steps = Array.ConvertAll(this.parameters, parameter => zeros(1, float32, parameter.device));
    }

    /// <summary>
    /// One update from the gradients, which are cleared. A parameter without a gradient counts as one whose gradient is 0.
    /// </summary>
    /// <param name="learningRate">The length of a step.</param>
    /// <param name="weightDecay">A step takes this times the learning rate off each parameter, as a fraction of it: the decay is decoupled
    /// from the gradient.</param>
    public void Step(double learningRate, double weightDecay)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var step in steps)
            step.add_(1);
        var gradients = Array.ConvertAll(parameters, parameter => parameter.grad ?? zeros_like(parameter));
        Script.Value.invoke("step", parameters, gradients, means, squares, steps, learningRate, beta1, beta2, weightDecay, Epsilon);
        foreach (var parameter in parameters)
            parameter.grad = null;
    }
}
