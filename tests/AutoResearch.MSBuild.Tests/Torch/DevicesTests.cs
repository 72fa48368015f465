using TorchSharp;
using static TorchSharp.torch;

namespace AutoResearch.Tests.Torch;

public class DevicesTests
{
    [Theory]
    [InlineData("cpu")]
    [InlineData("auto")]
    public void Names_a_device_as_the_ledger_does(string name)
    {
        var device = Devices.Choose(name);
        Assert.Matches(device.type == DeviceType.CPU ? @"^cpu, (1 thread|\d+ threads)$" : @"^.+, \d+ GiB$", Devices.Describe(device));
    }

    [Fact]
    public void Refuses_a_device_that_is_not_there_and_says_what_to_do()
    {
        var refusal = Assert.Throws<NotSupportedException>(() => Devices.Choose("cuda:99"));
        Assert.Contains("no cuda:99", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--device cpu", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_trial_s_product_is_exact()
    {
        var trial = Devices.Trial(CPU);
        trial.Multiply();
        Assert.Equal(0, trial.LargestError());
        Assert.Equal("two bf16 matrices of 512 x 512", trial.What);
    }
}
