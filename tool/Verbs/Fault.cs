using AutoResearch.Reports;
using AutoResearch.Repository;
using AutoResearch.Research;

namespace AutoResearch.Verbs;

/// <summary>An exception as the code and the words that a person or an agent is told.</summary>
internal static class Fault
{
    public static ErrorBody Of(Exception exception) =>
        exception switch
        {
            ResearchException known => new ErrorBody(known.Code, known.Message),
            IOException full when DiskFull(full) => new ErrorBody(
                Codes.NoDiskSpace,
                $"The disk is full: {full.Message}. Free some space and run the command again."
            ),
            IOException or UnauthorizedAccessException => new ErrorBody(
                Codes.FileAccess,
                $"{exception.Message} Check that the file and its folder exist and are yours to write."
            ),
            _ when GitFailure.IsNoSpace(exception) => new ErrorBody(
                Codes.NoDiskSpace,
                $"The disk is full: {exception.Message}. Free some space and run the command again."
            ),
            _ when GitFailure.Is(exception) => new ErrorBody(
                Codes.RepositoryBroken,
                $"git failed: {exception.Message}. 'git status' and 'git fsck' say more about the repository."
            ),
            _ => new ErrorBody(
                Codes.Unexpected,
                $"Something unexpected happened; please report it with what follows.{Environment.NewLine}{exception}"
            ),
        };

    private static bool DiskFull(IOException exception)
    {
        const int noSpaceOnLinux = 28;
        const int diskFullOnWindows = unchecked((int)0x80070070);
        return exception.HResult is diskFullOnWindows || (exception.HResult & 0xFFFF) == noSpaceOnLinux;
    }
}
