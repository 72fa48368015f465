namespace AutoResearch.EndToEnd.Machine;

/// <summary>An experiment that waits, for as long as the test wants, between its ledger entry and its merge.</summary>
public sealed class HeldConclusion
{
    private readonly string ledger;
    private readonly string before;
    private readonly string pipe;

    public HeldConclusion(UserMachine machine, ResearchRepository repository)
    {
        ledger = repository.InFolder(".git/refs/heads/autoresearch/log");
        before = File.ReadAllText(ledger);
        pipe = repository.InFolder("results.tsv");
        File.Delete(pipe);
        machine.Run(repository.Folder, "mkfifo", pipe).Succeeds();
    }

    /// <summary>Waits until the entry is in the ledger.</summary>
    public void Reached() => LinuxProcess.WaitUntil(() => File.ReadAllText(ledger) != before, "an entry in the ledger");

    /// <summary>Lets the experiment go on.</summary>
    public void Release()
    {
        // Opening waits for the writer, reading for its end.
        _ = File.ReadAllText(pipe);
        Remove();
    }

    /// <summary>Takes the pipe away after the experiment was killed.</summary>
    public void Remove() => File.Delete(pipe);
}
