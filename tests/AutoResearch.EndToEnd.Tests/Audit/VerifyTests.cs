using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Audit;

/// <summary>What was not touched agrees, and its scores come out again.</summary>
public sealed class VerifyTests(AuditedRepository audited) : IClassFixture<AuditedRepository>, IDisposable
{
    private readonly ResearchRepository repository = audited.Copy();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_history_that_nobody_touched_agrees_and_stays_as_it_is()
    {
        var before = repository.State();

        new Audited(repository.Tool("verify", "--all", "--json")).Agrees().Reproduces(AuditedRepository.Baseline, AuditedRepository.Kept);

        Assert.Equal(before, repository.State());
    }

    [Fact]
    public void A_kept_experiment_is_reproduced_and_its_score_shown()
    {
        var verified = repository.Tool("verify", "2").Succeeds();
        Assert.Contains("experiment 0002: test_acc 0.9977 reproduced from its weights: 0.9977", verified.Output, StringComparison.Ordinal);
        Assert.Contains("everything agrees", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_that_was_not_kept_has_no_score_to_reproduce()
    {
        var verified = new Audited(repository.Tool("verify", "3", "--json")).Agrees().Reproduces();
        Assert.Contains("no score to reproduce", verified.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_audits_after_the_template_s_locked_files_have_changed()
    {
        File.AppendAllText(repository.InFolder("Prepare.cs"), "// changed\n");
        repository.Tool("lock").Succeeds();
        new Audited(repository.Tool("verify", "--all", "--json")).Agrees().Reproduces(AuditedRepository.Baseline, AuditedRepository.Kept);
    }

    [Fact]
    public void An_experiment_that_is_not_there() => repository.Tool("verify", "99").FailsWith("AR0114", "1 to 3");

    [Theory]
    [InlineData("verify")]
    [InlineData("verify", "1", "--all")]
    [InlineData("verify", "first")]
    public void Wrong_usage_exits_with_2(params string[] words) => Assert.NotEqual("", repository.Tool(words).Exits(2).Error);

    [Theory]
    [InlineData("  building …")]
    [InlineData("  reproducing")]
    public void A_kill_in_the_middle_leaves_nothing_to_put_right(string stage)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc");
        var before = repository.State();
        repository.StartTool("verify", "2").Says(stage).Signal(RunningCommand.SigKill).Wait();

        Assert.Equal(before, repository.State());
        new Audited(repository.Tool("verify", "2", "--json")).Agrees().Reproduces(AuditedRepository.Kept);
        repository.Edit("LearningRate = 10;", "LearningRate = 11;");
        repository.Tool("step").Succeeds();
        Assert.Equal(4, repository.Ledger().Count);
    }

    [Fact]
    public void An_interrupted_verification_exits_with_130()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc");
        repository.StartTool("verify", "--all").Says("  building …").Signal(RunningCommand.SigInt).Wait().Exits(CommandResult.Interrupted);
        Assert.Equal(3, repository.Ledger().Count);
    }
}
