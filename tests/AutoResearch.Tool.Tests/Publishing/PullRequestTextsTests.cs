using AutoResearch.Publishing.Texts;
using AutoResearch.Research.Ledger;
using CsCheck;

namespace AutoResearch.Tests.Publishing;

/// <summary>Titles and commit messages.</summary>
public sealed class PullRequestTextsTests
{
    [Fact]
    public void The_message_says_hypothesis_result_and_how_to_reproduce_it() =>
        Assert.Equal(
            """
            0014: Two more hash bits for the n-gram tables

            Result: val_bpb 1.9388 against 1.9476 (-0.45 %, lower is better), on 3 seeds, 99.7 % sure to be better.
            Measured with a budget of 60 seconds on NVIDIA H100 80GB HBM3, bfloat16, lock 0f3a9c51d2e7.

            Reproduce it where the ledger is: dotnet autoresearch verify 14
            Bring the change back there: dotnet autoresearch restore 14

            AutoResearch-Experiment: 0014 of abc

            """.ReplaceLineEndings("\n"),
            PullRequestTexts.CommitMessage(Ideas.Research[13], Direction.Lower, "abc")
        );

    [Fact]
    public void A_long_hypothesis_is_whole_in_the_message_and_cut_in_its_first_line()
    {
        var message = PullRequestTexts.CommitMessage(Ideas.Research[15], Direction.Lower, "abc");
        Assert.InRange(message.Split('\n')[0].Length, 1, 80);
        Assert.Contains("\nHypothesis: Raise TableRate and MatrixRate together: with the larger tables", message, StringComparison.Ordinal);
        Assert.Contains("has to move farther each time", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_simpler_is_called_so() =>
        Assert.Contains(
            "as good within noise and shorter.",
            PullRequestTexts.CommitMessage(Ideas.Research[11], Direction.Lower, "abc"),
            StringComparison.Ordinal
        );

    [Fact]
    public void As_a_heading_it_is_one_and_nothing_in_it_is_live() =>
        NastyText.Any.Sample(
            text =>
            {
                var heading = PullRequestTexts.Heading(Ideas.Research[15] with { Description = text });
                Assert.Empty(GitHubMarkdown.Live(heading));
                Assert.IsType<Markdig.Syntax.HeadingBlock>(Assert.Single(GitHubMarkdown.Parse(heading)));
            },
            iter: 1000
        );

    [Fact]
    public void Nothing_in_them_is_live_and_no_line_is_a_proposer_s() =>
        NastyText.Any.Sample(
            text =>
            {
                var record = Ideas.Research[15] with
                {
                    Description = text,
                    MetricName = text,
                    Conditions = new Conditions("lock", text, text),
                };
                var title = PullRequestTexts.Title(record);
                var message = PullRequestTexts.CommitMessage(record, Direction.Lower, "abc");
                Assert.Empty(GitHubMarkdown.LiveText(title));
                Assert.Empty(GitHubMarkdown.LiveText(message));
                Assert.StartsWith("0016: ", title, StringComparison.Ordinal);
                Assert.InRange(title.Length, 1, 256);
                string[] starts =
                [
                    "0016: ",
                    "Hypothesis: ",
                    "Result: ",
                    "Measured with ",
                    "Reproduce it ",
                    "Bring the ",
                    "AutoResearch-Experiment: 0016 of abc",
                ];
                Assert.All(message.Split('\n'), line =>
                    Assert.True(line.Length == 0 || starts.Any(start => line.StartsWith(start, StringComparison.Ordinal)), line)
                );
            },
            iter: 1000
        );
}
