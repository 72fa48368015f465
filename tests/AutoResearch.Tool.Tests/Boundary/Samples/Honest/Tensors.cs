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
        var data = run.Data.to(bfloat16);
        var x = tensor(new float[] { 1, 2, 3, 4 }).view(2, 2) + arange(4, float32).reshape(2, 2) - linspace(0, 1, 4).view(2, 2);
        Console.WriteLine(float32.ToString() + Helper.Windows.ToString() + TensorIndex.Colon.ToString());
        Console.WriteLine(linalg.norm(x).item<float>() + fft.rfft(x).abs().sum().item<float>() + x[0, 1].ToDouble());
        x[0] = x[1] * 2 + 1;
        x[TensorIndex.Colon, 0] = 3;
        var (values, indices) = x.topk(1);
        Tensor scalar = 3.5f;
        var mask = x.gt(0).logical_and(x.lt(3)) | x.eq(1);
        Console.WriteLine(where(mask, x, zeros_like(x)).tolist() + values.dtype.ToString() + indices.device.type + data.shape.Length + scalar);
        var moved = cuda.is_available() ? x.to(CUDA) : x.to(CPU);
        Console.WriteLine(cat([x, moved.cpu()], 0).chunk(2)[0].cpu().data_equal());
    }
}

internal static class TensorNumbers
{
    public static string data_equal(this Tensor x) => x.equal(x).ToString();
}
