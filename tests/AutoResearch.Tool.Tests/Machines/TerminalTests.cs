using AutoResearch.Commands;
using AutoResearch.Reports;

namespace AutoResearch.Tests.Machines;

public class TerminalTests
{
    [Theory]
    [InlineData("xterm-256color", false, true)]
    [InlineData("dumb", false, false)]
    [InlineData("dumb", true, false)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    public void A_dumb_terminal_is_not_drawn_over(string? term, bool isWindows, bool expected) =>
        Assert.Equal(expected, Terminal.Knows(term, isWindows));

    [Theory]
    [InlineData("SigIgn:\t0000000000000001", 1, true)]
    [InlineData("SigIgn:\t0000000000001006", 1, false)]
    [InlineData("SigIgn:\t0000000000001006", 2, true)]
    [InlineData("SigIgn:\tnonsense", 1, false)]
    [InlineData("SigCgt:\t0000000000000001", 1, false)]
    public void A_signal_that_is_ignored_is_told_from_one_that_is_not(string line, int signal, bool expected) =>
        Assert.Equal(expected, IgnoredSignals.Contains(["Name:\tdotnet", line], signal));

    [Fact]
    public void What_a_terminal_that_is_gone_would_have_shown_is_dropped()
    {
        using var gone = new GoneWriter();
        using var writer = new LastingWriter(gone, _ => true);
        writer.WriteLine("one");
        writer.Write('2');
        writer.Flush();
        Assert.Equal(1, gone.Tries);
    }

    [Fact]
    public void What_has_to_arrive_fails_aloud()
    {
        using var gone = new GoneWriter();
        using var writer = new LastingWriter(gone, _ => false);
        Assert.Throws<IOException>(() => writer.WriteLine("one"));
    }

    private sealed class GoneWriter : StringWriter
    {
        public int Tries { get; private set; }

        public override void WriteLine(string? value) => throw Gone();

        public override void Write(char value) => throw Gone();

        private IOException Gone()
        {
            Tries++;
            return new IOException("Input/output error");
        }
    }
}
