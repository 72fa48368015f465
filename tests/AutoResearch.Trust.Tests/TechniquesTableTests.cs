using System.Reflection;

namespace AutoResearch.Trust;

public sealed class TechniquesTableTests
{
    private static readonly string Committed = Path.Combine(
        typeof(TechniquesTableTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot")
            .Value!,
        "tests",
        "AutoResearch.Trust.Tests",
        "TECHNIQUES.md"
    );

    [Fact]
    public void The_committed_page_is_the_one_that_the_cheats_make()
    {
        var page = TechniquesTable.Render(Cheat.All, RepositoryAttack.All);
        if (Environment.GetEnvironmentVariable("AUTORESEARCH_WRITE") == "1")
            File.WriteAllText(Committed, page);
        var committed = File.Exists(Committed) ? File.ReadAllText(Committed).ReplaceLineEndings("\n") : "";
        Assert.True(
            page == committed,
            "TECHNIQUES.md is not what Cheats/ says. Renew it: AUTORESEARCH_WRITE=1 dotnet run --project tests/AutoResearch.Trust.Tests "
                + "-c Release -- -class '*TechniquesTableTests'"
        );
    }

    /// <summary>One name, one technique: a test names a cheat by its file's name.</summary>
    [Fact]
    public void No_two_cheats_have_the_same_name() =>
        Assert.Empty(Cheat.All.GroupBy(cheat => cheat.Name).Where(group => group.Count() > 1).Select(group => group.Key));
}
