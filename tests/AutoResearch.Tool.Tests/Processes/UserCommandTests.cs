using System.ComponentModel;
using AutoResearch.Processes;

namespace AutoResearch.Tests.Processes;

public sealed class UserCommandTests
{
    public UserCommandTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "these are shell scripts");

    [Fact]
    public void Answers_what_a_program_printed_and_its_exit_code()
    {
        var result = Shell("cat; echo complaint >&2; exit 3") with { Input = "größe\n" };
        Assert.Equal(new CommandOutcome(3, "größe\n", "complaint\n"), result.Run(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Hands_arguments_over_as_they_are()
    {
        var result = new UserCommand("printf", "%s|", "a b", "\"$HOME\"", "*", "").Run(TestContext.Current.CancellationToken);
        Assert.Equal("a b|\"$HOME\"|*||", result.Output);
    }

    [Fact]
    public void Changes_the_environment_of_the_child_alone()
    {
        var command = Shell("echo \"$ADDED,$HOME\"") with
        {
            Prepare = environment =>
            {
                environment["ADDED"] = "yes";
                environment.Remove("HOME");
            },
        };
        Assert.Equal("yes,\n", command.Run(TestContext.Current.CancellationToken).Output);
        Assert.Null(Environment.GetEnvironmentVariable("ADDED"));
    }

    [Fact]
    public void One_that_takes_too_long_is_ended_with_what_it_started()
    {
        // The child holds the output open: who only ended the parent would wait for it.
        var command = Shell("sleep 1000 & wait") with { Patience = TimeSpan.FromMilliseconds(100) };
        Assert.Null(command.Run(TestContext.Current.CancellationToken).ExitCode);
    }

    [Fact]
    public void One_that_is_not_there_is_no_result() =>
        Assert.Throws<Win32Exception>(() => new UserCommand("no-such-program-anywhere").Run(TestContext.Current.CancellationToken));

    [Fact]
    public void Is_not_started_for_one_who_gave_up() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Shell("exit 0").Run(new CancellationToken(canceled: true)));

    private static UserCommand Shell(string script) => new("sh", "-c", script);
}
