using System.Text;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.ProgramFile;

/// <summary>The Points project with a program.md that has a goal and a baseline section.</summary>
public sealed class SteeredRepository : IDisposable
{
    private const string Sections =
        "\n## Baseline\n\nWhat to beat.\n\n- Model: a line\n- Optimizer: SGD\n- Metric: not measured\n\n## Goal\n\nAs many points as "
        + "there are.\n";

    /// <summary>What experiment 2, <see cref="ResearchRepository.Improve"/>, makes of the section.</summary>
    private static readonly string Recorded = Sections.Replace(
        "not measured\n",
        "test_acc 0.9977\n- Noise: not measured\n- Experiment: 0002\n- Change: \"Raise \\*it\\*\"\n- Parameters: PARAMETERS\n- Budget: "
            + "20 steps\n- Device: cpu, 1 threads\n"
    );

    public SteeredRepository(Products products, string lineEnd = "\n", bool marked = false)
    {
        Repository = new ResearchRepository(products);
        Start = (marked ? "\uFEFF" : "") + (Text + Sections).Replace("\n", lineEnd);
        Text = Start;
        Repository.CommitAll("Steer");
        Repository.Improve();
    }

    public ResearchRepository Repository { get; }

    /// <summary>program.md as it was committed first.</summary>
    public string Start { get; }

    /// <summary>The same with the section as it is after experiment 2.</summary>
    public string Kept =>
        Start.Replace(
            Ended(Sections),
            Ended(Recorded.Replace("PARAMETERS", Repository.Experiment(2)["parameters"])),
            StringComparison.Ordinal
        );

    /// <summary>program.md in the working tree, byte order mark and all.</summary>
    public string Text
    {
        get => Encoding.UTF8.GetString(File.ReadAllBytes(Repository.InFolder("program.md")));
        set => File.WriteAllBytes(Repository.InFolder("program.md"), Encoding.UTF8.GetBytes(value));
    }

    public RunningCommand StartStep() => Repository.StartTool("step", "-m", "Raise *it*");

    /// <summary>Asserts that the research branch's last commit is the one that records experiment 2, and holds nothing else.</summary>
    public void IsRecorded()
    {
        Assert.Equal("Record experiment 0002 as the baseline: test_acc 0.9977", Repository.Git("log", "-1", "--format=%s", "main"));
        Assert.Equal(Repository.Experiment(2)["commit"], Repository.Git("rev-parse", "main^"));
        Assert.Equal("program.md", Repository.Git("diff", "--name-only", "main^", "main"));
        Assert.Equal(Kept.ReplaceLineEndings("\n").TrimEnd('\n'), Repository.Git("show", "main:program.md"));
    }

    /// <summary>Asserts that this is all that happened: no experiment more, nothing left behind, nothing to commit.</summary>
    public void IsDone()
    {
        IsRecorded();
        Assert.Equal(Kept, Text);
        Assert.Equal("", Repository.Git("status", "--porcelain"));
        Repository.IsTidy();
    }

    public void Dispose() => Repository.Dispose();

    private string Ended(string text) => Start.Contains("\r\n", StringComparison.Ordinal) ? text.Replace("\n", "\r\n") : text;
}
