using AutoResearch.Proposers.Agents;
using CsCheck;

namespace AutoResearch.Tests.Agents;

public class HeadAndTailTests
{
    private const int Head = 40;
    private const int Tail = 100;

    [Fact]
    public void Both_ends_are_kept_however_the_text_comes() =>
        Gen.String[Gen.Char['a', 'z'], 0, 90]
            .List[0, 40]
            .Sample(pieces =>
            {
                var kept = new HeadAndTail(Head, Tail);
                pieces.ForEach(piece => kept.Add(piece));
                var whole = string.Concat(pieces);
                Assert.Equal(
                    whole.Length <= Head + Tail
                        ? whole
                        : $"{whole[..Head]}\n[{whole.Length - Head - Tail} characters were dropped here]\n{whole[^Tail..]}",
                    kept.ToString()
                );
            });
}
