using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>
/// What was kept, and gives no score when it is run again: there is nothing to compare with. That is no fault of the candidate,
/// so nothing is recorded, and the edits stay.
/// </summary>
public sealed class BrokenIncumbentTests(BrokenIncumbentTests.Broken broken, Products products) : IClassFixture<BrokenIncumbentTests.Broken>
{
    private readonly ResearchRepository repository = broken.Repository;

    [Fact]
    public void It_does_not_build_any_more_or_throws_on_a_seed_that_it_was_not_kept_on()
    {
        // The project minds this warning on some machines only.
        var settings = Path.Combine(repository.Cache, "strict");
        File.WriteAllText(settings, "");
        IsRefused("build-failed", "CS0219");
        File.Delete(settings);

        IsRefused("crashed", "only those seeds");
    }

    [Fact]
    public void What_the_message_says_mends_it()
    {
        using var copy = new ResearchRepository(products, AimProject.Name, repository.Folder);
        var edited = copy.Train;
        copy.Git("stash", "--quiet");
        copy.Edit("throw new InvalidOperationException(\"only those seeds\");", "{ }");
        copy.CommitAll("Mend it");
        copy.Train = edited;

        var step = copy.Tool("step", "--json").Succeeds();

        Assert.Contains("measuring a new baseline first", step.Error, StringComparison.Ordinal);
        Assert.Equal(["kept", "kept", "kept", "kept"], copy.Ledger().Select(row => row["outcome"]));
        Assert.Equal("baseline", copy.Experiment(3)["kind"]);
    }

    private void IsRefused(params string[] mentioned)
    {
        var before = repository.State();

        var step = repository
            .Tool("step", "--json")
            .FailsWith("AR0506", ["main", "Train.cs", "git stash", "dotnet autoresearch lock", .. mentioned]);

        Assert.Equal("AR0506", step.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(before, repository.State());
        Assert.Equal(" M Train.cs", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    /// <summary>A repository whose incumbent runs on no new seed and has a warning, and a change under test that mends both.</summary>
    public sealed class Broken : IDisposable
    {
        public Broken(Products products)
        {
            Repository = new ResearchRepository(products, AimProject.Name, copyOf: null);
            AimProject.Scaffold(products, Repository.Folder);
            Repository.EditProject(
                "</Project>",
                """
                  <PropertyGroup Condition="Exists('$(MSBuildProjectDirectory)/../../../strict')">
                    <WarningsAsErrors>$(WarningsAsErrors);CS0219</WarningsAsErrors>
                  </PropertyGroup>
                </Project>
                """
            );
            Repository.Tool("init").Succeeds();
            var seeds = string.Join(" or ", Repository.Experiment(1)["seeds"].Split(','));
            Repository.Edit(
                "        var hit =",
                $"        var unused = 1;\n        if (run.Seed is not ({seeds})) throw new InvalidOperationException(\"only those "
                    + $"seeds\");\n        var hit ="
            );
            Repository.Edit("Aim = 10;", "Aim = 5;");
            Repository.Tool("step").Succeeds();
            Assert.Equal("kept", Repository.Experiment(2)["outcome"]);
            Repository.Train = Repository.Git("show", "HEAD~:Train.cs").Replace("Aim = 10;", "Aim = 2;", StringComparison.Ordinal) + "\n";
        }

        public ResearchRepository Repository { get; }

        public void Dispose() => Repository.Dispose();
    }
}
