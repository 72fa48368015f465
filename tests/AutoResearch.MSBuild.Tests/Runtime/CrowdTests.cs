using CsCheck;

namespace AutoResearch.Tests.Runtime;

public class CrowdTests
{
    // A second on two processors, as it was measured: the run's use and that of others.
    [Theory]
    [InlineData("alone", 1.99, 0.01, false)]
    [InlineData("the system beside", 1.85, 0.12, false)]
    [InlineData("a busy neighbour, threads spinning", 1.28, 0.72, true)]
    [InlineData("a busy neighbour, threads giving up", 1.02, 0.97, true)]
    [InlineData("two busy neighbours", 0.69, 1.31, true)]
    [InlineData("one thread on one processor, a neighbour on a part of the other", 1.0, 0.6, false)]
    public void Others_are_a_crowd_where_they_want_what_a_run_trains_on(string how, double own, double others, bool expected) =>
        Assert.True(expected == Crowd.Wants(new ProcessorUse(own, Others: others), 1, 2, before: false), how);

    [Fact]
    public void Between_few_and_many_it_stays_as_it_is() =>
        Gen.Double[0.16, 0.29]
            .Sample(others =>
                Assert.Equal(
                    (false, true),
                    (
                        Crowd.Wants(new ProcessorUse(2 - others, Others: others), 1, 2, before: false),
                        Crowd.Wants(new ProcessorUse(2 - others, Others: others), 1, 2, before: true)
                    )
                )
            );

    [Fact]
    public void Where_the_system_does_not_tell_there_is_nobody() => Assert.False(Crowd.Wants(new ProcessorUse(2), 1, 2, before: true));

    [Fact]
    public void Room_is_made_once_while_they_are_there_and_taken_back_when_they_leave()
    {
        var (made, given) = (0, 0);
        var all = Environment.ProcessorCount;
        var crowd = new Crowd();
        crowd.Look(new ProcessorUse(all - 1, Others: 1), 1, Make);
        crowd.Look(new ProcessorUse(all - 1, Others: 1), 1, Make);
        Assert.Equal((1, 0), (made, given));
        crowd.Look(new ProcessorUse(all, Others: 0), 1, Make);
        Assert.Equal((1, 1), (made, given));
        crowd.Look(new ProcessorUse(all - 1, Others: 1), 1, Make);
        Assert.Equal((2, 1), (made, given));

        Room Make()
        {
            made++;
            return new Room(() => given++);
        }
    }

    private sealed class Room(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
