using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Devices;

/// <summary>Doctor does what it speaks of: it builds the project and has it multiply on its device.</summary>
public sealed class DoctorTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_new_project_multiplies_two_matrices_on_its_device()
    {
        var folder = repository.InFolder("../New");
        products.New(folder);
        var doctor = repository.ToolIn(folder, "doctor");
        var lines = doctor.Output.Split('\n');
        var device = Assert.Single(lines, line => line.Contains(" device ", StringComparison.Ordinal));
        Assert.StartsWith("ok", device, StringComparison.Ordinal);
        Assert.Contains("two bf16 matrices of ", device, StringComparison.Ordinal);
        Assert.Contains("every number right", device, StringComparison.Ordinal);
        Assert.Contains("TFLOP/s", device, StringComparison.Ordinal);
        var libtorch = Assert.Single(lines, line => line.Contains("TorchSharp 0.107.0 is made for 2.10.0", StringComparison.Ordinal));
        Assert.Contains("libtorch 2.10.0 in ", libtorch, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "autoresearch-doctor-*"));
    }

    [Fact]
    public void A_project_that_has_nothing_to_try_says_so()
    {
        var doctor = repository.Tool("doctor").Succeeds().Output;
        Assert.Contains("TryDevice", doctor, StringComparison.Ordinal);
        Assert.Contains("builds, ", doctor, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_does_not_build_says_so()
    {
        repository.Edit("LearningRate = 1;", "LearningRate = \"x\";");
        var doctor = repository.Tool("doctor").Exits(1).Output;
        Assert.Contains("AR0502", doctor, StringComparison.Ordinal);
        Assert.Contains("CS0029", doctor, StringComparison.Ordinal);
        Assert.Contains("not tried", doctor, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Prepare_cannot_begin_is_not_the_candidate_s_fault()
    {
        Replace("Prepare.cs", "        manual_seed(settings.Seed);\n", "        throw new NotSupportedException(\"no such machine\");\n");
        repository.Tool("lock").Succeeds();
        var rows = repository.Ledger().Count;
        repository.Improve();
        repository.Tool("step").FailsWith("AR0511", "no such machine");
        Assert.Contains("LearningRate = 10;", repository.Train, StringComparison.Ordinal);
        Assert.Equal(rows, repository.Ledger().Count);
        repository.IsTidy();
        Assert.Contains("AR0511", repository.Tool("doctor").Exits(1).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_multiplies_wrongly_is_found()
    {
        const string next = "    public override string DescribeDevice(";
        const string trial = "    public override DeviceTrial TryDevice(PointRun run) => new(\"two numbers\", 2, () => { }, () => 0.5);";
        Replace("Prepare.cs", next, $"{trial}\n\n{next}");
        repository.Tool("lock").Succeeds();
        var doctor = repository.Tool("doctor").Exits(1).Output;
        Assert.Contains("AR0512", doctor, StringComparison.Ordinal);
        Assert.Contains("off by up to 0.5", doctor, StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_that_is_running_is_not_disturbed()
    {
        repository.NeverEndTraining();
        var step = repository.StartTool("step").Says("  training …");
        Assert.Contains("an experiment is running here", repository.Tool("doctor").Output, StringComparison.Ordinal);
        step.Signal(RunningCommand.SigInt).Wait().Exits(CommandResult.Interrupted);
    }

    private void Replace(string file, string before, string after)
    {
        var path = repository.InFolder(file);
        var text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }
}
