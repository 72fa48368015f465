using AutoResearch.Proposers.Agents;
using CsCheck;

namespace AutoResearch.Tests.Agents;

public class AgentHypothesisTests
{
    private static readonly Dictionary<string, string> Before = new() { ["Train.cs"] = Asked.Train };
    private static readonly Dictionary<string, string> After = new()
    {
        ["Train.cs"] = Asked.Train.Replace("LearningRate = 1;", "LearningRate = 2.5;") + "// more\n// lines\n",
    };

    [Theory]
    [InlineData("\n\n# Hypothesis: wider is better  \nand more", "", "wider is better")]
    [InlineData("**Hypothesis:** wider", "", "wider")]
    [InlineData("- wider\t is\u001b[31m better\u202e", "Hypothesis: other", "wider is[31m better")]
    [InlineData(null, "I did it.\nHypothesis: first\n**hypothesis:** `second`\nBye.", "second")]
    [InlineData("   \n", "no more to say", "Change Train.cs (+3 −1 lines): LearningRate 1 → 2.5")]
    [InlineData(null, "Hypothesis:", "Change Train.cs (+3 −1 lines): LearningRate 1 → 2.5")]
    public void It_is_what_the_agent_wrote_or_said_or_did(string? written, string said, string expected) =>
        Assert.Equal(expected, AgentHypothesis.Of(written, said, Before, After));

    [Fact]
    public void It_is_one_line_of_limited_length_whatever_was_written() =>
        Gen.Select(Gen.String.Null(), Gen.String)
            .Sample(
                (written, said) =>
                {
                    var hypothesis = AgentHypothesis.Of(written, said, Before, After);
                    Assert.InRange(hypothesis.Length, 1, 201);
                    Assert.DoesNotContain('\n', hypothesis);
                    Assert.DoesNotContain(hypothesis, char.IsControl);
                }
            );
}
