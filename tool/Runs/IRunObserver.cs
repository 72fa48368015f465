using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Runs;

/// <summary>Sees a run go by: its experiments, and what lies between them. Nothing it does can change a result.</summary>
internal interface IRunObserver : IExperimentObserver
{
    /// <summary>The run begins or goes on.</summary>
    /// <param name="records">The whole ledger so far.</param>
    void RunBegan(RunLimits limits, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records);

    /// <summary>Sees what one of several slots does.</summary>
    /// <param name="slot">Counted from 0.</param>
    IRunObserver OfSlot(int slot);

    /// <summary>A proposer is asked for the experiment of this number.</summary>
    /// <param name="attempt">Counted from 1.</param>
    void Proposing(int number, string proposer, int attempt);

    /// <summary>A proposal was not taken.</summary>
    void Refused(string proposer, string problem);

    /// <summary>An experiment is in the ledger.</summary>
    void Judged(ExperimentRecord record, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records);

    /// <summary>The run is over.</summary>
    /// <param name="reason">Why, as the rest of a sentence.</param>
    void RunEnded(string reason, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records);
}
