using System.Collections;
using Microsoft.Build.Framework;

namespace AutoResearch.Tests.Tasks;

/// <summary>Runs a task outside MSBuild and keeps what it reports.</summary>
internal sealed class TaskRun : IBuildEngine
{
    public List<BuildErrorEventArgs> Errors { get; } = [];

    public List<BuildWarningEventArgs> Warnings { get; } = [];

    /// <summary>What a person sees: messages of high importance.</summary>
    public List<string> Messages { get; } = [];

    public bool Succeeded { get; private init; }

    public static TaskRun Of(Microsoft.Build.Utilities.Task task)
    {
        var engine = new TaskRun();
        task.BuildEngine = engine;
        return new TaskRun(engine) { Succeeded = task.Execute() };
    }

    private TaskRun() { }

    private TaskRun(TaskRun engine) => (Errors, Warnings, Messages) = (engine.Errors, engine.Warnings, engine.Messages);

    bool IBuildEngine.ContinueOnError => false;

    int IBuildEngine.LineNumberOfTaskNode => 0;

    int IBuildEngine.ColumnNumberOfTaskNode => 0;

    string IBuildEngine.ProjectFileOfTaskNode => "Test.csproj";

    void IBuildEngine.LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

    void IBuildEngine.LogWarningEvent(BuildWarningEventArgs e) => Warnings.Add(e);

    void IBuildEngine.LogCustomEvent(CustomBuildEventArgs e) { }

    void IBuildEngine.LogMessageEvent(BuildMessageEventArgs e)
    {
        if (e.Importance == MessageImportance.High)
            Messages.Add(e.Message ?? "");
    }

    bool IBuildEngine.BuildProjectFile(
        string projectFileName,
        string[] targetNames,
        IDictionary globalProperties,
        IDictionary targetOutputs
    ) => false;
}
