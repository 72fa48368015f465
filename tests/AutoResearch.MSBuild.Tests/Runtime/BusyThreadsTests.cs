namespace AutoResearch.Tests.Runtime;

public class BusyThreadsTests
{
    [Fact]
    public void All_wait_for_the_thread_that_waited_longest() =>
        Assert.Equal(4.9, BusyThreads.Waiting([new(9.9, 0.1), new(5, 4.9), new(9.8, 0.2)])!.Value.Worst);

    [Fact]
    public void Nobody_waits_for_threads_that_want_little() =>
        Assert.Equal((0.2, 0.2), BusyThreads.Waiting([new(9.8, 0.2), new(0.1, 2.5), new(0, 0)]));

    [Fact]
    public void A_thread_that_got_nothing_of_what_it_wanted_counts() =>
        Assert.Equal((9, 9), BusyThreads.Waiting([new(0.1, 9), new(9.9, 0)]));

    [Fact]
    public void Without_threads_nothing_is_told() => Assert.Null(BusyThreads.Waiting([]));
}
