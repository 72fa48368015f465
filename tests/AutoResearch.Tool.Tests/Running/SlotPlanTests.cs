using AutoResearch.Research;
using AutoResearch.Research.Running;

namespace AutoResearch.Tests.Running;

public class SlotPlanTests
{
    private const long Gigabyte = 1L << 30;

    private static readonly SlotMachine Processor = new(16, 64 * Gigabyte, 0, "auto", null);
    private static readonly SlotMachine Gpus = Processor with { Gpus = 4 };

    [Theory]
    [InlineData(2, 8)]
    [InlineData(3, 5)]
    [InlineData(16, 1)]
    public void The_threads_of_a_processor_are_shared_out_evenly(int slots, int threads)
    {
        var shares = SlotPlan.Of(slots, Processor);
        Assert.Equal(Enumerable.Range(0, slots), shares.Select(share => share.Number));
        Assert.All(shares, share => Assert.Equal((threads, null, slots), (share.Threads, share.Device, share.Of)));
    }

    [Fact]
    public void One_slot_has_the_whole_machine()
    {
        Assert.Equal([SlotShare.Whole], SlotPlan.Of(1, Processor));
        Assert.Equal([SlotShare.Whole], SlotPlan.Of(1, Gpus));
    }

    [Fact]
    public void Each_slot_has_a_gpu_of_its_own() =>
        Assert.Equal(["cuda:0", "cuda:1", "cuda:2"], SlotPlan.Of(3, Gpus).Select(share => share.Device));

    [Fact]
    public void More_slots_than_processors_are_refused() => Refused(17, Processor, "16 threads", "16 at most");

    [Fact]
    public void More_slots_than_gpus_are_refused() => Refused(5, Gpus, "the machine has 4", "4 at most");

    [Fact]
    public void A_gpu_that_is_named_has_one_slot() => Refused(2, Gpus with { Device = "cuda:1" }, "names one GPU (cuda:1)", "1 at most");

    [Fact]
    public void More_slots_than_fit_into_the_memory_are_refused() =>
        Refused(8, Processor with { PeakMemory = 10 * Gigabyte }, "a run takes 10.0 GiB of memory", "5 at most");

    [Fact]
    public void Where_nobody_says_how_many_the_powers_of_two_are_tried_and_the_most() =>
        Assert.Equal([1, 2, 4, 5], SlotPlan.Worthwhile(Processor with { Processors = 7, PeakMemory = 10 * Gigabyte }));

    [Fact]
    public void On_a_large_processor_none_is_tried_that_would_train_a_smaller_model() =>
        Assert.Equal([1, 2, 4], SlotPlan.Worthwhile(Processor with { Processors = 32 }));

    [Fact]
    public void All_gpus_are_used() => Assert.Equal([4], SlotPlan.Worthwhile(Gpus));

    [Theory]
    [InlineData("auto", null)]
    [InlineData("AUTO", null)]
    [InlineData("4", 4)]
    public void A_number_or_auto_can_be_read(string text, int? count)
    {
        Assert.True(SlotsWanted.TryParse(text, out var wanted));
        Assert.Equal(count, wanted.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1000")]
    [InlineData("two")]
    public void Anything_else_can_not(string text) => Assert.False(SlotsWanted.TryParse(text, out _));

    private static void Refused(int slots, SlotMachine machine, string why, string most)
    {
        var problem = Assert.Throws<ResearchException>(() => SlotPlan.Of(slots, machine));
        Assert.Equal(Codes.TooManySlots, problem.Code);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
        Assert.Contains(most, problem.Message, StringComparison.Ordinal);
    }
}
