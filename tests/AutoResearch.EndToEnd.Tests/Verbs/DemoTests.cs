using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Verbs;

[Collection(Training.Name)]
public sealed class DemoTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products, "Demo", copyOf: null);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void It_makes_a_project_and_researches_it()
    {
        // Nobody told git who they are, and the demo works all the same.
        repository.Set("HOME", Directory.CreateDirectory(products.Machine.InRoot("nobody")).FullName);
        var result = repository.ToolIn(
            products.Machine.Root,
            "demo",
            "--budget",
            "2",
            "--experiments",
            "2",
            "--packages",
            products.Feed,
            "-o",
            repository.Folder,
            "--json"
        );
        var demo = result.Succeeds().Json;

        Assert.Equal(repository.Folder, demo.GetProperty("project").GetString());
        var experiments = demo.GetProperty("experiments").EnumerateArray().ToList();
        Assert.Equal(3, experiments.Count);
        Assert.All(experiments, experiment => Assert.Equal("val_bpb", experiment.GetProperty("metric").GetProperty("name").GetString()));
        Assert.Equal(3, repository.Ledger().Count);
        Assert.All(repository.Ledger(), row => Assert.Equal("2 seconds", row["budget"]));
        repository.IsTidy();
    }

    [Fact]
    public void It_does_not_write_into_a_folder_that_is_not_empty()
    {
        Directory.CreateDirectory(repository.Folder);
        File.WriteAllText(repository.InFolder("mine.txt"), "mine");
        repository
            .ToolIn(products.Machine.Root, "demo", "--packages", products.Feed, "-o", repository.Folder)
            .FailsWith("AR0118", repository.Folder);
        Assert.Equal([repository.InFolder("mine.txt")], Directory.GetFileSystemEntries(repository.Folder));
    }
}
