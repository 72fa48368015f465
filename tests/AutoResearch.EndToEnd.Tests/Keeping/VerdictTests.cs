using System.Globalization;
using AutoResearch.EndToEnd.Audit;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>What is measured for a verdict, and what the verdict and the ledger say of it.</summary>
public sealed class VerdictTests(History history) : IClassFixture<History>
{
    private readonly ResearchRepository repository = history.Repository;

    [Fact]
    public void The_first_baseline_is_measured_on_as_many_seeds_as_a_candidate_may_have()
    {
        var row = repository.Experiment(History.Baseline);
        var scores = History.Numbers(row["scores"]);
        Assert.Equal(3, history.Init.Json.GetProperty("runs").GetInt32());
        Assert.Equal(3, history.Init.Json.GetProperty("seeds").EnumerateArray().Select(seed => seed.GetInt64()).Distinct().Count());
        Assert.Equal(3, scores.Distinct().Count());
        Assert.Equal("3", row["seed_count"]);
        Assert.Equal([scores.Average()], History.Numbers(row["miss"]));
        // Computed in two ways, which may round differently.
        Assert.Equal(History.Numbers(row["sd"])[0], History.Numbers(row["noise"])[0], tolerance: 1e-12);
        // Train.cs adds 0.01.
        Assert.InRange(History.Numbers(row["noise"])[0], double.Epsilon, 0.05);
        Assert.Matches(@"^baseline: (9|10)\.\d{4} on 3 seeds; noise 0\.\d{4}$", row["reason"]);
    }

    [Fact]
    public void An_improvement_is_kept_after_several_runs_and_its_verdict_has_the_numbers()
    {
        var step = history.Kept.Json;
        var row = repository.Experiment(History.Better);
        Assert.Equal("kept", step.GetProperty("status").GetString());
        var runs = step.GetProperty("runs").GetInt32();
        Assert.InRange(runs, 2, 3);
        Assert.Matches(
            $@"^better: \d\.\d{{4}} against (9|10)\.\d{{4}} \(-\d+\.\d\d %\), better on {runs} of {runs} seeds, 99\.99 % sure; noise "
                + $@"0\.\d{{4}}$",
            step.GetProperty("reason").GetString()
        );
        // On the seeds of the baseline, which has enough runs of its own.
        Assert.Equal(Seeds(History.Baseline)[..runs], Seeds(History.Better));
        Assert.Equal("", row["incumbent_runs"]);
        Assert.InRange(History.Numbers(row["confidence"])[0], 0.99999, 1);
        Assert.Equal(History.Numbers(row["scores"]), step.GetProperty("scores").EnumerateArray().Select(score => score.GetDouble()));
        Assert.Equal(History.Numbers(row["scores"]).Average(), step.GetProperty("metric").GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal(10, step.GetProperty("metric").GetProperty("baseline").GetDouble(), 0.1);
    }

    [Fact]
    public void What_changes_nothing_is_not_kept()
    {
        Assert.Equal("discarded", history.Unchanged.Json.GetProperty("status").GetString());
        Assert.Matches(
            @"^(no better|worse): \d\.\d{4} against \d\.\d{4} \([+-]?\d\.\d\d %\), better on 0 of 1 seed, 50\.0 % sure; noise 0\.\d{4}$",
            history.Unchanged.Json.GetProperty("reason").GetString()
        );
    }

    [Fact]
    public void After_a_kept_experiment_the_next_one_measures_the_new_incumbent_on_seeds_that_it_was_not_chosen_by()
    {
        var row = repository.Experiment(History.Comments);
        var runs = row["incumbent_runs"].Split(',').Select(run => run.Split(':')).ToList();
        Assert.NotEmpty(runs);
        var seeds = runs.Select(run => run[0]).ToArray();
        Assert.Empty(seeds.Intersect(Seeds(History.Better)));
        Assert.Empty(seeds.Intersect(Seeds(History.Baseline)));
        Assert.Equal(Seeds(History.Comments), seeds[..Seeds(History.Comments).Length]);
        // The same code on the same seeds, so the same scores to the last bit.
        Assert.Equal(row["scores"].Split(','), runs.Select(run => run[1]).Take(Seeds(History.Comments).Length));
    }

    [Fact]
    public void A_clearly_worse_change_costs_one_run()
    {
        var row = repository.Experiment(History.Worse);
        Assert.Equal("discarded", row["outcome"]);
        Assert.Equal(1, history.Discarded.Json.GetProperty("runs").GetInt32());
        Assert.Equal("", row["incumbent_runs"]);
        Assert.Matches(
            @"^worse: (19|20)\.\d{4} against \d\.\d{4} \(\+\d{3}\.\d\d %\), better on 0 of 1 seed, 0\.0 % sure; noise 0\.\d{4}$",
            row["reason"]
        );
    }

    [Fact]
    public void What_is_better_but_worse_on_the_held_out_split_is_not_kept_and_is_told_no_number()
    {
        var step = history.Overfitted.Json;
        Assert.Equal("discarded", step.GetProperty("status").GetString());
        Assert.Equal("better on the validation split, but clearly worse on the held-out split", step.GetProperty("reason").GetString());
        Assert.Equal(5, step.GetProperty("metric").GetProperty("value").GetDouble(), 0.1);
        Assert.Equal("", repository.Experiment(History.WorseOnHeldOut)["weights"]);
    }

    [Fact]
    public void The_held_out_scores_are_on_the_ledger_s_branch_and_nowhere_else()
    {
        var rows = repository.Git("show", "autoresearch/log:held-out.tsv").Split('\n').Skip(1).Select(line => line.Split('\t')).ToList();
        Assert.Equal(["0001", "0002"], rows.Select(row => row[0]));
        Assert.Equal(7, History.Numbers(rows[0][1])[0], 0.1);
        Assert.Equal(History.Numbers(repository.Experiment(History.Better)["miss"])[0] - 3, History.Numbers(rows[1][1])[0], 0.1);
        // What was not kept lands as far on the other side of 0, and 3 farther from 3.
        var scores = rows.Select(row => History.Numbers(row[1])[0])
            .Concat(History.Numbers(repository.Experiment(History.WorseOnHeldOut)["scores"]).Select(miss => 3 + miss))
            .ToList();
        var secrets = scores.Select(Invariant("R")).Concat(scores.Select(Invariant("0.0000"))).ToList();
        Assert.All(Shown(), text => Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    [Fact]
    public void Such_a_history_verifies()
    {
        var all = new Audited(repository.Tool("verify", "--all", "--json")).Agrees().Reproduces(History.Baseline, History.Better);
        Assert.DoesNotContain("was not reproduced", all.Notes, StringComparison.Ordinal);
        new Audited(repository.Tool("verify", "5", "--json")).Agrees().Reproduces();
        repository.IsTidy();
    }

    private static Func<double, string> Invariant(string format) => number => number.ToString(format, CultureInfo.InvariantCulture);

    // All that a proposer gets to see.
    private IEnumerable<string> Shown() =>
        [
            .. new[]
            {
                history.Init,
                history.Kept,
                history.Unchanged,
                history.Discarded,
                history.Overfitted,
                repository.Tool("log"),
                repository.Tool("log", "--json"),
                repository.Tool("status"),
            }.Select(result => result.Output + result.Error),
            .. Enumerable
                .Range(History.Baseline, History.WorseOnHeldOut)
                .Select(number => repository.Tool("show", number.ToString(CultureInfo.InvariantCulture), "--json").Output),
            .. Directory
                .GetFiles(repository.Folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetRelativePath(repository.Folder, file).Split('/')[0] is not (".git" or "bin" or "obj"))
                .Select(File.ReadAllText),
            repository.Git("show", "autoresearch/log:results.tsv"),
        ];

    private string[] Seeds(int experiment) => repository.Experiment(experiment)["seeds"].Split(',');
}
