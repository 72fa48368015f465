using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;
using AutoResearch.Tests.Novelty;
using CsCheck;
using static AutoResearch.Tests.Novelty.TestRecords;

namespace AutoResearch.Tests.Memory;

public class LessonTests
{
    [Fact]
    public void A_lesson_names_the_knobs_and_says_the_size_in_noise() =>
        Assert.Equal(
            "Raising Rate from 0.02 to 0.04 helps: 0.0300 better, 3.0 times the noise of one run.",
            Of(Candidate(2, 1.97, ExperimentStatus.Kept, 0.99, knobs: Turn("Rate", 0.02, 0.04)))
        );

    [Theory]
    [InlineData(2.03, 0.01, "The change hurts: 0.0300 worse, 3.0 times the noise of one run.")]
    [InlineData(2.001, 0.45, "The change makes no difference that shows in the noise: 0.0010 worse, 0.1 times the noise of one run.")]
    [InlineData(
        1.99,
        0.9,
        "The change may help: 0.0100 better, 1.0 times the noise of one run, too little to be sure of; worth combining with another change."
    )]
    [InlineData(2.0, 0.5, "The change changes nothing that the score depends on.")]
    public void What_was_discarded_taught_how_sure_that_was(double metric, double confidence, string lesson) =>
        Assert.Equal(lesson, Of(Candidate(2, metric, confidence: confidence)));

    [Fact]
    public void What_loses_on_the_held_out_split_is_no_gain() =>
        Assert.StartsWith(
            "The change helps on the validation split alone",
            Of(Candidate(2, 1.9, confidence: 0.99) with { Reason = KeepRule.WorseOnHeldOutReason })
        );

    [Fact]
    public void Without_a_noise_floor_a_lesson_is_in_the_metric()
    {
        Assert.Equal("The change hurts: 0.1000 worse.", Of(Candidate(2, 2.1) with { Noise = null }));
        Assert.Equal("The research branch scores 2.0000; how much runs differ is not known.", Of(Baseline() with { Noise = null }));
    }

    [Fact]
    public void Every_way_to_end_taught_one_sentence() =>
        Records.Any.Sample(record =>
        {
            var lesson = Of(record with { IsBaseline = false });
            Assert.EndsWith(".", lesson);
            Assert.DoesNotContain("NaN", lesson);
            Assert.DoesNotContain('\n', lesson);
        });

    private static string Of(ExperimentRecord record) => Lesson.Of(record, Direction.Lower);
}
