using System.Text.Json.Nodes;

namespace AutoResearch.Tests.Runtime;

public sealed class HarnessSessionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static void Failed(JsonNode answer, string kind, string stage, string message)
    {
        Assert.Equal("failed", (string?)answer["event"]);
        Assert.Equal(kind, (string?)answer["kind"]);
        Assert.Equal(stage, (string?)answer["stage"]);
        Assert.Contains(message, (string?)answer["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_goes_from_open_to_saved()
    {
        var harness = new Harness(new Counting());

        var started = harness.Open();
        var (trained, steps) = harness.Give("""{"order":"train"}""");
        var weights = Path.Combine(folder.Path, "weights");
        var (saved, _) = harness.Give($$"""{"order":"save","path":"{{weights}}"}""");
        var evaluated = harness.Evaluate();

        Assert.Equal(
            ("started", "abacus", "count", "Higher"),
            ((string?)started["event"], (string?)started["device"], (string?)started["metric"], (string?)started["direction"])
        );
        Assert.True(steps >= 1);
        Assert.Equal((5, 50, true), ((int)trained["steps"]!, (int)trained["tokens"]!, (bool)trained["finished"]!));
        Assert.Equal(5, (double)evaluated["value"]!);
        Assert.True((long)evaluated["peakMemory"]! > 0);
        Assert.Equal("saved", (string?)saved["event"]);
        Assert.Equal("5", File.ReadAllText(weights));
    }

    [Fact]
    public void What_would_be_kept_is_examined_before_it_is_scored()
    {
        var experiment = new Counting();
        var harness = new Harness(experiment);
        harness.Open();

        Assert.Null(harness.Evaluate()["note"]);
        Assert.Equal(["evaluate"], experiment.Asked);

        Assert.Equal("not looked at closely", (string?)harness.Evaluate("text", worth: "0.25")["note"]);
        Assert.Equal(["evaluate", "examine 0.25: text", "evaluate"], experiment.Asked);
    }

    [Fact]
    public void What_training_has_of_the_processors_is_told_while_it_runs_and_at_its_end()
    {
        var harness = new Harness(new Counting());
        harness.Open("2 seconds");
        var (trained, _) = harness.Give("""{"order":"train"}""");
        Assert.True((double)trained["processors"]!["own"]! > 0);
        Assert.NotEmpty(harness.Processors);
        Assert.All(harness.Processors, told => Assert.InRange((double)told["seconds"]!, 0.001, (double)trained["seconds"]!));
        if (OperatingSystem.IsLinux())
            Assert.All([.. harness.Processors, trained], told =>
                Assert.True((double)told["processors"]!["waited"]! >= 0 && (double)told["processors"]!["others"]! >= 0)
            );
    }

    [Fact]
    public void Weights_score_the_same_in_a_run_that_never_trained()
    {
        var weights = folder.Write("weights", "41");
        var experiment = new Counting();
        var harness = new Harness(experiment);

        harness.Give("""{"order":"open","seed":3,"budget":"5 steps","device":"cpu","train":false}""");
        var (loaded, _) = harness.Give($$"""{"order":"load","path":"{{weights}}"}""");
        var evaluated = harness.Evaluate();

        Assert.Equal([null], experiment.Opened);
        Assert.Equal("loaded", (string?)loaded["event"]);
        Assert.Equal(41, (double)evaluated["value"]!);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task A_loss_that_is_no_number_has_diverged(float loss)
    {
        var harness = new Harness(new Counting { Loss = _ => loss });
        harness.Open();

        Failed(harness.Give("""{"order":"train"}""").Event, "Diverged", "train", "at step 1");
        Assert.Equal(1, await harness.ExitCode.Task);
    }

    [Fact]
    public void A_loss_that_explodes_has_diverged()
    {
        // Losses are read a few times a second, so training must last long enough for a second reading.
        var harness = new Harness(new Counting { Loss = step => step == 1 ? 2 : 30 });
        harness.Open("30 seconds");

        Failed(harness.Give("""{"order":"train"}""").Event, "Diverged", "train", "grew from 2 to 30");
    }

    [Fact]
    public void No_model_is_a_crash_that_says_so()
    {
        var harness = new Harness(new Counting { Builds = () => null });
        Failed(harness.Open(), "Crashed", "build", "returned null");
    }

    [Fact]
    public void An_exception_keeps_its_type_message_and_stack()
    {
        var harness = new Harness(new Counting { Builds = () => throw new ArgumentException("7 heads do not divide 128") });

        var failed = harness.Open();

        Failed(failed, "Crashed", "build", "ArgumentException: 7 heads do not divide 128");
        Assert.Contains(nameof(An_exception_keeps_its_type_message_and_stack), (string?)failed["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "[enforce fail at alloc_cpu.cpp:121] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 64 bytes."
    )]
    [InlineData("[enforce fail at alloc_cpu.cpp:121] . DefaultCPUAllocator: not enough memory: you tried to allocate 64 bytes.")]
    [InlineData("CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 79.11 GiB")]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")]
    public void Libtorch_saying_that_memory_is_short_is_out_of_memory(string message)
    {
        var harness = new Harness(new Counting { Builds = () => throw new InvalidOperationException(message) });
        Failed(harness.Open(), "OutOfMemory", "build", message[..20]);
    }

    [Fact]
    public void A_metric_that_is_no_number_arrives_as_such()
    {
        var harness = new Harness(new Counting { Scores = _ => double.NaN });
        harness.Open();

        Assert.Equal("NaN", (string?)harness.Evaluate()["value"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_split_arrives_with_the_order_to_score(bool compressed)
    {
        var experiment = new Counting();
        var harness = new Harness(experiment);
        harness.Open();

        harness.Evaluate("Emma\nWoodhouse, handsome, clever, and rich", compressed);
        Assert.Equal("Emma\nWoodhouse, handsome, clever, and rich", experiment.Split);

        // The next order is read from where the data ended.
        Assert.Equal("trained", (string?)harness.Give("""{"order":"train"}""").Event["event"]);
    }

    [Fact]
    public void The_model_is_built_before_there_is_data()
    {
        var experiment = new Counting();
        new Harness(experiment).Open();
        Assert.Equal([null], experiment.OpenedWhenBuilt);
        Assert.Equal([null, "training split\n"], experiment.Opened);
    }

    [Fact]
    public void An_order_before_open_is_refused() =>
        Failed(new Harness(new Counting()).Give("""{"order":"train"}""").Event, "Crashed", "train", "before 'open'");
}
