using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Publishing;

/// <summary>One experiment as it would be published.</summary>
/// <param name="Message">Of the commit on its branch.</param>
/// <param name="Patch">What the branch changes, as a unified diff.</param>
/// <param name="Branch">Null where none can be made; <paramref name="Problem"/> says why.</param>
internal sealed record PublishDraft(
    ExperimentRecord Record,
    string Marker,
    string Title,
    string Body,
    string Message,
    string Patch,
    PublishedBranch? Branch,
    ResearchException? Problem
);

/// <summary>What would be published, those below in a stack before those above.</summary>
/// <param name="Target">Null where it cannot be told; each draft has the problem then.</param>
internal sealed record PublishPlan(PublishTarget? Target, PublishOptions Options, IReadOnlyList<PublishDraft> Drafts)
{
    /// <summary>Those that can be delivered.</summary>
    /// <exception cref="ResearchException">The repository has no remote to deliver to.</exception>
    public IReadOnlyList<PublishRequest> Requests
    {
        get
        {
            if (Target is { Remote: null })
            {
                throw new ResearchException(
                    Codes.NoTarget,
                    "The repository has no remote to publish to. Add one ('git remote add origin URL'), or print the text for any other "
                        + "way: 'dotnet autoresearch pr N --print'."
                );
            }

            return
            [
                .. Drafts
                    .Where(draft => draft.Branch is not null)
                    .Select(draft => new PublishRequest(
                        draft.Record.Number,
                        draft.Branch!,
                        CleanBranches.Outbox(draft.Record.Number),
                        Target!.Remote!,
                        draft.Marker,
                        draft.Title,
                        draft.Body,
                        Options
                    )),
            ];
        }
    }
}
