namespace AutoResearch.Tests.Runtime;

/// <summary>The peak of a GPU's memory, with a stand-in for the driver.</summary>
public class GpuMemoryTests
{
    [Fact]
    public void What_the_driver_says_of_the_process_counts()
    {
        var driver = new Driver([new(5000, null)]);
        using var watch = new GpuMemoryWatch(driver, isTimed: false);
        driver.Now = [new(9000, 2500)];
        Assert.Equal(2500, watch.Peak());
    }

    [Fact]
    public void Where_it_does_not_know_the_process_what_was_there_before_is_taken_off()
    {
        var driver = new Driver([new(5000, null)]);
        using var watch = new GpuMemoryWatch(driver, isTimed: false);
        driver.Now = [new(9000, null)];
        Assert.Equal(4000, watch.Peak());
        // What was given back was there.
        driver.Now = [new(6000, null)];
        Assert.Equal(4000, watch.Peak());
    }

    [Fact]
    public void Of_several_GPUs_the_one_counts_that_trained()
    {
        var driver = new Driver([new(0, null), new(7000, null)]);
        using var watch = new GpuMemoryWatch(driver, isTimed: false);
        driver.Now = [new(10, null), new(8000, null)];
        Assert.Equal(1000, watch.Peak());
    }

    [Fact]
    public void Without_a_GPU_nothing_is_told()
    {
        using var watch = new GpuMemoryWatch(new Driver([]), isTimed: false);
        Assert.Null(watch.Peak());
    }

    [Fact]
    public void Without_a_driver_nothing_is_told() => Assert.Empty(new Nvml("libno-such-driver.so.1").Read());

    private sealed class Driver(GpuMemoryUse[] now) : IGpuMemory
    {
        public GpuMemoryUse[] Now { get; set; } = now;

        public IReadOnlyList<GpuMemoryUse> Read() => Now;
    }
}
