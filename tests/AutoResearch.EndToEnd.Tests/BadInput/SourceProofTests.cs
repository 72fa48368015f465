using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.BadInput;

/// <summary>Projects that make it hard to tell from the assembly which sources it is of: they are proved, once, or refused.</summary>
public sealed class SourceProofTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    private string Slot => Path.Combine(Directory.GetDirectories(repository.Cache).Single(), "slots", "slot-0");

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_project_that_leaves_Train_cs_out_is_refused()
    {
        // The same types, so that it builds and would train, whatever Train.cs says.
        File.Copy(repository.InFolder("Train.cs"), repository.InFolder("Model.cs"));
        IsRefused("<ItemGroup><Compile Remove=\"Train.cs\" /></ItemGroup>");
    }

    [Fact]
    public void A_project_that_gives_its_sources_other_names_is_refused() =>
        IsRefused(
            """
            <Target Name="Rename" BeforeTargets="CoreCompile">
              <PropertyGroup><PathMap>$(MSBuildProjectDirectory)/=/_/</PathMap></PropertyGroup>
            </Target>
            """
        );

    [Fact]
    public void An_honest_project_is_compiled_once_and_proved()
    {
        File.WriteAllText(repository.InFolder("Old.cs"), "This is not compiled.");
        File.WriteAllText(repository.InFolder("Usings.cs"), "global using System.Text.RegularExpressions;");
        Project(
            """
            <PropertyGroup><PathMap>$(MSBuildProjectDirectory)/=/_/</PathMap></PropertyGroup>
            <ItemGroup><Compile Remove="Old.cs" /></ItemGroup>
            <Target Name="CountRebuilds" AfterTargets="Clean"><WriteLinesToFile File="obj/rebuilds" Lines="once more" /></Target>
            """
        );
        repository.CommitAll("Add files");
        repository.Tool("lock").Succeeds();
        repository.Tool("init").Succeeds();
        var rebuilds = Rebuilds();

        repository.Worsen();
        Assert.Equal("discarded", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
        Assert.Equal(rebuilds, Rebuilds());

        // A clock that was set back: one time for all, so that none of them looks newer than what was made from it.
        var tomorrow = DateTime.UtcNow.AddDays(1);
        foreach (var output in ((string[])["obj", "bin"]).Select(name => new DirectoryInfo(Path.Combine(Slot, name))))
        {
            foreach (var file in output.GetFiles("*", SearchOption.AllDirectories).Where(file => file.LinkTarget is null))
                file.LastWriteTimeUtc = tomorrow;
        }

        repository.Improve();
        Assert.Equal("kept", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
        Assert.Equal(rebuilds + 1, Rebuilds());
    }

    [Theory]
    [InlineData(".globalconfig", "is_global = true\ndotnet_diagnostic.CS0219.severity = error\n")]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.CS0219.severity = error\n")]
    public void The_compiler_s_settings_are_the_project_s_own(string name, string severity)
    {
        repository.Git("rm", "--quiet", ".editorconfig");
        repository.CommitAll("Stop at no folder");
        repository.Tool("lock").Succeeds();
        repository.Tool("init").Succeeds();
        File.WriteAllText(Path.Combine(repository.Cache, name), severity);
        repository.Edit("        foreach (var parameter in model", "        var unused = 1;\n        foreach (var parameter in model");
        repository.Improve();
        Assert.Equal("kept", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());

        File.WriteAllText(repository.InFolder(name), severity);
        repository.CommitAll("Mind what is unused");
        repository.Tool("lock").Succeeds();
        Assert.Contains("CS0219", repository.Tool("init").FailsWith("AR0502").Error, StringComparison.Ordinal);
    }

    private void IsRefused(string xml)
    {
        Project(xml);
        repository.CommitAll("Change the project");
        repository.Tool("lock").Succeeds();
        var rows = repository.Ledger().Count;
        repository.Improve();

        repository.Tool("step", "--json").FailsWith("AR0509", "Train.cs");
        repository.Tool("init").FailsWith("AR0509", "Train.cs");

        Assert.Equal(rows, repository.Ledger().Count);
        Assert.Contains("LearningRate = 10;", repository.Train, StringComparison.Ordinal);
    }

    private void Project(string xml) => repository.EditProject("</Project>", xml + "\n</Project>");

    private int Rebuilds() => File.ReadAllLines(Path.Combine(Slot, "obj", "rebuilds")).Length;
}
