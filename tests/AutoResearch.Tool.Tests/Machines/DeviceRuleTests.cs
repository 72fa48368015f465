using AutoResearch.Research;
using CsCheck;

namespace AutoResearch.Tests.Machines;

public class DeviceRuleTests
{
    private static readonly MachineDevices None = new([], false);
    private static readonly MachineDevices H100 = new(["NVIDIA H100 80GB HBM3"], true);
    private static readonly MachineDevices NoNodes = H100 with { HasDeviceNodes = false };

    [Fact]
    public void A_GPU_outside_that_cannot_be_used_inside_is_never_a_run_on_the_CPU() => Gen.Select(Gen.Bool, Gen.Bool).Sample((nodes, sandboxed) =>
        Assert.NotNull(DeviceRule.Check("auto", "cpu, 16 threads", H100 with { HasDeviceNodes = nodes }, buildHasCuda: true, sandboxed).Problem));

    [Fact]
    public void The_layer_in_the_way_is_named()
    {
        Assert.Contains("/dev/nvidia0", Problem(NoNodes, sandboxed: true));
        Assert.Contains("inside the sandbox", Problem(H100, sandboxed: true));
        Assert.Contains("nvidia-smi", Problem(H100, sandboxed: false));
        Assert.Contains("NVIDIA H100 80GB HBM3", Problem(H100, sandboxed: false));
    }

    [Theory]
    [InlineData("auto", "cpu, 2 threads")]
    [InlineData("cpu", "cpu, 2 threads")]
    public void A_machine_without_one_trains_on_its_CPU(string asked, string used) =>
        Assert.Equal(new DeviceFinding(null, null), DeviceRule.Check(asked, used, None, buildHasCuda: true, sandboxed: true));

    [Fact]
    public void Who_asks_for_the_CPU_gets_it() => Assert.Equal(new DeviceFinding(null, null), DeviceRule.Check("cpu", "cpu, 2 threads", H100, true, true));

    [Fact]
    public void What_trains_on_the_GPU_needs_no_word() => Assert.Equal(new DeviceFinding(null, null), DeviceRule.Check("auto", "NVIDIA H100 80GB HBM3", H100, true, true));

    [Fact]
    public void Who_asks_for_a_GPU_does_not_get_the_CPU() => Assert.NotNull(DeviceRule.Check("cuda", "cpu, 2 threads", None, false, true).Problem);

    [Fact]
    public void A_build_for_the_CPU_is_told_of_the_GPU_and_runs()
    {
        var finding = DeviceRule.Check("auto", "cpu, 2 threads", H100, buildHasCuda: false, sandboxed: true);
        Assert.Null(finding.Problem);
        Assert.Contains("TorchBackend", finding.Hint);
    }

    private static string Problem(MachineDevices machine, bool sandboxed) => DeviceRule.Check("auto", "cpu, 2 threads", machine, true, sandboxed).Problem!;
}
