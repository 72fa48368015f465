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
        try
        {
            checked
            {
                var large = int.MaxValue;
                Console.WriteLine(large + run.Data.shape.Length);
            }
        }
        catch (OverflowException exception) when (exception.Message.Length > 0)
        {
            throw new StrangeException("overflow", exception);
        }
        catch (Exception exception)
        {
            Console.WriteLine(exception.Message);
            throw;
        }
        finally
        {
            Console.WriteLine("over");
        }

        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(run.Progress);
    }
}

internal sealed class StrangeException(string message, Exception inner) : Exception(message, inner)
{
    public override string Message => "strange: " + base.Message;
}
