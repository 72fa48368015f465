namespace AutoResearch.Tests.Runtime;

/// <summary>A model that is one number, and training that adds one a step: an experiment without a tensor.</summary>
internal sealed class Counting : Experiment<Counting.Model, Run>
{
    public sealed class Model
    {
        public double Value { get; set; }
    }

    /// <summary>What building the model does, if not the ordinary.</summary>
    public Func<Model?> Builds { get; init; } = () => new Model();

    /// <summary>What opening a run does beside the ordinary.</summary>
    public Action Opens { get; init; } = () => { };

    /// <summary>What is multiplied where the device is tried.</summary>
    public DeviceTrial? Trial { get; init; }

    /// <summary>The loss that step n reports.</summary>
    public Func<int, float> Loss { get; init; } = step => 1f / step;

    /// <summary>What scoring returns, if not the value of the model.</summary>
    public Func<Model, double> Scores { get; init; } = model => model.Value;

    /// <summary>The training texts of the runs that were opened, in order; null for a run without one.</summary>
    public List<string?> Opened { get; } = [];

    /// <summary>The same at the time when the model was built.</summary>
    public IReadOnlyList<string?> OpenedWhenBuilt { get; private set; } = [];

    /// <summary>What the model was scored on.</summary>
    public string? Split { get; private set; }

    /// <summary>What the model was examined and scored for, in order.</summary>
    public List<string> Asked { get; } = [];

    public override Metric Metric => Metric.Higher("count");

    public override Run Open(RunSettings settings, Stream? training)
    {
        Opens();
        Opened.Add(training is null ? null : new StreamReader(training).ReadToEnd());
        return new Run(settings);
    }

    public override Model Build(Run run)
    {
        OpenedWhenBuilt = [.. Opened];
        return Builds()!;
    }

    public override void Train(Model model, Run run)
    {
        for (var step = 1; !run.IsOver; step++)
        {
            model.Value++;
            run.Step(10, () => Loss(step));
        }
    }

    public override string? Examine(Model model, Run run, Stream split, Random random, double worth)
    {
        Asked.Add(FormattableString.Invariant($"examine {worth}: {new StreamReader(split).ReadToEnd()}"));
        return "not looked at closely";
    }

    public override double Evaluate(Model model, Run run, Stream split, Random random)
    {
        Asked.Add("evaluate");
        Split = new StreamReader(split).ReadToEnd();
        return Scores(model);
    }

    public override DeviceTrial? TryDevice(Run run) => Trial;

    public override void Save(Model model, string path) => File.WriteAllText(path, $"{model.Value}");

    public override void Load(Model model, string path) => model.Value = double.Parse(File.ReadAllText(path));

    public override long CountParameters(Model model) => 1;

    public override string DescribeDevice(Run run) => "abacus";
}
