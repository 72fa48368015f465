using AutoResearch.Training;

namespace AutoResearch.Tests.Machines;

public sealed class MachineGpusTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("autoresearch-gpus-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_machine_without_a_driver_has_none() => Assert.Empty(MachineGpus.Find(root, null).Gpus);

    [Fact]
    public void The_driver_names_each()
    {
        Gpu("0000:01:00.0", "NVIDIA H100 80GB HBM3");
        Gpu("0000:02:00.0", "NVIDIA A100-SXM4-40GB");
        var found = MachineGpus.Find(root, null);
        Assert.Equal(["NVIDIA H100 80GB HBM3", "NVIDIA A100-SXM4-40GB"], found.Gpus);
        Assert.False(found.HasDeviceNodes);

        foreach (var node in (string[])["dev/nvidia0", "dev/nvidiactl"])
            Write(node, "");
        Assert.True(MachineGpus.Find(root, "0,1").HasDeviceNodes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    public void CUDA_VISIBLE_DEVICES_hides_them(string visible)
    {
        Gpu("0000:01:00.0", "NVIDIA H100 80GB HBM3");
        Assert.Empty(MachineGpus.Find(root, visible).Gpus);
    }

    [Fact]
    public void Those_of_Windows_are_seen_through_WSL_s_device()
    {
        Write("dev/dxg", "");
        Directory.CreateDirectory(Path.Combine(root, "usr/lib/wsl/lib"));
        Assert.True(Assert.Single(MachineGpus.Find(root, null).Gpus).Length > 0);
    }

    private void Gpu(string address, string model) => Write($"proc/driver/nvidia/gpus/{address}/information", $"Model: \t\t {model}\nIRQ:   \t\t 33\n");

    private void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
