using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.BadInput;

/// <summary>Repositories in which no experiment can be recorded: a clear error, and nothing is changed.</summary>
public sealed class RepositoryTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Not_a_git_repository()
    {
        Directory.Delete(repository.InFolder(".git"), recursive: true);
        repository.Improve();
        Refuses("AR0101", repository.Folder, "dotnet autoresearch init");
    }

    [Fact]
    public void A_repository_that_is_no_experiment()
    {
        foreach (var file in (string[])["autoresearch.lock", "Points.csproj"])
            File.Delete(repository.InFolder(file));
        Refuses("AR0107", "dotnet new autoresearch");
    }

    [Fact]
    public void A_detached_head()
    {
        repository.Git("checkout", "--quiet", "--detach");
        repository.Improve();
        Refuses("AR0103", "git switch");
    }

    [Fact]
    public void A_merge_in_progress()
    {
        File.WriteAllText(repository.InFolder(".git/MERGE_HEAD"), repository.Head + "\n");
        repository.Improve();
        Refuses("AR0104", "merge");
    }

    [Fact]
    public void An_unborn_branch()
    {
        repository.Git("checkout", "--quiet", "--orphan", "fresh");
        Refuses("AR0102", "fresh");
    }

    [Fact]
    public void No_git_identity()
    {
        Assert.SkipUnless(
            products.Machine.Run(repository.Folder, "git", "config", "--system", "user.email").ExitCode != 0,
            "this machine has an identity for everybody"
        );
        repository.Set("HOME", Directory.CreateDirectory(products.Machine.InRoot("nobody")).FullName);
        repository.Improve();
        Refuses("AR0105", "git config --global user.name", "git config --global user.email");
    }

    [Fact]
    public void No_git_identity_for_a_repository_that_is_to_be_made()
    {
        Assert.SkipUnless(
            products.Machine.Run(repository.Folder, "git", "config", "--system", "user.email").ExitCode != 0,
            "this machine has an identity for everybody"
        );
        Directory.Delete(repository.InFolder(".git"), recursive: true);
        repository.Set("HOME", Directory.CreateDirectory(products.Machine.InRoot("nobody")).FullName);
        Refuses("AR0105", ["init"], "git config --global user.name");
        Assert.False(Directory.Exists(repository.InFolder(".git")));
    }

    [Fact]
    public void A_repository_of_another_user()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can give files away");
        repository.Improve();
        const string nobody = "65534";
        products.Machine.Run(repository.Folder, "chown", "-R", nobody, ".").Succeeds();
        Refuses("AR0106", "safe.directory", repository.Folder);
    }

    [Fact]
    public void A_damaged_repository()
    {
        File.WriteAllText(repository.InFolder(".git/config"), "[core\n");
        repository.Improve();
        Refuses("AR0117", repository.Folder);
    }

    [Fact]
    public void No_sdk_that_global_json_accepts()
    {
        repository.StartsAnew = true;
        var asked = repository.InFolder("global.json");
        File.WriteAllText(asked, "{ \"sdk\": { \"version\": \"99.0.100\", \"rollForward\": \"disable\" } }\n");
        Refuses("AR0501", ["lock"], asked, "dotnet --list-sdks");

        // Locked with another SDK, on another machine.
        var hash = products.Machine.Run(repository.Folder, "sha256sum", "global.json").Succeeds().Output;
        var locked = File.ReadLines(repository.InFolder("autoresearch.lock"))
            .Select(line => line.EndsWith("  global.json", StringComparison.Ordinal) ? hash.TrimEnd('\n') : line);
        File.WriteAllText(repository.InFolder("autoresearch.lock"), string.Join('\n', locked.ToList()) + "\n");
        repository.CommitAll("Ask for a newer SDK");
        repository.Improve();
        Refuses("AR0501", "dotnet --list-sdks");
    }

    [Fact]
    public void No_disk_space()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can mount a small disk");
        var disk = Directory.CreateDirectory(repository.InFolder("../disk")).FullName;
        Assert.SkipUnless(
            products.Machine.Run(repository.Folder, "mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk).ExitCode == 0,
            "this root may not mount"
        );
        try
        {
            repository.Set("AUTORESEARCH_CACHE", disk);
            repository.Improve();
            Refuses("AR0601", disk, "AUTORESEARCH_CACHE");
        }
        finally
        {
            products.Machine.Run(repository.Folder, "umount", disk).Succeeds();
        }
    }

    private void Refuses(string code, params string[] mentioned) => Refuses(code, ["step"], mentioned);

    private void Refuses(string code, string[] verb, params string[] mentioned)
    {
        var before = repository.State();
        var refused = repository.Tool([.. verb, "--json"]).FailsWith(code, mentioned);
        Assert.Equal(code, refused.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(before, repository.State());
    }
}
