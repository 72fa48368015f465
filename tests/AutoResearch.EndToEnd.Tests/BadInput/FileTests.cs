using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.BadInput;

/// <summary>Files that are not as they have to be: a clear error, and nothing is changed.</summary>
public sealed class FileTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Nothing_changed() => Refuses("AR0111", "Train.cs");

    [Fact]
    public void A_dirty_file_that_is_neither_locked_nor_editable()
    {
        File.AppendAllText(repository.InFolder("program.md"), "\nMore prose.\n");
        repository.Improve();
        Refuses("AR0110", "program.md");
    }

    [Fact]
    public void An_untracked_file_beside_train()
    {
        File.WriteAllText(repository.InFolder("notes.txt"), "notes\n");
        repository.Improve();
        Refuses("AR0110", "notes.txt", ".git/info/exclude");
    }

    [Fact]
    public void No_program()
    {
        File.Delete(repository.InFolder("program.md"));
        repository.Improve();
        Refuses("AR0201", "program.md");
    }

    [Theory]
    [InlineData("- Metric: test_acc (higher is better)\n", "", "Metric")]
    [InlineData("20 steps", "soon", "program.md(4)", "'soon'")]
    [InlineData("20 steps", "-1 seconds", "program.md(4)", "'-1 seconds'")]
    [InlineData("test_acc (higher is better)", "f_score", "program.md(3)", "f_score")]
    [InlineData("Train.cs", "../Train.cs", "program.md(7)", "../Train.cs")]
    [InlineData("(higher is better)", "(lower is better)", "program.md(3)", "test_acc is better when it is higher")]
    [InlineData("Runs: 1", "Runs: many", "program.md(5)", "'many'")]
    [InlineData("Runs: 1", "Confidence: 100 %", "program.md(5)", "'100 %'")]
    [InlineData("Runs: 1", "Token worth: little", "program.md(5)", "'little'")]
    [InlineData("Runs: 1", "Limit: peak memory 2 apples (hard)", "program.md(5)", "'apples' is no unit of memory")]
    [InlineData("Runs: 1", "Limit: parameters 2 MB", "program.md(5)", "'MB' is no unit to count in")]
    [InlineData("Runs: 1", "Limit: patience 2 K", "program.md(5)", "'patience 2 K' is not a limit")]
    public void A_program_that_cannot_be_understood(string before, string after, params string[] mentioned)
    {
        var path = repository.InFolder("program.md");
        File.WriteAllText(path, File.ReadAllText(path).Replace(before, after, StringComparison.Ordinal));
        repository.Improve();
        Refuses("AR0202", mentioned);
    }

    [Fact]
    public void A_lock_that_is_cut_off()
    {
        var text = File.ReadAllText(repository.InFolder("autoresearch.lock"));
        WriteLock(text[..(text.Length / 2)]);
        repository.CommitAll("Cut the lock off");
        repository.Improve();
        Refuses("AR0002", "autoresearch.lock", "dotnet autoresearch lock");
    }

    [Fact]
    public void A_lock_that_is_cut_off_and_not_committed()
    {
        WriteLock(File.ReadAllText(repository.InFolder("autoresearch.lock"))[..100]);
        repository.Improve();
        Refuses("AR0110", "git restore autoresearch.lock");
    }

    [Fact]
    public void A_lock_that_was_edited()
    {
        // Another hash for one file.
        WriteLock(
            string.Concat(
                File.ReadLines(repository.InFolder("autoresearch.lock"))
                    .Select(line =>
                        (line.EndsWith("  Prepare.cs", StringComparison.Ordinal) ? new string('0', 64) + "  Prepare.cs" : line) + "\n"
                    )
            )
        );
        repository.CommitAll("Edit the lock");
        repository.Improve();
        Refuses("AR0001", "Prepare.cs");
    }

    [Fact]
    public void A_lock_that_a_line_was_taken_from()
    {
        WriteLock(
            string.Concat(
                File.ReadLines(repository.InFolder("autoresearch.lock"))
                    .Where(line => !line.EndsWith("  Prepare.cs", StringComparison.Ordinal))
                    .Select(line => line + "\n")
            )
        );
        repository.CommitAll("Unlock the evaluator");
        repository.Improve();
        Refuses("AR0001", "Prepare.cs");
    }

    [Fact]
    public void A_lock_that_is_gone()
    {
        repository.Git("rm", "--quiet", "autoresearch.lock");
        repository.CommitAll("Remove the lock");
        repository.Improve();
        Refuses("AR0113", "autoresearch.lock");
    }

    [Fact]
    public void A_ledger_that_is_cut_off()
    {
        repository.RewriteLedger(table => table[..^20]);
        repository.Improve();
        Refuses("AR0401", "line 2", "autoresearch/log");
    }

    [Theory]
    [InlineData("\tkeep\t", "\twonderful\t")]
    [InlineData("\t0001\t", "\t0002\t")]
    [InlineData("commit\t", "hash\t")]
    [InlineData("\t0.945", "\tabout 0.945")]
    public void A_ledger_that_was_edited(string before, string after)
    {
        repository.RewriteLedger(table => table.Replace(before, after, StringComparison.Ordinal));
        repository.Improve();
        Refuses("AR0401", "autoresearch/log");
    }

    [Fact]
    public void A_mirror_that_was_edited_is_only_a_mirror()
    {
        File.WriteAllText(repository.InFolder("results.tsv"), "half a ro");
        Assert.Equal(1, repository.Tool("log", "--json").Succeeds().Json.GetProperty("experiments").GetArrayLength());
    }

    private void WriteLock(string text) => File.WriteAllText(repository.InFolder("autoresearch.lock"), text);

    private void Refuses(string code, params string[] mentioned)
    {
        var before = repository.State();
        var refused = repository.Tool("step", "--json").FailsWith(code, mentioned);
        Assert.Equal(code, refused.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(before, repository.State());
    }
}
