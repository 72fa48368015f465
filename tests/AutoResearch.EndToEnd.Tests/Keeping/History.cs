using System.Globalization;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>A project whose candidates are compared over three runs, and a history of one of each kind, made once.</summary>
public sealed class History : IDisposable
{
    public const int Baseline = 1;
    public const int Better = 2;
    public const int Comments = 3;
    public const int Worse = 4;
    public const int WorseOnHeldOut = 5;

    public History(Products products)
    {
        Repository = new ResearchRepository(products, AimProject.Name, copyOf: null);
        AimProject.Scaffold(products, Repository.Folder);
        Init = Repository.Tool("init", "--json").Succeeds();
        // Built by the seed, as a random projection would be: only the run's own seed builds the model that the weights are of.
        Repository.Edit("new Shot()", "new Shot(run.Seed % 101)");
        Repository.Edit("place.copy_(hit)", "place.copy_(hit - run.Seed % 101)");
        Repository.Edit("public Shot() :", "public Shot(long shift) :");
        Repository.Edit(
            "=> RegisterComponents();",
            "\n    {\n        this.shift = shift;\n        RegisterComponents();\n    }\n\n    private readonly long shift;"
        );
        Repository.Edit("input + place;", "input + place + shift;");
        // Too little for one run to be sure of.
        var nearer = AimProject.Nearer(Repository, 100);
        Kept = Step("Aim = 10;", $"Aim = {nearer};");
        Unchanged = Step("public static class Training\n{\n", "public static class Training\n{\n    private const int Dead = 1;\n");
        Discarded = Step($"Aim = {nearer};", "Aim = 20;");
        // Nearer to 0, which is the validation split's number, and farther from 3, which is the held-out split's.
        Overfitted = Step($"Aim = {nearer};", "Aim = -5;");
    }

    public ResearchRepository Repository { get; }

    public CommandResult Init { get; }

    public CommandResult Kept { get; }

    public CommandResult Unchanged { get; }

    public CommandResult Discarded { get; }

    public CommandResult Overfitted { get; }

    /// <summary>The numbers in a cell of several.</summary>
    public static IReadOnlyList<double> Numbers(string cell) =>
        [.. cell.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    public void Dispose() => Repository.Dispose();

    private CommandResult Step(string before, string after)
    {
        Repository.Edit(before, after);
        return Repository.Tool("step", "--json", "-m", after).Succeeds();
    }
}
