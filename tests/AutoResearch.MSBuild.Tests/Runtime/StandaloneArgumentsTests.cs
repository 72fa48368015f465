namespace AutoResearch.Tests.Runtime;

public sealed class StandaloneArgumentsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_arguments_the_defaults_hold()
    {
        Assert.True(StandaloneArguments.TryParse([], folder.Path, out var request, out _));
        Assert.Equal(new StandaloneArguments(StandaloneArguments.DefaultBudget, 1, "auto"), request);
    }

    [Theory]
    [InlineData("- Training budget: 5 minutes", 300)]
    [InlineData("* **Training budget:** 5 minutes.", 300)]
    [InlineData("Training budget: as long as it takes", 60)]
    [InlineData("# Notes\r\n\r\n- training budget: 90 s\r\n", 90)]
    public void The_budget_comes_from_program_md(string program, double seconds)
    {
        folder.Write("program.md", program);

        Assert.True(StandaloneArguments.TryParse([], folder.Path, out var request, out _));

        Assert.Equal(new TrainingBudget(seconds, BudgetUnit.Seconds), request.Budget);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:12")]
    public void One_of_several_GPUs_is_a_device(string device)
    {
        Assert.True(StandaloneArguments.TryParse(["--device", device], folder.Path, out var request, out _));
        Assert.Equal(device, request.Device);
    }

    [Fact]
    public void Arguments_win()
    {
        folder.Write("program.md", "- Training budget: 5 minutes\n");

        Assert.True(
            StandaloneArguments.TryParse(["--seed", "-7", "--budget", "20 steps", "--device", "cpu"], folder.Path, out var request, out _)
        );

        Assert.Equal(new StandaloneArguments(new TrainingBudget(20, BudgetUnit.Steps), -7, "cpu"), request);
    }

    [Theory]
    [InlineData("--seed")]
    [InlineData("--seed", "one")]
    [InlineData("--budget", "soon")]
    [InlineData("--device", "tpu")]
    [InlineData("--device", "cuda:")]
    [InlineData("--device", "cuda:01")]
    [InlineData("--device", "cuda:1 ")]
    [InlineData("--verbose", "yes")]
    public void The_problem_names_the_argument(params string[] arguments)
    {
        Assert.False(StandaloneArguments.TryParse(arguments, folder.Path, out _, out var problem));
        Assert.Contains(arguments[0], problem, StringComparison.Ordinal);
    }
}
