using System.Globalization;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Sandboxes;

/// <summary>Experiments whose training runs in the real bubblewrap.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly ResearchRepository repository;

    public SandboxTests(Products products)
    {
        repository = new ResearchRepository(products);
        var sandbox = repository
            .Tool("doctor", "--json")
            .Json.GetProperty("checks")
            .EnumerateArray()
            .Single(check => check.GetProperty("name").GetString() == "sandbox");
        Assert.SkipUnless(
            sandbox.GetProperty("state").GetString() == "ok",
            Installable.Sandbox(sandbox.GetProperty("message").GetString()!)
        );
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void An_experiment_is_trained_scored_and_reproduced_inside()
    {
        repository.Improve();
        var step = repository.Tool("step", "--sandbox", "require", "--json").Succeeds();
        Assert.Equal("kept", step.Json.GetProperty("status").GetString());
        Assert.DoesNotContain("sandbox", step.Error, StringComparison.Ordinal);
        repository.IsTidy();
    }

    [Fact]
    public void Training_has_a_network_and_processes_of_its_own()
    {
        repository.NeverEndTraining();
        var step = repository.StartTool("step").Says("  training …");
        var group = LinuxProcess.Group(repository.TrainingProcess());
        // bubblewrap, its first process inside, and the training.
        Assert.Equal(3, group.Count);
        var training = group.Max();
        foreach (var kind in (string[])["net", "pid", "ipc", "uts", "mnt", "user"])
            Assert.NotEqual(Namespace("self", kind), Namespace(training.ToString(CultureInfo.InvariantCulture), kind));
        step.Signal(RunningCommand.SigInt).Wait().Exits(CommandResult.Interrupted);
        Assert.Empty(Processes());
    }

    [Fact]
    public void Everything_inside_ends_with_a_tool_that_is_killed()
    {
        repository.NeverEndTraining();
        var step = repository.StartTool("step").Says("  training …");
        Assert.NotEmpty(Processes());
        step.Signal(RunningCommand.SigKill).Wait();
        // By itself: no other verb is called that could put things right.
        LinuxProcess.WaitUntil(() => Processes().Count == 0, "the end of everything inside");
    }

    [Fact]
    public void Everything_inside_ends_when_its_time_is_over()
    {
        repository.SetProgram("20 steps", "1 seconds\n- Slowed runs: judge");
        repository.NeverEndTraining();
        Assert.Equal("timed-out", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
        Assert.Empty(Processes());
    }

    [Fact]
    public void A_line_without_end_does_not_stop_the_experiment()
    {
        repository.Improve();
        repository.Edit(
            "            loss.backward();",
            "            for (var i = 0; i < 100; i++)\n                Console.Write(new "
                + "string('x', 100_000));\n            loss.backward();"
        );
        Assert.Equal("kept", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
    }

    private static string Namespace(string process, string kind) => new FileInfo($"/proc/{process}/ns/{kind}").LinkTarget!;

    // Whatever was started with a path of this repository's cache, inside the sandbox or around it.
    private List<string> Processes() =>
        [
            .. Directory
                .GetDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
                .Where(folder => CommandLine(folder).Contains(repository.Cache, StringComparison.Ordinal)),
        ];

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
