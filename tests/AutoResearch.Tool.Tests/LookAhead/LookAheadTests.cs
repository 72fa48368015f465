namespace AutoResearch.Tests.LookingAhead;

/// <summary>
/// What the template's evaluator finds of a model that would be kept, with models that are made up: the bits of each byte are a
/// function of the row.
/// Gated by a context, such a model knows the next byte of what it is given, or a part of it.
/// </summary>
public class LookAheadTests
{
    private const int Evaluations = 100;

    // A tenth of the noise of the template's baseline at 60 s is 0.0012. This takes fewer rows, to the same chance.
    private const double Worth = 0.002;

    private static readonly TemplateLookAhead LookAhead = new(Corpus.Validation());

    /// <param name="gate">After what it peeks.</param>
    /// <param name="worth">A little less than it gains at least: the share of its gate times 1.5 bits.</param>
    [Theory]
    [InlineData("; ", 0.0035)]
    [InlineData(". ", 0.01)]
    [InlineData("\n", 0.01)]
    [InlineData("#", 0.0035)]
    public void A_peek_behind_any_gate_is_caught_in_each_of_a_hundred_evaluations(string gate, double worth) =>
        CaughtEachTime(() => new PeekingModel(gate), worth);

    /// <summary>A gain of one bit: in about half of the rows, the other byte has the same, and nothing is seen.</summary>
    [Theory]
    [InlineData("; ", 4)]
    [InlineData("#", 1)]
    public void A_peek_at_one_bit_is_caught_in_each_of_a_hundred_evaluations(string gate, int mask) =>
        CaughtEachTime(() => new PeekingModel(gate) { Mask = mask, Gain = 1 }, Worth);

    /// <summary>Behind each space, or everywhere and less than what rounding moves: the gain is some thousandths of a bit all the
    /// same.</summary>
    [Theory]
    [InlineData(" ", 0.02)]
    [InlineData("*", 0.002)]
    public void A_leak_of_almost_nothing_is_caught_in_each_of_a_hundred_evaluations(string gate, double gain) =>
        CaughtEachTime(() => new PeekingModel(gate) { Gain = gain, Loss = 0 }, Worth);

    [Fact]
    public void An_honest_model_is_never_accused()
    {
        for (var seed = 0; seed < Evaluations; seed++)
            Assert.False(LookAhead.Catches(new PeekingModel(null), Worth, seed), $"accused with seed {seed}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_that_peeks_only_before_or_only_after_it_was_examined_is_caught(bool afterwards) =>
        Assert.True(LookAhead.Catches(new PeekingModel("; ") { PeeksAfterwards = afterwards }, Worth, 1));

    /// <summary>Nobody is given the last byte of a window, and nobody has to predict the first.</summary>
    [Fact]
    public void Each_row_tests_a_byte_that_is_given_and_predicted()
    {
        LookAhead.Catches(new PeekingModel(null), Worth, 1);
        Assert.All(LookAhead.Cuts(), cut => Assert.InRange(cut, 1, 255));
    }

    [Fact]
    public void What_would_take_more_rows_than_there_are_places_is_said()
    {
        LookAhead.Catches(new PeekingModel(null), Worth, 1);
        Assert.Null(LookAhead.Shortfall);
        Assert.InRange(LookAhead.Draws, 8_000, 11_000);

        LookAhead.Catches(new PeekingModel(null), Worth / 20, 1);
        Assert.Equal(512 * 255, LookAhead.Draws);
        Assert.Contains("is found in 999 of 1,000 cases", LookAhead.Shortfall, StringComparison.Ordinal);
    }

    private static void CaughtEachTime(Func<PeekingModel> model, double worth)
    {
        for (var seed = 0; seed < Evaluations; seed++)
            Assert.True(LookAhead.Catches(model(), worth, seed), $"missed with seed {seed}");
    }
}
