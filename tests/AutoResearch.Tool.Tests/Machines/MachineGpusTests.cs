using AutoResearch.Research.Program;
using AutoResearch.Training;
using CsCheck;

namespace AutoResearch.Tests.Machines;

public sealed class MachineGpusTests : IDisposable
{
    private static readonly GpuIdentity First = new("NVIDIA H100 80GB HBM3", "GPU-11111111-aaaa");
    private static readonly GpuIdentity Second = new("NVIDIA A100-SXM4-40GB", "GPU-22222222-bbbb");
    private static readonly IReadOnlyList<GpuIdentity> Both = [First, Second];

    private readonly string root = Directory.CreateTempSubdirectory("autoresearch-gpus-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_machine_without_a_driver_has_none() => Assert.Empty(Find().Gpus);

    [Fact]
    public void The_driver_names_each()
    {
        Gpu("0000:02:00.0", Second);
        Gpu("0000:01:00.0", First);
        var found = MachineGpus.Find(root, null, () => throw new InvalidOperationException("the file system says all"));
        Assert.Equal([First.Name, Second.Name], found.Gpus);
        Assert.Equal(["/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm"], found.MissingNodes);

        foreach (var node in (string[])["dev/nvidia12", "dev/nvidiactl"])
            Write(node, "");
        Assert.Equal(["/dev/nvidia-uvm"], Find("0,1").MissingNodes);
        Write("dev/nvidia-uvm", "");
        Assert.Empty(Find("0,1").MissingNodes);
    }

    [Fact]
    public void Where_the_file_system_is_silent_the_driver_s_library_is_asked() =>
        Assert.Equal([First.Name, Second.Name], Find(null, Both).Gpus);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("NoDevFiles")]
    [InlineData("GPU-33333333")]
    public void CUDA_VISIBLE_DEVICES_hides_them(string visible)
    {
        Gpu("0000:01:00.0", First);
        var found = Find(visible);
        Assert.Empty(found.Gpus);
        Assert.Equal([First.Name], found.Hidden);
    }

    [Theory]
    [InlineData("1", "NVIDIA A100-SXM4-40GB")]
    [InlineData("1, 0", "NVIDIA A100-SXM4-40GB NVIDIA H100 80GB HBM3")]
    [InlineData("0,-1,1", "NVIDIA H100 80GB HBM3")]
    [InlineData("0,7,1", "NVIDIA H100 80GB HBM3")]
    [InlineData("GPU-2222", "NVIDIA A100-SXM4-40GB")]
    [InlineData("MIG-2222", "NVIDIA H100 80GB HBM3 NVIDIA A100-SXM4-40GB")]
    public void It_shows_those_that_it_names_up_to_the_first_that_is_not_there(string visible, string names) =>
        Assert.Equal(names, string.Join(' ', MachineGpus.Visible(Both, visible).Select(gpu => gpu.Name)));

    [Fact]
    public void A_variable_of_anything_harms_nobody() =>
        Gen.String.Sample(visible => Assert.All(MachineGpus.Visible(Both, visible), gpu => Assert.Contains(gpu, Both)));

    [Fact]
    public void Those_of_Windows_are_seen_through_WSL_s_device_where_its_driver_is()
    {
        Write("dev/dxg", "");
        Assert.Empty(Find().Gpus);
        Write("usr/lib/wsl/lib/libcuda.so.1", "");
        Assert.Contains("WSL", Assert.Single(Find().Gpus), StringComparison.Ordinal);
        var named = Find(null, [First]);
        Assert.Equal([First.Name], named.Gpus);
        Assert.Empty(named.MissingNodes);
    }

    [Fact]
    public void One_that_is_not_supported_is_seen()
    {
        Write("dev/kfd", "");
        Assert.True(Find().HasUnsupported);
        Assert.False(Find(null, Both).HasUnsupported);
    }

    private MachineDevices Find(string? visible = null, IReadOnlyList<GpuIdentity>? driver = null) =>
        MachineGpus.Find(root, visible, () => driver ?? []);

    private void Gpu(string address, GpuIdentity gpu) =>
        Write(
            $"proc/driver/nvidia/gpus/{address}/information",
            $"Model: \t\t {gpu.Name}\nIRQ:   \t\t 33\nGPU UUID: \t {gpu.Uuid}\nBus Location: \t {address}\n"
        );

    private void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
