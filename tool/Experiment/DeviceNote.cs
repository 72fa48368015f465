namespace AutoResearch.Experiment;

/// <summary>Says what trains, once, and again when it is another device: nobody should find out from the pace.</summary>
internal sealed class DeviceNote(IExperimentObserver observer)
{
    private string? said;

    public void Say(string device)
    {
        if (said != device)
            observer.Notice($"Training on {device}.");
        said = device;
    }
}
