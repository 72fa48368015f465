using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Devices;

/// <summary>
/// A machine with GPUs that training cannot use, through the packed tool: stand-ins for the driver's libraries name them, and the program
/// trains on the CPU all the same.
/// </summary>
public sealed class UnusableGpuTests : IDisposable
{
    private readonly StandInDriver driver = new();
    private readonly ResearchRepository repository;

    public UnusableGpuTests(Products products) => repository = new ResearchRepository(products);

    public void Dispose()
    {
        repository.Dispose();
        driver.Dispose();
    }

    [Fact]
    public void What_could_have_trained_on_it_is_not_trained_on_the_CPU()
    {
        BuildForCuda();
        repository.Worsen();
        // Without a driver it is a machine without a GPU, and trains.
        Assert.Equal("discarded", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
        var rows = repository.Ledger().Count;
        repository.Improve();
        PlugIn();

        var step = repository.Tool("step", "--json").FailsWith("AR0510", StandInDriver.First);

        Assert.Contains("training would run on the CPU", step.Error, StringComparison.Ordinal);
        Assert.Contains("Device: cpu", step.Error, StringComparison.Ordinal);
        Assert.Equal(rows, repository.Ledger().Count);
        Assert.Contains("LearningRate = 10;", repository.Train, StringComparison.Ordinal);
        repository.IsTidy();

        // On purpose, it may.
        repository.Git("stash", "--quiet");
        repository.SetProgram("- Device: auto", "- Device: cpu");
        repository.Git("stash", "pop", "--quiet");
        Assert.Equal("kept", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
    }

    [Fact]
    public void A_baseline_is_not_measured_there_either()
    {
        BuildForCuda();
        PlugIn();
        var rows = repository.Ledger().Count;
        repository.Improve();
        repository.Tool("step").FailsWith("AR0510", StandInDriver.Second);
        Assert.Equal(rows, repository.Ledger().Count);
        repository.IsTidy();
    }

    [Fact]
    public void Scores_are_not_reproduced_on_another_device_and_the_audit_says_so()
    {
        BuildForCuda();
        repository.Improve();
        repository.Tool("step", "--json").Succeeds();
        PlugIn();
        // The first baseline's weights are not in this copy of the project: that finding is another one.
        var verify = repository.Tool("verify", "--all");
        Assert.Contains("note: experiment 0003: its score was not reproduced here: AR0510", verify.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error AR0402", verify.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_asks_for_a_GPU_does_not_get_the_CPU()
    {
        repository.SetProgram("- Device: auto", "- Device: cuda:1");
        repository.Improve();
        repository.Tool("step").FailsWith("AR0510", "no NVIDIA driver answers");
        PlugIn();
        repository.Tool("step").FailsWith("AR0510", "built for the CPU");
        repository.Set("CUDA_VISIBLE_DEVICES", "");
        repository.Tool("step").FailsWith("AR0510", "CUDA_VISIBLE_DEVICES hides");
        Assert.Single(repository.Ledger());
    }

    [Fact]
    public void A_build_for_the_CPU_is_told_of_it_once()
    {
        PlugIn();
        repository.SetProgram("20 steps", "21 steps");
        repository.Improve();
        var step = repository.Tool("step", "--json").Succeeds();
        Assert.Equal("kept", step.Json.GetProperty("status").GetString());
        Assert.Single(step.Error.Split('\n'), line => line.Contains("TorchBackend", StringComparison.Ordinal));
        Assert.Single(step.Error.Split('\n'), line => line.StartsWith("Training on cpu", StringComparison.Ordinal));
    }

    [Fact]
    public void A_GPU_that_the_user_hides_is_spoken_of()
    {
        BuildForCuda();
        PlugIn();
        repository.Set("CUDA_VISIBLE_DEVICES", "");
        repository.Improve();
        Assert.Contains("CUDA_VISIBLE_DEVICES hides", repository.Tool("step", "--json").Succeeds().Error, StringComparison.Ordinal);
        Assert.Contains("CUDA_VISIBLE_DEVICES hides", repository.Tool("doctor").Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_names_the_layer_in_the_way()
    {
        BuildForCuda();
        PlugIn();
        var doctor = repository.Tool("doctor").Exits(1);
        Assert.Contains("AR0510", doctor.Output, StringComparison.Ordinal);
        Assert.Contains(StandInDriver.First, doctor.Output, StringComparison.Ordinal);
    }

    private void PlugIn() => repository.Set("LD_LIBRARY_PATH", driver.Folder);

    // As far as the tool can see: such a library lies beside the program.
    private void BuildForCuda()
    {
        File.WriteAllText(repository.InFolder("libtorch_cuda.so"), "");
        var project = Directory.GetFiles(repository.Folder, "*.csproj").Single();
        const string copied = "<ItemGroup><None Include=\"libtorch_cuda.so\" CopyToOutputDirectory=\"PreserveNewest\" /></ItemGroup>\n";
        File.WriteAllText(project, File.ReadAllText(project).Replace("</Project>", $"{copied}</Project>", StringComparison.Ordinal));
        repository.Tool("lock").Succeeds();
    }
}
