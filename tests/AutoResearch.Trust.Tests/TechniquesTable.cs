using System.Text;

namespace AutoResearch.Trust;

/// <summary>The page of all techniques, made from what the cheats say of themselves and <see cref="CheatTests"/> shows.</summary>
internal static class TechniquesTable
{
    private const string Introduction = """
        # Techniques

        Each is a complete Train.cs in `Cheats/` that is kept when no wall stands. A wall that is named here stops it as stated while
        all others are down. A code is the reason of an experiment that ends as `invalid`; a cheat that is `discarded` runs, and gains
        nothing. The order of the walls is Scope, Analyzer, Compiled, Lock, Process, Time, Evaluator, Reproduction.

        This page is generated: run the tests with `AUTORESEARCH_WRITE=1` to renew it.

        | Name | Technique | Project | Stopped by each of these alone |
        |---|---|---|---|

        """;

    private const string Around = """

        ## Around Train.cs

        Attacks on the rest of the repository; here the walls after the named one stand as well. What is `refused` is refused before there is
        an experiment; what is `discarded` changes nothing that is built or run.

        | Name | Technique | Stopped by each of these |
        |---|---|---|

        """;

    public static string Render(IEnumerable<Cheat> cheats, IEnumerable<RepositoryAttack> attacks)
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var cheat in cheats)
            page.Append("| ")
                .AppendJoin(" | ", cheat.Name, Cell(cheat.Technique), cheat.Project, string.Join(", ", cheat.Stops.Select(Describe)))
                .Append(" |\n");
        page.Append(Around.ReplaceLineEndings("\n"));
        foreach (var attack in attacks)
            page.Append("| ")
                .AppendJoin(" | ", attack.Name, Cell(attack.Technique), string.Join(", ", attack.Stops.Select(Describe)))
                .Append(" |\n");
        return page.ToString();
    }

    private static string Describe(Stop stop) => $"{stop.Wall} ({(stop.Code.Length > 0 ? stop.Code : stop.Status)})";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
