using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Verbs;

public sealed class SecondInitTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void It_changes_nothing()
    {
        var before = repository.State();

        var init = repository.Tool("init").Succeeds();

        Assert.Contains("Already initialised", init.Output, StringComparison.Ordinal);
        Assert.Equal(before, repository.State());
        Assert.Equal(1, repository.Tool("init", "--json").Succeeds().Json.GetProperty("experiment").GetInt32());
    }

    [Fact]
    public void It_refuses_a_project_inside_another_repository()
    {
        var inner = Directory.CreateDirectory(repository.InFolder("inner")).FullName;
        foreach (var file in (string[])["Points.csproj", "program.md", "Prepare.cs", "Train.cs", "autoresearch.lock"])
            File.Copy(repository.InFolder(file), Path.Combine(inner, file));
        var before = repository.State();

        repository.ToolIn(inner, "init").FailsWith("AR0107", "git init");

        Assert.Equal(before, repository.State());
    }
}
