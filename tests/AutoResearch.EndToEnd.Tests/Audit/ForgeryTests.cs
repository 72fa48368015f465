using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Audit;

/// <summary>A history that somebody worked on: each forgery is named, and what is left is audited all the same.</summary>
public sealed class ForgeryTests(AuditedRepository audited) : IClassFixture<AuditedRepository>, IDisposable
{
    private readonly ResearchRepository repository = audited.Copy();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_score_that_was_edited_is_found_by_its_history_its_page_and_its_weights()
    {
        var score = repository.Experiment(2)["test_acc"];
        // The mean and the score that it is the mean of.
        repository.RewriteLedger(table =>
            string.Join(
                '\n',
                table
                    .Split('\n')
                    .Select((row, index) => index == 2 ? row.Replace($"\t{score}\t", "\t0.9999\t", StringComparison.Ordinal) : row)
            )
        );
        var culprit = repository.Git("rev-parse", "--short=12", "autoresearch/log");

        All()
            .Finds("AR0402", 2, "line 3", culprit, "test_acc", "0.9999")
            .Finds("AR0402", 2, "experiments/0002.md", "test_acc")
            .Finds("AR0402", 2, "its weights score", score)
            .Reproduces(AuditedRepository.Baseline);

        new Audited(repository.Tool("verify", "2", "--json")).Finds("AR0402", 2, "its weights score");
    }

    [Fact]
    public void A_loss_that_was_turned_into_a_gain_contradicts_its_numbers()
    {
        Forge();
        All()
            .Finds("AR0402", 3, "it is kept, and by its numbers it is discarded")
            .Finds("AR0403", 3, "no hash of its weights")
            .Reproduces(AuditedRepository.Baseline, AuditedRepository.Kept);
    }

    [Fact]
    public void An_edit_that_was_reverted_is_none()
    {
        Forge();
        Unforge();
        All().Agrees();
    }

    [Fact]
    public void An_unreadable_row_is_named_and_the_others_are_audited()
    {
        repository.RewriteLedger(table => table.Replace("\tdiscard\t", "\twonderful\t", StringComparison.Ordinal));

        All().Finds("AR0401", 3, "line 4", "wonderful").Reproduces(AuditedRepository.Baseline, AuditedRepository.Kept);
        new Audited(repository.Tool("verify", "2", "--json")).Agrees();
        new Audited(repository.Tool("verify", "3", "--json")).Finds("AR0401", 3, "line 4");
        repository.Tool("log").FailsWith("AR0401", "line 4");
    }

    [Fact]
    public void A_ref_that_was_deleted_is_brought_back_as_the_finding_says()
    {
        repository.Git("update-ref", "-d", "refs/autoresearch/experiments/0003");

        All()
            .Finds(
                "AR0402",
                3,
                "its ref is gone",
                $"git update-ref refs/autoresearch/experiments/0003 {repository.Experiment(3)["commit"]}"
            );

        repository.Git("update-ref", "refs/autoresearch/experiments/0003", repository.Experiment(3)["commit"]);
        All().Agrees();
    }

    [Fact]
    public void A_ref_that_points_elsewhere_and_one_without_a_row()
    {
        repository.Git("update-ref", "refs/autoresearch/experiments/0003", "main");
        repository.Git("update-ref", "refs/autoresearch/experiments/0004", "main");
        All()
            .Finds("AR0402", 3, "its ref points to", repository.Experiment(3)["commit"][..12])
            .Finds("AR0402", 4, "no row in the ledger", "git update-ref -d refs/autoresearch/experiments/0004")
            .Reproduces(AuditedRepository.Baseline, AuditedRepository.Kept);
    }

    [Fact]
    public void Weights_that_are_missing_or_others()
    {
        File.Delete(AuditedRepository.Weights(repository, 1));
        var weights = AuditedRepository.Weights(repository, 2);
        var bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);

        All().Finds("AR0403", 1, "are missing").Finds("AR0403", 2, "are not the ones that were scored", weights).Reproduces();
    }

    [Fact]
    public void A_candidate_whose_evaluator_was_exchanged_is_found_though_all_records_agree()
    {
        var commit = repository.Experiment(2)["commit"];
        var folder = repository.InFolder("../forged");
        repository.Git("worktree", "add", "--quiet", "--detach", folder, commit);
        FlipABit(Path.Combine(folder, "corpus/validation.txt"));
        repository.Git("-C", folder, "commit", "--quiet", "--all", "--amend", "--no-edit");
        var forged = repository.Git("-C", folder, "rev-parse", "HEAD");
        repository.RewriteLedger(table => table.Replace(commit, forged, StringComparison.Ordinal));
        repository.Git("update-ref", "refs/autoresearch/experiments/0002", forged);

        new Audited(repository.Tool("verify", "2", "--json"))
            .Finds("AR0001", 2, "corpus/validation.txt is locked and was changed")
            .Finds("AR0402", 2, "it changes corpus/validation.txt")
            .Reproduces();
    }

    [Fact]
    public void What_was_kept_and_is_not_on_the_branch()
    {
        var kept = repository.Experiment(2)["commit"];
        repository.Git("reset", "--quiet", "--hard", repository.Experiment(1)["commit"]);
        All().Finds("AR0402", 2, "does not hold its commit", $"git merge {kept[..12]}");

        // Kept apart, or measured anew: on purpose.
        repository.Git("branch", "apart", kept);
        Assert.Contains("it is on apart", All().Agrees().Notes, StringComparison.Ordinal);
        repository.Git("branch", "-D", "apart");
        repository.Tool("init").Succeeds();
        Assert.Contains("experiment 0004 measured it anew", All().Agrees().Notes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_and_an_overview_that_were_edited()
    {
        var folder = repository.InFolder("../pages");
        repository.Git("worktree", "add", "--quiet", folder, "autoresearch/log");
        var overview = Path.Combine(folder, "experiments.md");
        File.WriteAllText(overview, File.ReadAllText(overview).Replace("| discarded |", "| kept |", StringComparison.Ordinal));
        File.Delete(Path.Combine(folder, "experiments/0001.md"));
        File.AppendAllText(Path.Combine(folder, "experiments/0002.md"), "A discovery!\n");
        File.WriteAllText(Path.Combine(folder, "experiments/0009.md"), "Another\n");
        // The mirror in the working tree is ignored, and this folder with it.
        repository.Git("-C", folder, "add", "--force", "--all");
        repository.Git("-C", folder, "commit", "--quiet", "--message", "Embellish");
        repository.Git("worktree", "remove", folder);

        All()
            .Finds("AR0402", 1, "its page is missing")
            .Finds("AR0402", 3, "experiments.md", "| kept |")
            .Finds("AR0402", null, "experiments/0002.md", "altered by commit")
            .Finds("AR0402", null, "experiments/0009.md", "no experiment")
            .Reproduces(AuditedRepository.Baseline, AuditedRepository.Kept);
    }

    private Audited All() => new(repository.Tool("verify", "--all", "--json"));

    private static void FlipABit(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[0] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private void Forge() => repository.RewriteRow(3, ("status", "keep"), ("outcome", "kept"));

    private void Unforge() => repository.RewriteRow(3, ("status", "discard"), ("outcome", "discarded"));
}
