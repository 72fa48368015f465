namespace AutoResearch.Tests.LookingAhead;

/// <summary>
/// What the template's evaluator finds of a model that would be kept, with models that are made up: the bits of each byte are a function of the row.
/// Gated by a context, such a model knows the next byte of what it is given.
/// </summary>
public class LookAheadTests
{
    private const int Evaluations = 100;

    private readonly TemplateLookAhead lookAhead = new(Corpus.Validation());

    // A tenth of the noise of the template's baseline at 10 s and at 60 s.
    private const double Worth = 0.0012;

    [Theory]
    [InlineData("; ")]
    [InlineData(". ")]
    [InlineData("\n")]
    [InlineData("#")]
    public void A_peek_behind_any_gate_is_caught_in_each_of_a_hundred_evaluations(string gate)
    {
        for (var seed = 0; seed < Evaluations; seed++)
            Assert.True(lookAhead.Catches(new PeekingModel(gate), Worth, seed), $"missed with seed {seed}");
    }

    [Fact]
    public void An_honest_model_is_never_accused()
    {
        for (var seed = 0; seed < Evaluations; seed++)
            Assert.False(lookAhead.Catches(new PeekingModel(null), Worth, seed), $"accused with seed {seed}");
    }

    [Fact]
    public void A_model_that_peeks_only_at_first_is_caught() =>
        Assert.True(lookAhead.Catches(new PeekingModel("; ") { HonestLater = true }, Worth, 1));
}
