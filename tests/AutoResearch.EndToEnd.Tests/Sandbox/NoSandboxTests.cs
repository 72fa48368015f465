using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Sandboxes;

/// <summary>Machines without bubblewrap, or with one that is not allowed to do anything.</summary>
public sealed class NoSandboxTests : IDisposable
{
    private readonly Products products;
    private readonly ResearchRepository repository;
    private readonly SearchPath path = new();

    public NoSandboxTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "bubblewrap is a program for Linux");
        this.products = products;
        repository = new ResearchRepository(products);
        repository.Set("PATH", path.Folder);
        repository.Improve();
    }

    public void Dispose()
    {
        repository.Dispose();
        path.Dispose();
    }

    [Fact]
    public void Training_runs_and_the_user_is_told_once()
    {
        var step = repository.Tool("step", "--json").Succeeds();
        Assert.Equal("kept", step.Json.GetProperty("status").GetString());
        Assert.Single(step.Error.Split('\n'), line => line.Contains("without a sandbox", StringComparison.Ordinal));
        Assert.Contains("apt install bubblewrap", step.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_runs_where_bubblewrap_is_not_allowed_to_do_anything()
    {
        path.WithForbiddenBubblewrap();
        var step = repository.Tool("step", "--sandbox", "auto", "--json").Succeeds();
        Assert.Equal("kept", step.Json.GetProperty("status").GetString());
        Assert.Contains("not allowed", step.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_requires_one_is_refused() => IsRefused("bubblewrap is not installed", "step", "--sandbox", "require");

    [Fact]
    public void A_step_that_requires_one_is_refused_where_bubblewrap_is_not_allowed_to_do_anything()
    {
        path.WithForbiddenBubblewrap();
        IsRefused("No permissions to create new namespace", "step", "--sandbox", "require");
    }

    [Fact]
    public void What_the_program_requires_no_option_weakens()
    {
        repository.Git("stash", "--quiet");
        repository.SetProgram("- Editable files: Train.cs", "- Editable files: Train.cs\n- Sandbox: require");
        repository.Git("stash", "pop", "--quiet");
        IsRefused("program.md", "step");
        IsRefused("program.md", "step", "--sandbox", "auto");
    }

    [Fact]
    public void A_project_is_not_begun()
    {
        Directory.Delete(repository.InFolder(".git"), recursive: true);
        IsRefused("bubblewrap", "init", "--sandbox", "require");
        Assert.False(Directory.Exists(repository.InFolder(".git")));
    }

    [Fact]
    public void A_demo_is_not_begun()
    {
        var folder = repository.InFolder("../demo");
        repository
            .Tool("demo", "--sandbox", "require", "--output", folder, "--packages", products.Feed)
            .FailsWith("AR0505", "apt install bubblewrap");
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void It_cannot_be_switched_off() =>
        Assert.Contains("cannot be switched off", repository.Tool("step", "--sandbox", "off").Exits(2).Error, StringComparison.Ordinal);

    [Fact]
    public void The_doctor_names_the_remedy()
    {
        var doctor = repository.Tool("doctor").Succeeds();
        Assert.Contains("apt install bubblewrap", doctor.Output, StringComparison.Ordinal);
    }

    private void IsRefused(string reason, params string[] arguments)
    {
        var before = repository.State();
        repository.Tool(arguments).FailsWith("AR0505", reason);
        Assert.Equal(before, repository.State());
    }
}
