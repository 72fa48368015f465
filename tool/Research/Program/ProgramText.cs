using System.Globalization;
using System.Text;

namespace AutoResearch.Research.Program;

/// <summary>Converts between the bytes of program.md and its text. A byte order mark is kept as the text's first character, so that nothing
/// is lost either way.</summary>
internal static class ProgramText
{
    /// <summary>The most bytes that program.md may have: it is read, and shown to whoever proposes, again and again.</summary>
    public const int Limit = 1 << 20;

    /// <summary>U+FEFF: it means nothing in UTF-8, but editors on Windows write it.</summary>
    public const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of the bytes; <see cref="Encode"/> gives the same bytes again.</summary>
    /// <exception cref="ResearchException">They are no text in UTF-8, too many, or none.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Limit)
            throw TooLarge(bytes.Length);
        // Checked first, because UTF-16 is not valid UTF-8 either.
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
            throw Unreadable("is in UTF-16, as its first two bytes say. Save it as UTF-8");
        if (bytes.IndexOf((byte)0) is var zero and >= 0)
            throw Unreadable(
                $"is no text: byte {zero} (from 0) is zero. Bring the Markdown file back: git restore {ResearchProgram.FileName}"
            );
        try
        {
            var text = Strict.GetString(bytes);
            return string.IsNullOrWhiteSpace(WithoutMark(text)) ? throw Empty() : text;
        }
        catch (DecoderFallbackException exception)
        {
            throw Unreadable(
                $"is not in UTF-8: byte {exception.Index} (from 0) is {exception.BytesUnknown?.FirstOrDefault():X2}, which is part of no "
                    + $"character. Save it as UTF-8, or bring it back: git restore {ResearchProgram.FileName}"
            );
        }
    }

    public static byte[] Encode(string text) => Strict.GetBytes(text);

    /// <summary>The text without its byte order mark, if it has one.</summary>
    public static string WithoutMark(string text) => text.StartsWith(ByteOrderMark) ? text[1..] : text;

    /// <summary>The error for a file of so many bytes.</summary>
    public static ResearchException TooLarge(long bytes) =>
        Unreadable(
            string.Create(
                CultureInfo.InvariantCulture,
                $"has {bytes:#,0} bytes, and at most {Limit:#,0} are read: it is shown to "
                    + $"whoever proposes, before every experiment. "
                    + $"Keep what steers the research, and move the rest into a file of its own"
            )
        );

    private static ResearchException Unreadable(string problem) => new(Codes.ProgramUnreadable, $"{ResearchProgram.FileName} {problem}.");

    private static ResearchException Empty() =>
        new(
            Codes.ProgramInvalid,
            $"{ResearchProgram.FileName} is empty: it has to say what to improve and under which budget. Bring it back (git restore "
                + $"{ResearchProgram.FileName}), or write '- Metric: val_bpb' and '- Training budget: 60 seconds'."
        );
}
