using AutoResearch.Research;
using AutoResearch.Research.Program;

namespace AutoResearch.Workspace;

/// <summary>program.md on the disk.</summary>
internal static class ProgramFile
{
    /// <summary>The text of a folder's program.md.</summary>
    /// <param name="remedy">What to do where there is none.</param>
    /// <exception cref="ResearchException">There is none, or it cannot be read.</exception>
    public static string Read(string folder, string remedy)
    {
        var file = Path.Combine(folder, ResearchProgram.FileName);
        if (Directory.Exists(file))
            throw new ResearchException(
                Codes.ProgramUnreadable,
                $"{file} is a folder. Move it away, and bring the file back: git restore {ResearchProgram.FileName}."
            );
        if (!File.Exists(file))
            throw new ResearchException(
                Codes.ProgramMissing,
                $"{file} is missing: it says what to improve and under which budget. {remedy}"
            );
        try
        {
            return ProgramText.Decode(Bytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ResearchException(
                Codes.ProgramUnreadable,
                $"{file} cannot be read: {exception.Message} Check that it is yours to read (chmod u+r {ResearchProgram.FileName}).",
                exception
            );
        }
    }

    // No more than is needed to see that it is too large.
    private static byte[] Bytes(string file)
    {
        using var content = File.OpenRead(file);
        if (content.Length > ProgramText.Limit)
            throw ProgramText.TooLarge(content.Length);
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }
}
