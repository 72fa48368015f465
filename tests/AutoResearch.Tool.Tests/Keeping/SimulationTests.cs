using AutoResearch.Research.Keeping;

namespace AutoResearch.Tests.Keeping;

/// <summary>What the rule promises, over sessions with drawn scores. Everything is drawn from fixed seeds, so nothing here is up to
/// chance.</summary>
public sealed class SimulationTests
{
    public static TheoryData<string> Equal =>
        [
            .. SimulationTable
                .Uniform.Where(workload => workload.Name.StartsWith("equal", StringComparison.Ordinal))
                .Select(workload => workload.Name),
        ];

    public static TheoryData<string> BetterByTwo =>
        [
            .. SimulationTable
                .Uniform.Where(workload => workload.Name.StartsWith("better by 2", StringComparison.Ordinal))
                .Select(workload => workload.Name),
        ];

    public static TheoryData<string> Mixed => [.. SimulationTable.Mixed.Select(workload => workload.Name)];

    [Theory]
    [MemberData(nameof(Equal))]
    public void Of_candidates_that_change_nothing_at_most_one_in_twenty_is_kept(string name) =>
        Assert.InRange(SimulationTable.KeptOf(Simulated(name), 0), 0, 0.05);

    [Theory]
    [MemberData(nameof(BetterByTwo))]
    public void Of_gains_of_two_noise_units_at_least_four_in_five_are_kept(string name) =>
        Assert.InRange(SimulationTable.KeptOf(Simulated(name), 2), 0.8, 1);

    [Fact]
    public void Where_one_in_ten_is_better_a_candidate_takes_at_most_one_run_and_four_tenths() =>
        Assert.InRange(SimulationTable.RunsPerCandidate(Simulated("10 % better by 0.5 to 4, 30 % equal, 60 % worse")), 1, 1.4);

    [Theory]
    [MemberData(nameof(Mixed))]
    public void Among_better_ones_too_at_most_one_in_twenty_that_change_nothing_is_kept(string name)
    {
        var kept = SimulationTable.KeptOf(Simulated(name), 0);
        Assert.True(double.IsNaN(kept) || kept <= 0.05, $"{100 * kept:0.0} %");
    }

    [Fact]
    public void Without_noise_it_gets_as_far_as_the_plain_rule_but_for_a_twentieth()
    {
        var workload = SimulationTable.Mixed.Single(workload => workload.Name == "the same, no noise");
        var plain = SimulationTable.Simulate(workload, new KeepSettings(Runs: 1)).Average(result => result.TrueGain);
        Assert.InRange(Simulated(workload.Name).Average(result => result.TrueGain), 0.95 * plain, 1.05 * plain);
    }

    [Fact]
    public void The_page_shows_what_the_rule_does() => GeneratedPage.Check("Keeping/SIMULATION.md", SimulationTable.Render());

    private static IReadOnlyList<SessionResult> Simulated(string name) =>
        SimulationTable.Simulate(
            SimulationTable.Uniform.Concat(SimulationTable.Mixed).Single(workload => workload.Name == name),
            new KeepSettings()
        );
}
