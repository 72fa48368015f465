using AutoResearch.Research.Publishing;
using AutoResearch.TestSupport.GitHub;

namespace AutoResearch.Tests.GitHub;

/// <summary>Who gets to see the token when a branch is pushed, and how an ssh remote is reached.</summary>
public sealed class PushTests : IAsyncDisposable
{
    private readonly PublishedIdea idea = new();

    public PushTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "these are shell scripts");

    private string Witness => idea.Repository.InFolder(".git/witness");

    public ValueTask DisposeAsync() => idea.DisposeAsync();

    [Fact]
    public void Hooks_and_stores_of_credentials_of_the_user_do_not_see_it()
    {
        Script(".git/hooks/pre-push", $"env > {Witness}\nexit 1");
        idea.Repository.Git.Config.Set("credential.helper", $"!cat > {Witness}; true");
        Assert.Equal(PublishOutcome.Opened, idea.Publish(idea.Request(2)).Outcome);
        Assert.False(File.Exists(Witness));
        Assert.DoesNotContain(FakeGitHub.Token, File.ReadAllText(idea.Repository.InFolder(".git/config")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ssh_remote_is_pushed_to_with_the_user_s_own_ssh_which_gets_no_token()
    {
        // What a server's ssh does with the command that it is sent.
        var root = Path.GetFullPath("../..", idea.Server.Folder);
        idea.Repository.Git.Config.Set(
            "core.sshCommand",
            Script(".git/ssh", $"env > {Witness}\nfor command; do :; done\ncd {root} && eval \"$command\"")
        );
        const string remote = "git@127.0.0.1:ada/research.git";
        idea.Repository.Git.Network.Remotes.Update("origin", update => update.Url = remote);
        var request = idea.Request(2);
        Assert.Equal(PublishOutcome.Opened, idea.Publisher(remote: remote).Publish(request, CancellationToken.None).Outcome);
        Assert.Equal(request.Branch.Commit, idea.Server.Tip(request.Branch.Name));
        Assert.DoesNotContain(FakeGitHub.Token, File.ReadAllText(Witness), StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_in_the_remote_s_address_are_not_repeated()
    {
        idea.Repository.Git.Network.Remotes.Update("origin", update =>
            update.Url = idea.Server.Remote.Replace("http://", "http://ada:hunter2@", StringComparison.Ordinal)
        );
        var result = idea.Publish(idea.Request(2));
        Assert.Equal(Codes.TokenRefused, result.Trouble?.Code);
        Assert.DoesNotContain("hunter2", result.Trouble!.ToString(), StringComparison.Ordinal);
    }

    private string Script(string name, string text)
    {
        var file = idea.Repository.InFolder(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
