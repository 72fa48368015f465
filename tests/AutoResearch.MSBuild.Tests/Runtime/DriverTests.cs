namespace AutoResearch.Tests.Runtime;

/// <summary>What the driver's libraries are asked, with stand-ins for them.</summary>
public sealed class DriverTests : IDisposable
{
    private readonly StandInDriver driver = new();

    public void Dispose() => driver.Dispose();

    [Fact]
    public void The_management_library_names_the_GPUs_in_the_order_of_the_bus() =>
        Assert.Equal(
            [new GpuIdentity(StandInDriver.First, "GPU-1111"), new GpuIdentity(StandInDriver.Second, "GPU-2222")],
            new Nvml(driver.ManagementLibrary).Identities()
        );

    [Fact]
    public void It_tells_their_memory()
    {
        var use = new GpuMemoryUse(1L << 30, null) { Total = 80L << 30 };
        Assert.Equal([use, use], new Nvml(driver.ManagementLibrary).Read());
    }

    [Theory]
    [InlineData(-1, StandInDriver.First + ", 79 GiB")]
    [InlineData(0, StandInDriver.First + ", 79 GiB")]
    [InlineData(1, StandInDriver.Second + ", 39 GiB")]
    [InlineData(2, null)]
    public void CUDA_names_the_device_that_is_used_by_model_and_memory(int ordinal, string? expected) =>
        Assert.Equal(expected, CudaDevice.Describe(ordinal, driver.DriverLibrary));

    [Fact]
    public void A_driver_that_is_not_there_or_is_none_names_nothing()
    {
        Assert.Null(CudaDevice.Describe(0, "libno-such-driver.so.1"));
        Assert.Null(CudaDevice.Describe(0, driver.ManagementLibrary));
        Assert.Empty(new Nvml("libno-such-driver.so.1").Identities());
        Assert.Empty(new Nvml(driver.DriverLibrary).Identities());
    }
}
