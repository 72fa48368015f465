using AutoResearch.Experiment;
using AutoResearch.Mcp;
using AutoResearch.Reports;
using CsCheck;

namespace AutoResearch.Tests.Mcp;

public sealed class ProgressNotesTests
{
    private static readonly TrainingBudget Budget = new(60, BudgetUnit.Seconds);

    private readonly List<(float Progress, float Total, string Message)> sent = [];
    private readonly StringWriter log = new();

    [Fact]
    public async Task Each_phase_is_told_with_the_experiment_it_belongs_to()
    {
        var notes = Notes();
        notes.Begin(17, "An idea", Budget);
        notes.Enter(ExperimentPhase.Build);
        notes.Enter(ExperimentPhase.Train);
        notes.Step(Step(0.5, 30));
        notes.Enter(ExperimentPhase.Evaluate);
        notes.Again(incumbent: false, 2, 4);
        await notes.Sent;

        Assert.Equal(["begins", "building", "training"], sent.Take(3).Select(note => note.Message["experiment 0017: ".Length..]));
        Assert.StartsWith("experiment 0017: training: 50 %", sent[3].Message, StringComparison.Ordinal);
        Assert.Equal("experiment 0017, run 2 of at most 4: starting", sent[5].Message);
        Assert.Equal(200, sent[5].Total);
    }

    [Fact]
    public async Task Training_is_told_once_a_second()
    {
        var notes = Notes();
        notes.Begin(1, "An idea", Budget);
        notes.Enter(ExperimentPhase.Train);
        for (var step = 0; step <= 100; step++)
            notes.Step(Step(step / 100.0, step / 10.0));
        await notes.Sent;
        Assert.InRange(sent.Count, 11, 13);
    }

    [Fact]
    public async Task Notices_are_kept_and_everything_is_logged()
    {
        var notes = new ProgressNotes(null, new PlainObserver(log));
        notes.Begin(1, "An idea", Budget);
        notes.Notice("Mind the gap");
        await notes.Sent;
        Assert.Equal(["Mind the gap"], notes.Notices);
        Assert.Contains("Mind the gap", log.ToString(), StringComparison.Ordinal);
        Assert.Empty(sent);
    }

    [Fact]
    public void Progress_grows_and_stays_within_its_total_whatever_happens() =>
        Gen.Int[0, 9]
            .Array[0, 60]
            .Sample(
                events =>
                {
                    sent.Clear();
                    var notes = Notes();
                    foreach (var what in events)
                    {
                        switch (what)
                        {
                            case 0:
                                notes.Begin(1, "An idea", Budget);
                                break;
                            case 1:
                                notes.Again(incumbent: true, 1, null);
                                break;
                            case 2:
                                notes.Step(Step(0.1, 5));
                                break;
                            case 3:
                                notes.Step(Step(7, 500));
                                break;
                            default:
                                notes.Enter((ExperimentPhase)(what - 4));
                                break;
                        }
                    }

                    notes.Sent.Wait();
                    Assert.All(sent, note => Assert.True(note.Progress <= note.Total));
                    Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.True(pair.First.Progress < pair.Second.Progress));
                },
                threads: 1
            );

    private static StepEvent Step(double progress, double seconds) => new(1, 2, 1000, seconds, progress);

    private ProgressNotes Notes() =>
        new(
            (progress, total, message) =>
            {
                lock (sent)
                    sent.Add((progress, total, message));
                return Task.CompletedTask;
            },
            new PlainObserver(log)
        );
}
