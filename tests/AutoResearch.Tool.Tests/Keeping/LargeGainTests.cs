using AutoResearch.Research.Keeping;

namespace AutoResearch.Tests.Keeping;

/// <summary>
/// What comes after a gain of many noise units, early in a session, when little is known of the noise. Drawn from fixed seeds. The luck
/// that is taken out of such a gain makes the next comparison a little easier than it should be.
/// </summary>
public sealed class LargeGainTests
{
    private const int Sessions = 4000;

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(100)]
    public void The_next_candidate_is_seldom_kept_if_it_changes_nothing(double large)
    {
        var next = Enumerable
            .Range(1, Sessions)
            .AsParallel()
            .Select(seed =>
            {
                var tried = 0;
                // What comes after the second is hopeless and only ends the session.
                var workload = new Workload(
                    "a large gain, then none",
                    _ =>
                        tried++ switch
                        {
                            0 => large,
                            1 => 0,
                            _ => -50,
                        },
                    Workload.Normal
                );
                return new SimulatedSession(workload, new KeepSettings(), seed).Run(14);
            })
            .Where(result => result.ByGain[large].Kept == 1)
            .Select(result => result.ByGain.GetValueOrDefault(0))
            .ToList();

        Assert.InRange(next.Sum(entry => entry.Kept) / (double)next.Sum(entry => entry.Tried), 0, 0.09);
    }
}
