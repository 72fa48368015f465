using AutoResearch.Research;

namespace AutoResearch.Tests;

public class ResearchProgramTests
{
    private const string Valid = "# Research\n\nSome prose: with a colon.\n\n- Metric: val_bpb (lower is better)\n- **Training budget:** 5 minutes\n- Device: cpu\n- Editable files: `Train.cs`, `Model.cs`\n";

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
