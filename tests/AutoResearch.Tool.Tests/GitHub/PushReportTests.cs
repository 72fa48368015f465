using AutoResearch.Repository;

namespace AutoResearch.Tests.GitHub;

/// <summary>What git and servers print, as they do.</summary>
public sealed class PushReportTests
{
    [Theory]
    [InlineData(
        PushOutcome.Protected,
        "remote: error: GH006: Protected branch update failed for "
            + "refs/heads/x.\n!\tx:refs/heads/x\t[remote rejected] (protected branch hook declined)"
    )]
    [InlineData(
        PushOutcome.Protected,
        "remote: error: GH013: Repository rule violations found for refs/heads/x.\n!\tx:x\t[remote "
            + "rejected] (push declined due to repository rule violations)"
    )]
    [InlineData(PushOutcome.Stale, "!\tx:refs/heads/x\t[rejected] (stale info)")]
    [InlineData(PushOutcome.Unreachable, "fatal: unable to access 'https://git.example/a/b/': Could not resolve host: git.example")]
    [InlineData(
        PushOutcome.Unreachable,
        "ssh: Could not resolve hostname git.example: Name or service not known\nfatal: Could not read from remote repository."
    )]
    [InlineData(
        PushOutcome.Unreachable,
        "fatal: unable to access 'https://git.example/a/b/': Failed to connect to git.example port 443 after 1 ms: Connection refused"
    )]
    [InlineData(
        PushOutcome.NotAuthenticated,
        "remote: Invalid username or token.\nfatal: Authentication failed for 'https://git.example/a/b/'"
    )]
    [InlineData(
        PushOutcome.NotAuthenticated,
        "git@git.example: Permission denied (publickey).\nfatal: Could not read from remote repository."
    )]
    [InlineData(
        PushOutcome.NotAllowed,
        "remote: Permission to a/b.git denied to ada.\nfatal: unable to access "
            + "'https://git.example/a/b/': The requested URL returned error: 403"
    )]
    [InlineData(PushOutcome.NotAllowed, "ERROR: Permission to a/b.git denied to ada.\nfatal: Could not read from remote repository.")]
    [InlineData(PushOutcome.NotFound, "remote: Repository not found.\nfatal: repository 'https://git.example/a/b/' not found")]
    [InlineData(PushOutcome.ServerTrouble, "fatal: unable to access 'https://git.example/a/b/': The requested URL returned error: 503")]
    [InlineData(PushOutcome.Cut, "error: RPC failed; curl 52 Empty reply from server\nfatal: the remote end hung up unexpectedly")]
    [InlineData(PushOutcome.Failed, "fatal: something new")]
    internal void Each_has_its_sign(PushOutcome outcome, string output) => Assert.Equal(outcome, PushReport.Read(1, output).Outcome);

    [Fact]
    public void An_exit_code_of_zero_is_enough() => Assert.Equal(PushOutcome.Done, PushReport.Read(0, "remote: denied to nobody").Outcome);
}
