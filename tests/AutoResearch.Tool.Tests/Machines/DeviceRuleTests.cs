using AutoResearch.Research.Program;
using CsCheck;

namespace AutoResearch.Tests.Machines;

public class DeviceRuleTests
{
    private static readonly DeviceFinding Silence = new(null, null);
    private static readonly MachineDevices None = new([], ["/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm"]);
    private static readonly MachineDevices H100 = new(["NVIDIA H100 80GB HBM3"], []);
    private static readonly MachineDevices NoNodes = H100 with { MissingNodes = None.MissingNodes };
    private static readonly MachineDevices NoUvm = H100 with { MissingNodes = ["/dev/nvidia-uvm"] };
    private static readonly MachineDevices HiddenGpu = None with { Hidden = H100.Gpus };
    private static readonly MachineDevices Rocm = None with { HasUnsupported = true };
    private static readonly MachineDevices[] All = [None, H100, NoNodes, NoUvm, HiddenGpu, Rocm];

    [Fact]
    public void A_GPU_outside_that_cannot_be_used_inside_is_never_a_run_on_the_CPU() => Assert.All([H100, NoNodes, NoUvm], machine =>
        {
            foreach (var sandboxed in (bool[])[false, true])
                Assert.NotNull(DeviceRule.Check("auto", "cpu, 16 threads", machine, buildHasCuda: true, sandboxed).Problem);
        });

    [Fact]
    public void The_layer_in_the_way_is_named()
    {
        Assert.Contains("/dev/nvidia0", Problem(NoNodes, sandboxed: true));
        Assert.Contains("/dev/nvidia-uvm", Problem(NoUvm, sandboxed: true));
        Assert.Contains("nvidia-modprobe", Problem(NoUvm, sandboxed: true));
        Assert.Contains("inside the sandbox", Problem(H100, sandboxed: true));
        Assert.Contains("nvidia-smi", Problem(H100, sandboxed: false));
        Assert.Contains("NVIDIA H100 80GB HBM3", Problem(H100, sandboxed: false));
    }

    [Theory]
    [InlineData("auto", "cpu, 2 threads")]
    [InlineData("cpu", "cpu, 2 threads")]
    public void A_machine_without_one_trains_on_its_CPU(string asked, string used) =>
        Assert.Equal(Silence, DeviceRule.Check(asked, used, None, buildHasCuda: true, sandboxed: true));

    [Fact]
    public void Who_asks_for_the_CPU_gets_it() =>
        Assert.All(All, machine => Assert.Equal(Silence, DeviceRule.Check("cpu", "cpu, 2 threads", machine, true, true)));

    [Fact]
    public void What_trains_on_the_GPU_needs_no_word() =>
        Assert.All(All, machine => Assert.Equal(Silence, DeviceRule.Check("auto", "NVIDIA H100 80GB HBM3, 79 GiB", machine, true, true)));

    [Fact]
    public void Who_asks_for_a_GPU_does_not_get_the_CPU() => Assert.All(All, machine => Gen.Select(Gen.Int[-1, 9], Gen.Bool, Gen.Bool)
                .Sample(
                    (number, cuda, sandboxed) =>
                    {
                        var asked = number < 0 ? "cuda" : $"cuda:{number}";
                        Assert.NotNull(DeviceRule.Check(asked, "cpu, 2 threads", machine, cuda, sandboxed).Problem);
                    }
                ));

    [Fact]
    public void A_build_for_the_CPU_is_told_of_the_GPU_and_runs()
    {
        var finding = DeviceRule.Check("auto", "cpu, 2 threads", H100, buildHasCuda: false, sandboxed: true);
        Assert.Null(finding.Problem);
        Assert.Contains("TorchBackend", finding.Hint);
    }

    [Fact]
    public void A_GPU_that_is_hidden_or_unsupported_is_spoken_of_and_the_CPU_trains()
    {
        Assert.Contains("CUDA_VISIBLE_DEVICES", Hint(HiddenGpu));
        Assert.Contains("ROCm", Hint(Rocm));
    }

    [Fact]
    public void A_GPU_that_was_asked_for_and_cannot_be_opened_is_explained()
    {
        Assert.Contains("CUDA_VISIBLE_DEVICES hides NVIDIA H100", Refused("cuda", HiddenGpu));
        Assert.Contains("no NVIDIA driver answers", Refused("cuda", None));
        Assert.Contains("only NVIDIA's", Refused("cuda", Rocm));
        Assert.Contains("shows 1 of this machine's GPUs", Refused("cuda:1", H100));
        Assert.Contains("built for the CPU", DeviceRule.Refused("cuda:1", "no CUDA", H100, buildHasCuda: false, sandboxed: true));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(8, false)]
    [InlineData(9, true)]
    [InlineData(80, true)]
    public void A_GPU_that_others_fill_is_no_candidate_s_fault(long others, bool expected)
    {
        var crowded = DeviceRule.Crowded("NVIDIA H100 80GB HBM3, 79 GiB", others << 30, 80L << 30);
        Assert.Equal(expected, crowded?.Contains($"{others}.0 of its 80.0 GiB", StringComparison.Ordinal) == true);
    }

    private static string Refused(string asked, MachineDevices machine)
    {
        var refused = DeviceRule.Refused(asked, "there is no such device.", machine, buildHasCuda: true, sandboxed: true);
        Assert.Contains("there is no such device. '", refused);
        return refused;
    }

    private static string Hint(MachineDevices machine)
    {
        var finding = DeviceRule.Check("auto", "cpu, 2 threads", machine, buildHasCuda: true, sandboxed: true);
        Assert.Null(finding.Problem);
        return finding.Hint!;
    }

    private static string Problem(MachineDevices machine, bool sandboxed) =>
        DeviceRule.Check("auto", "cpu, 2 threads", machine, true, sandboxed).Problem!;
}
