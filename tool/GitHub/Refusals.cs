using AutoResearch.Research;
using Octokit;

namespace AutoResearch.GitHub;

/// <summary>Why the server found a pull request wrong (HTTP 422).</summary>
internal static class Refusals
{
    /// <param name="where">The repository, for people.</param>
    public static Trouble Read(ApiException exception, string where)
    {
        var errors = exception.ApiError?.Errors ?? [];
        var said = UntrustedText.Clean(
            string.Join("; ", ((string?[])[exception.ApiError?.Message, .. errors.Select(Text)]).Where(text => text is { Length: > 0 }))
        );
        if (errors.Any(error => error.Field == "base" && error.Code is "invalid" or "missing"))
            return Trouble.Mendable(Codes.BaseGone, BaseGone(where));
        if (said.Contains("No commits between", StringComparison.OrdinalIgnoreCase))
        {
            return Trouble.ForGood(
                Codes.NothingBetween,
                $"The base branch has moved on and has this change already, says {where}{Said(said)}. Fetch ('git fetch'), and look at "
                    + $"what is left: dotnet autoresearch pr --all-kept --dry-run"
            );
        }

        return Trouble.ForGood(
            Codes.RefusedByServer,
            $"{where} refuses the pull request{Said(said)}. Mend what it names and run the command again."
        );
    }

    public static string BaseGone(string where) =>
        $"The base branch is not, or no longer, in {where}. Fetch ('git fetch --prune') and run the command again, or name another "
        + $"branch: --base BRANCH. Then: dotnet autoresearch pr --retry";

    /// <summary>Another call opened it in the meantime, or this one before its connection broke.</summary>
    public static bool SaysThatItExists(ApiException exception) =>
        (exception.ApiError?.Errors ?? []).Any(error =>
            error.Message?.Contains("already exists", StringComparison.OrdinalIgnoreCase) == true
        );

    public static string Said(string message) => message.Length == 0 ? "" : $" (\"{message}\")";

    private static string? Text(ApiErrorDetail error) =>
        error.Message is { Length: > 0 } message ? message
        : error.Field is { } field ? $"{field}: {error.Code}"
        : error.Code;
}
