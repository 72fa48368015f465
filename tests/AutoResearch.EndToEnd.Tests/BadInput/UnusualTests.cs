using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.BadInput;

/// <summary>Repositories and paths that are unusual, and work.</summary>
public sealed class UnusualTests(Products products)
{
    [Fact]
    public void A_path_with_spaces_and_letters_beyond_ascii()
    {
        using var repository = new ResearchRepository(products, "Größe und 研究 's $HOME");
        repository.Improve();

        repository.Tool("step", "-m", "Größer: 研究").Succeeds();

        Assert.Equal("Größer: 研究", repository.Git("log", "-1", "--format=%s"));
        Assert.Equal("kept", repository.Experiment(2)["outcome"]);
        repository.IsTidy();
    }

    [Fact]
    public void A_description_that_is_hostile()
    {
        using var repository = new ResearchRepository(products);
        repository.Improve();

        repository.Tool("step", "-m", "--\t| <b>../../../x</b>\n\"; rm -rf ~ [bold]").Succeeds();

        Assert.Equal("-- | <b>../../../x</b> \"; rm -rf ~ [bold]", repository.Experiment(2)["description"]);
        Assert.Contains("[bold]", repository.Tool("log").Succeeds().Output, StringComparison.Ordinal);
        repository.IsTidy();
    }

    [Fact]
    public void A_ledger_that_was_taken_back_loses_no_candidate()
    {
        using var repository = new ResearchRepository(products);
        repository.Worsen();
        repository.Tool("step").Succeeds();
        var lost = repository.Experiment(2)["commit"];
        // What the tool itself advises where the ledger is damaged.
        repository.Git("branch", "--force", "autoresearch/log", "autoresearch/log^");
        repository.Improve();

        repository.Tool("step");

        Assert.NotEqual("", repository.Git("for-each-ref", "--contains", lost));
    }

    [Fact]
    public void A_project_that_was_moved()
    {
        using var repository = new ResearchRepository(products);
        repository.Improve();
        repository.Tool("step").Succeeds();
        using var moved = new ResearchRepository(products, "Moved", copyOf: repository.Folder);
        Directory.Delete(repository.Folder, recursive: true);
        moved.Edit("LearningRate = 10;", "LearningRate = 0.01;");

        Assert.Equal("discarded", moved.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
        moved.IsTidy();
    }
}
