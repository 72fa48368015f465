using AutoResearch.Experiment;
using AutoResearch.Research;
using AutoResearch.Research.Running;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>Trains what the research branch holds for a few seconds in each of several slots at the same time.</summary>
internal sealed class SlotTrial(ResearchWorkspace workspace, CancellationToken cancellation)
{
    // The first steps of a process are slower than the others, and a slow machine has to make some.
    private static readonly TrainingBudget Budget = new(6, BudgetUnit.Seconds);

    private Built? built;

    /// <summary>The steps that all slots together make in a second of training; 0 where the code does not train.</summary>
    /// <param name="threads">How many threads a slot has that is not given some.</param>
    public double Rate(IReadOnlyList<SlotShare> shares, int threads)
    {
        built ??= Build();
        if (built.Failure is not null)
            return 0;
        var sessions = new List<TrainingSession>();
        try
        {
            foreach (var share in shares)
            {
                var launcher = new Launcher(
                    workspace,
                    new SlotFolders(workspace, share.Number),
                    null,
                    share.Threads ?? threads,
                    cancellation
                );
                sessions.Add(launcher.Start(built, Allowance.For(Budget, null), _ => { }));
            }

            foreach (var session in sessions)
                RightDevice.Open(workspace, session, built, seed: 1, Budget, train: true);
            var runs = sessions.Select(session => Task.Run(() => session.Train(new TrainOrder()))).ToArray();
            Task.WaitAll(runs, cancellation);
            return runs.Sum(run => run.Result.Steps / Math.Max(run.Result.Seconds, 1e-9));
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is CandidateFailedException))
        {
            return 0;
        }
        catch (CandidateFailedException)
        {
            return 0;
        }
        finally
        {
            sessions.ForEach(session => session.Dispose());
        }
    }

    private Built Build()
    {
        var head = workspace.Repository.HeadCommit;
        var slot = new SlotFolders(workspace, 0).Candidates();
        slot.CheckOutCommit(head);
        return Building.Build(workspace, new Candidate(0, head, head, workspace.Program, slot, null));
    }
}
