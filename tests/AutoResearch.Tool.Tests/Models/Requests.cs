using AutoResearch.Proposers;
using AutoResearch.Research.Program;

namespace AutoResearch.Tests.Models;

/// <summary>What a model is asked in these tests, and answers that fit.</summary>
internal static class Requests
{
    public const string Train = "class Training\n{\n    const int Layers = 4;\n    const double Rate = 0.004;\n}\n";

    public const string Deeper =
        "Hypothesis: a deeper model learns more\n\nTrain.cs\n<<<<<<< SEARCH\n    const int Layers = 4;\n=======\n    const int Layers = "
        + "6;\n>>>>>>> REPLACE\n";

    public static ProposalRequest One() =>
        new(
            2,
            ResearchProgram.Parse("Metric: val_bpb\nTraining budget: 60 seconds\n"),
            "",
            new Dictionary<string, string> { ["Train.cs"] = Train },
            new Dictionary<string, string>(),
            [Records.One()],
            Records.One(),
            [],
            Seed: 1
        );

    /// <summary>The briefing of these tests.</summary>
    public static string Briefing(ProposalRequest request, string answer) =>
        $"Experiment {request.Number}\n{request.Files["Train.cs"]}\n{answer}";
}
