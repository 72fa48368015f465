using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Program;

namespace AutoResearch.Tests.Programs;

public class ResearchProgramTests
{
    private const string Valid =
        "# Research\n\nSome prose: with a colon.\n\n- Metric: val_bpb (lower is better)\n- **Training budget:** 5 minutes\n- Device: "
        + "cpu\n- Editable files: `Train.cs`, `Model.cs`\n";

    [Fact]
    public void All_settings_are_read()
    {
        var program = ResearchProgram.Parse(Valid);
        Assert.Equal(Metric.Lower("val_bpb"), program.Metric);
        Assert.Equal(new TrainingBudget(300, BudgetUnit.Seconds), program.Budget);
        Assert.Equal("cpu", program.Device);
        Assert.Equal(["Train.cs", "Model.cs"], program.Editable);
    }

    [Fact]
    public void Device_and_editable_files_have_defaults()
    {
        var program = ResearchProgram.Parse("Metric: test_acc\nTraining budget: 2000 steps\n");
        Assert.Equal("auto", program.Device);
        Assert.Equal(["Train.cs"], program.Editable);
        Assert.Equal(Direction.Higher, program.Metric.Direction);
    }

    [Fact]
    public void A_sandbox_is_required_only_where_the_program_says_so()
    {
        Assert.Equal(SandboxMode.Auto, ResearchProgram.Parse(Valid).Sandbox);
        Assert.Equal(SandboxMode.Require, ResearchProgram.Parse(Valid + "- Sandbox: require\n").Sandbox);
    }

    [Fact]
    public void How_candidates_are_compared_has_defaults()
    {
        var program = ResearchProgram.Parse(Valid);
        Assert.Equal(new KeepSettings(Runs: 4, Confidence: 0.95, TokenWorth: 0), program.Keep);
        Assert.Empty(program.Limits);
        Assert.False(program.EarlyStopping);
    }

    [Theory]
    [InlineData("Runs: 1", 1, 0.95, 0.0)]
    [InlineData("Runs: 64", 64, 0.95, 0.0)]
    [InlineData("Confidence: 99 %", 4, 0.99, 0.0)]
    [InlineData("Confidence: 97.5%", 4, 0.975, 0.0)]
    [InlineData("Confidence: 50", 4, 0.5, 0.0)]
    [InlineData("Token worth: 0.00001", 4, 0.95, 0.00001)]
    [InlineData("**Token worth:** 1e-5", 4, 0.95, 0.00001)]
    [InlineData("Token worth: 0", 4, 0.95, 0.0)]
    public void How_candidates_are_compared_is_read(string line, int runs, double confidence, double worth)
    {
        var keep = ResearchProgram.Parse($"{Valid}- {line}\n").Keep;
        Assert.Equal(runs, keep.Runs);
        Assert.Equal(confidence, keep.Confidence, 1e-12);
        Assert.Equal(worth, keep.TokenWorth);
    }

    [Fact]
    public void Every_line_with_a_limit_is_one()
    {
        var program = ResearchProgram.Parse(
            Valid + "- Limit: peak memory 2 GB (hard)\n- Limit: code tokens 6000\n\nSome prose.\n\n- **Limit:** parameters 10 M.\n"
        );
        Assert.Equal(
            [
                new Limit(LimitedQuantity.PeakMemory, 2.0 * (1 << 30), IsHard: true),
                new Limit(LimitedQuantity.CodeTokens, 6000, IsHard: false),
                new Limit(LimitedQuantity.Parameters, 1e7, IsHard: false),
            ],
            program.Limits
        );
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("On.", true)]
    [InlineData("off", false)]
    public void Early_stopping_is_on_only_where_the_program_says_so(string value, bool expected) =>
        Assert.Equal(expected, ResearchProgram.Parse($"{Valid}- Early stopping: {value}\n").EarlyStopping);

    [Fact]
    public void Runs_that_a_busy_machine_slowed_are_made_again_unless_the_program_says_otherwise()
    {
        Assert.True(ResearchProgram.Parse(Valid).RepeatSlowed);
        Assert.True(ResearchProgram.Parse(Valid + "- Slowed runs: repeat\n").RepeatSlowed);
        Assert.False(ResearchProgram.Parse(Valid + "- Slowed runs: judge\n").RepeatSlowed);
    }

    [Theory]
    [InlineData("Runs: 0", "Runs: '0' is not how often a candidate may be run. Write a number from 1 to 64")]
    [InlineData("Runs: 65", "Runs: '65' is not")]
    [InlineData("Runs: -1", "Runs: '-1' is not")]
    [InlineData("Runs: 2.5", "Runs: '2.5' is not")]
    [InlineData("Runs: many", "Runs: 'many' is not")]
    [InlineData("Confidence: 100 %", "Confidence: '100 %' is not a confidence. Write a percentage from 50 to less than 100, such as 95 %")]
    [InlineData("Confidence: 0.95", "Confidence: '0.95' is not")]
    [InlineData("Confidence: -95 %", "Confidence: '-95 %' is not")]
    [InlineData("Confidence: NaN", "Confidence: 'NaN' is not")]
    [InlineData("Confidence: high", "Confidence: 'high' is not")]
    [InlineData(
        "Token worth: -1",
        "Token worth: '-1' is not what a token of code is worth. Write by how much it has to improve the metric, such as 0.00001"
    )]
    [InlineData("Token worth: NaN", "Token worth: 'NaN' is not")]
    [InlineData("Token worth: Infinity", "Token worth: 'Infinity' is not")]
    [InlineData("Token worth: 1e400", "Token worth: '1e400' is not")]
    [InlineData("Token worth: little", "Token worth: 'little' is not")]
    [InlineData("Limit: peak memory 2 furlongs", "Limit: 'furlongs' is no unit of memory. Write MB or GB")]
    [InlineData("Limit: beauty 5", "Limit: 'beauty 5' is not a limit")]
    [InlineData("Slowed runs: maybe", "Slowed runs: 'maybe' is neither repeat (a run that a busy machine slowed is made again) nor judge")]
    [InlineData("Early stopping: maybe", "Early stopping: 'maybe' is neither on nor off")]
    public void A_mistake_in_how_candidates_are_compared_is_an_error_that_says_where(string line, string expected)
    {
        var exception = Assert.Throws<ResearchException>(() =>
            ResearchProgram.Parse($"- Metric: val_bpb\n- Training budget: 60\n\nMore:\n\n- {line}\n")
        );
        Assert.Equal(Codes.ProgramInvalid, exception.Code);
        Assert.StartsWith("program.md(6): " + expected, exception.Message);
    }

    [Fact]
    public void A_mistake_in_any_limit_names_its_own_line() =>
        Assert.Contains(
            "program.md(4)",
            Assert
                .Throws<ResearchException>(() =>
                    ResearchProgram.Parse("- Metric: val_bpb\n- Training budget: 60\n- Limit: peak memory 2 GB\n- Limit: beauty 5\n")
                )
                .Message
        );

    [Theory]
    [InlineData("# x\n\n- Training budget: 5 minutes\n", "no 'Metric'")]
    [InlineData("- Metric: val_bpb\n", "no 'Training budget'")]
    [InlineData("- Metric: val_bpb\n- Training budget: soon\n", "program.md(2): Training budget: 'soon' is not a training budget")]
    [InlineData("- Metric: val_bpb\n- Training budget: 0 seconds\n", "program.md(2)")]
    [InlineData("- Metric: val_bpb\n- Training budget: 5 M seconds\n", "program.md(2)")]
    [InlineData("- Metric: roc_auc\n- Training budget: 60\n", "which way roc_auc is better is not said")]
    [InlineData("- Metric: val_bpb (higher is better)\n- Training budget: 60\n", "the line says the opposite")]
    [InlineData("- Metric: f1 (lower and higher)\n- Training budget: 60\n", "names both directions")]
    [InlineData("- Metric: val_bpb\n- Training budget: 60\n\nDevice: toaster\n", "program.md(4): Device: 'toaster' is not a device")]
    [InlineData("- Metric: val_bpb\n- Training budget: 60\n- Sandbox: off\n", "program.md(3): Sandbox: 'off' is neither auto")]
    [InlineData("- Metric: val_bpb\n- Training budget: 60\n- Editable files: ../Train.cs\n", "cannot be editable")]
    [InlineData("- Metric: val_bpb\n- Training budget: 60\n- Editable files: x.csproj\n", "cannot be editable")]
    public void A_mistake_is_an_error_that_says_where(string text, string expected)
    {
        var exception = Assert.Throws<ResearchException>(() => ResearchProgram.Parse(text));
        Assert.Equal(Codes.ProgramInvalid, exception.Code);
        Assert.Contains(expected, exception.Message);
    }

    [Fact]
    public void A_setting_in_a_code_block_is_an_example_and_not_read() =>
        Assert.Throws<ResearchException>(() => ResearchProgram.Parse("- Training budget: 60\n\n```\nMetric: val_bpb\n```\n"));

    [Fact]
    public void Line_ends_of_Windows_are_read_alike() =>
        Assert.Equal(ResearchProgram.Parse(Valid).Budget, ResearchProgram.Parse(Valid.Replace("\n", "\r\n")).Budget);
}
