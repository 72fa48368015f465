using AutoResearch.Research.Novelty;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

/// <summary>A knob of a preset counts only where that preset trains.</summary>
public class PresetTests
{
    private const string Source = """
        public static class Training
        {
            [Knob(1e-3, 0.2)] private const double Rate = 0.02;
        }

        [Preset(DeviceClass.SmallCpu)]
        public static class SmallCpu
        {
            [Knob(1, 12)] private const int Layers = 3;
        }

        [AutoResearch.Preset(DeviceClass.Gpu), Obsolete]
        public static class Gpu
        {
            [Knob(2, 24)] private const int Layers = 6;
        }
        """;

    [Theory]
    [InlineData("cpu, 1 thread", DeviceClass.SmallCpu)]
    [InlineData("cpu, 7 threads", DeviceClass.SmallCpu)]
    [InlineData("cpu, 8 threads", DeviceClass.LargeCpu)]
    [InlineData("cpu, 128 threads", DeviceClass.LargeCpu)]
    [InlineData("cpu", DeviceClass.SmallCpu)]
    [InlineData("NVIDIA H100 80GB HBM3", DeviceClass.Gpu)]
    [InlineData("", null)]
    public void The_ledgers_words_tell_the_class_of_a_device(string description, DeviceClass? expected) =>
        Assert.Equal(expected, DeviceClasses.Of(description));

    [Theory]
    [InlineData("cpu, 2 threads", "Rate,SmallCpu.Layers")]
    [InlineData("cpu, 16 threads", "Rate")]
    [InlineData("NVIDIA A100-SXM4-40GB", "Rate,Gpu.Layers")]
    [InlineData("", "Rate,SmallCpu.Layers,Gpu.Layers")]
    public void A_search_turns_the_knobs_that_train_on_the_device(string device, string expected) =>
        Assert.Equal(expected, string.Join(',', Dial.Of(Files(Source), DeviceClasses.Of(device)).Select(dial => dial.Name)));

    [Fact]
    public void The_ledger_tells_a_presets_knob_from_its_namesake()
    {
        var turned = Source.Replace("Layers = 6;", "Layers = 8;");
        Assert.Equal([new KnobChange("Gpu.Layers", 6, 8)], KnobChange.Between(Source, turned));
        Assert.Equal("Gpu.Layers", NormalForm.Of(Files(turned)).Numbers.Single(number => number.Value == 8).Name);
        Assert.Equal(new KnobChange("Gpu.Layers", 6, 8), KnobChange.Parse(new KnobChange("Gpu.Layers", 6, 8).ToString()));
    }

    [Fact]
    public void Turning_a_presets_knob_changes_its_literal_and_nothing_else()
    {
        var knob = Dial.Of(Files(Source), DeviceClass.Gpu).Single(dial => dial.Name == "Gpu.Layers").Knob;
        Assert.Equal(Source.Replace("Layers = 6;", "Layers = 7;"), KnobReader.Turn(Source, knob, 7));
    }

    private static Dictionary<string, string> Files(string source) => new() { ["Train.cs"] = source };
}
