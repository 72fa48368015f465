namespace AutoResearch.Tests.Runtime;

/// <summary>What doctor asks for: a product on the device, its value and its time.</summary>
public class TrialTests
{
    private const string Try = """{"order":"try","device":"cpu"}""";

    [Fact]
    public void A_product_is_made_again_and_again_for_its_time_and_once_for_its_value()
    {
        var times = 0;
        var tried = TrialClock.Run(
            new DeviceTrial(
                "two numbers",
                3,
                () =>
                {
                    times++;
                    Thread.Sleep(1);
                },
                () => 0.25
            ),
            () => { },
            "abacus"
        );
        Assert.Equal(("abacus", "two numbers", 0.25, 3.0), (tried.Device, tried.What, tried.Error, tried.Operations));
        Assert.InRange(tried.Seconds, 0.001, 1);
        Assert.InRange(times, 2, 1000);
    }

    [Fact]
    public void The_device_is_waited_for()
    {
        var pending = 0;
        var most = 0;
        TrialClock.Run(
            new DeviceTrial(
                "two numbers",
                3,
                () =>
                {
                    pending++;
                    Thread.Sleep(20);
                },
                () => 0
            ),
            () =>
            {
                most = Math.Max(most, pending);
                pending = 0;
            },
            "abacus"
        );
        Assert.Equal(0, pending);
        Assert.InRange(most, 1, 64);
    }

    [Fact]
    public void No_model_is_built_for_it()
    {
        var tried = new Harness(new Counting { Builds = () => throw new InvalidOperationException("Train.cs was called") }).Give(Try).Event;
        Assert.Equal(("tried", "abacus", null), ((string?)tried["event"], (string?)tried["device"], (string?)tried["what"]));
    }

    [Fact]
    public void A_product_that_is_no_number_arrives_as_such()
    {
        var experiment = new Counting { Trial = new DeviceTrial("two numbers", 3, () => { }, () => double.NaN) };
        Assert.Equal("NaN", (string?)new Harness(experiment).Give(Try).Event["error"]);
    }

    [Theory]
    [InlineData(Try)]
    [InlineData("""{"order":"open","seed":3,"budget":"5 steps","device":"cpu","train":true}""")]
    public void What_fails_before_any_code_of_the_candidate_is_said_to(string order)
    {
        var failed = new Harness(new Counting { Opens = () => throw new NotSupportedException("there is no GPU") }).Give(order).Event;
        Assert.Equal(("failed", "open"), ((string?)failed["event"], (string?)failed["stage"]));
        Assert.Contains("there is no GPU", (string?)failed["message"], StringComparison.Ordinal);
    }
}
