using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Kills;

/// <summary>A terminal that goes away, and one that is told not to matter.</summary>
public sealed class HangUpTests : IDisposable
{
    // Runs a command in a terminal of its own, waits for a word of it, and closes the terminal.
    private const string Terminal = """
        import os, pty, sys
        pid, terminal = pty.fork()
        if pid == 0:
            os.execvp(sys.argv[2], sys.argv[2:])
        seen = b''
        while sys.argv[1].encode() not in seen:
            seen += os.read(terminal, 65536)
        os.close(terminal)
        _, status = os.waitpid(pid, 0)
        print('signal' if os.WIFSIGNALED(status) else 'exit', os.waitstatus_to_exitcode(status))
        """;

    private readonly ResearchRepository repository;

    public HangUpTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc");
        repository = new ResearchRepository(products);
        Assert.SkipUnless(repository.Shell("command -v python3").ExitCode == 0, Installable.Reason("there is no python3 to be a terminal"));
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_step_whose_terminal_is_gone_ends_in_order()
    {
        repository.NeverEndTraining();
        var script = repository.InFolder("../terminal.py");
        File.WriteAllText(script, Terminal);
        repository.Set("TERM", "xterm");
        Assert.Equal("exit 130\n", repository.Shell($"python3 {script} training dotnet-autoresearch step").Succeeds().Output);
        Assert.False(File.Exists(repository.Journal), "a journal is left");
        Assert.Equal(["kept", "interrupted"], repository.Ledger().Select(row => row["outcome"]));
    }

    [Fact]
    public void Under_nohup_it_goes_on()
    {
        repository.Worsen();
        var step = repository.Shell(
            "nohup dotnet-autoresearch step --json > ../out.json 2> /dev/null < /dev/null & step=$!; "
                + "for i in 1 2 3; do sleep 0.2; kill -HUP $step 2> /dev/null; done; wait $step; cat ../out.json"
        );
        Assert.Equal("discarded", step.Json.GetProperty("status").GetString());
    }
}
