namespace AutoResearch.Tests.Runtime;

public class StandaloneSessionTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter log = new();

    private int Run(Counting experiment, params string[] arguments) =>
        new StandaloneSession<Counting.Model, Run>(experiment, output, log).Run(arguments);

    [Fact]
    public void Trains_for_the_budget_and_prints_the_summary()
    {
        var experiment = new Counting();

        Assert.Equal(0, Run(experiment, "--budget", "12 steps"));

        Assert.Equal("training split\n", experiment.Opened[^1]);
        Assert.Equal("validation split\n", experiment.Split);
        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("---", lines[0]);
        Assert.Equal("count:            12.000000", lines[1]);
        Assert.Contains("num_steps:        12", lines);
        Assert.Contains("abacus", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_budget_counts_tokens()
    {
        Assert.Equal(0, Run(new Counting(), "--budget", "200 tokens"));
        Assert.Contains("num_steps:        20", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_usage_prints_the_usage_and_returns_2()
    {
        Assert.Equal(2, Run(new Counting(), "--budget", "soon"));
        Assert.Contains("error AR0901: '--budget soon'", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("usage:", log.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void A_failure_names_its_stage_and_returns_1()
    {
        Assert.Equal(1, Run(new Counting { Loss = _ => float.NaN }, "--budget", "5 steps"));
        Assert.Contains("Diverged during train: the loss is NaN at step 1", log.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }
}
