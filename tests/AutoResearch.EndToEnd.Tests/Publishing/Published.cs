using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Publishing;

/// <summary>A clone of a bare repository, with a research of three kept experiments on top of what it was cloned with; made once.</summary>
public sealed class Published : IDisposable
{
    public const int Baseline = 1;
    public const int Rate = 2;
    public const int Twice = 3;
    public const int Worse = 4;
    public const int HigherRate = 5;

    /// <summary>What a proposer may call an idea.</summary>
    public const string Hostile = "Raise the rate | fixes #1, thanks @octocat <img src=x> https://example.com";

    private readonly string remote;

    public Published(Products products)
    {
        Repository = new ResearchRepository(products);
        remote = Repository.InFolder("../remote.git");
        Repository.Git("init", "--quiet", "--bare", "--initial-branch", "main", remote);
        Repository.Git("remote", "add", "origin", remote);
        Repository.Git("push", "--quiet", "--set-upstream", "origin", "main");
        Base = Repository.Head;
        Step("LearningRate = 1;", "LearningRate = 1.5;", Hostile, "kept");
        Step("sub_(LearningRate *", "sub_(2 * LearningRate *", "Twice the step", "kept");
        Step("LearningRate = 1.5;", "LearningRate = 0.01;", "Lower the rate", "discarded");
        Step("LearningRate = 1.5;", "LearningRate = 3;", "Raise the rate again", "kept");
    }

    public ResearchRepository Repository { get; }

    /// <summary>The target branch's commit: where the research began.</summary>
    public string Base { get; }

    public void Dispose() => Repository.Dispose();

    private void Step(string before, string after, string idea, string expected)
    {
        Repository.Edit(before, after);
        Assert.Equal(expected, Repository.Tool("step", "--json", "-m", idea).Succeeds().Json.GetProperty("status").GetString());
    }
}
