using System.Text;
using AutoResearch.Research;
using AutoResearch.Research.Program;
using CsCheck;

namespace AutoResearch.Tests.Programs;

public class ProgramTextTests
{
    [Fact]
    public void Any_text_comes_back_byte_for_byte_with_its_line_ends_and_its_mark() =>
        Gen.Select(Gen.String, Gen.Bool)
            .Sample(
                (text, marked) =>
                {
                    byte[] bytes = [.. marked ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes("x\r\n" + text.Replace("\0", ""))];
                    return ProgramText.Encode(ProgramText.Decode(bytes)).SequenceEqual(bytes);
                }
            );

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'b', 0xFF, (byte)'c' }, "byte 2 (from 0) is FF")]
    [InlineData(new byte[] { (byte)'a', 0xC3 }, "byte 1 (from 0) is C3")]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'b' }, "byte 1 (from 0) is zero")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'#', 0 }, "is in UTF-16, as its first two bytes say. Save it as UTF-8")]
    [InlineData(new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 0 }, "byte 6 (from 0) is zero")]
    public void Bytes_that_are_no_text_are_refused_with_the_place(byte[] bytes, string expected)
    {
        var exception = Assert.Throws<ResearchException>(() => ProgramText.Decode(bytes));
        Assert.Equal(Codes.ProgramUnreadable, exception.Code);
        Assert.StartsWith("program.md ", exception.Message);
        Assert.Contains(expected, exception.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\n")]
    [InlineData("\uFEFF\n")]
    public void An_empty_file_is_told_what_to_hold(string text)
    {
        var exception = Assert.Throws<ResearchException>(() => ProgramText.Decode(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(Codes.ProgramInvalid, exception.Code);
        Assert.Contains("is empty", exception.Message);
        Assert.Contains("Training budget: 60 seconds", exception.Message);
    }

    [Fact]
    public void A_file_of_a_megabyte_is_read_and_one_byte_more_is_not()
    {
        var bytes = new byte[ProgramText.Limit + 1];
        Array.Fill(bytes, (byte)'x');
        Assert.Equal(ProgramText.Limit, ProgramText.Decode(bytes.AsSpan(0, ProgramText.Limit)).Length);

        var exception = Assert.Throws<ResearchException>(() => ProgramText.Decode(bytes));

        Assert.Equal(Codes.ProgramUnreadable, exception.Code);
        Assert.Contains("1,048,577 bytes, and at most 1,048,576 are read", exception.Message);
    }
}
