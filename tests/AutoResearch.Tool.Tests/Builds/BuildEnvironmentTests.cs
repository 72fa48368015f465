using AutoResearch.Builds;
using CsCheck;

namespace AutoResearch.Tests.Builds;

public class BuildEnvironmentTests
{
    private static readonly HashSet<string> Nothing = [];

    private static readonly Gen<string> Name = Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZ_"].Array[1, 12].Select(letters => new string(letters));

    [Theory]
    [InlineData("VERSION")]
    [InlineData("PLATFORM")]
    [InlineData("OutDir")]
    [InlineData("CONFIGURATION")]
    [InlineData("TargetFramework")]
    [InlineData("LangVersion")]
    [InlineData("TreatWarningsAsErrors")]
    [InlineData("DefineConstants")]
    [InlineData("GITHUB_TOKEN")]
    public void What_a_shell_sets_is_no_property_of_the_build(string name) =>
        Assert.DoesNotContain(name, BuildEnvironment.Of(new Dictionary<string, string> { [name] = "x" }, Nothing, null).Keys);

    [Theory]
    [InlineData("PATH")]
    [InlineData("HTTPS_PROXY")]
    [InlineData("NUGET_PACKAGES")]
    [InlineData("DOTNET_ROOT")]
    [InlineData("TMPDIR")]
    [InlineData("AUTORESEARCH_LIBTORCH")]
    public void What_the_build_needs_stays(string name) =>
        Assert.Equal("x", BuildEnvironment.Of(new Dictionary<string, string> { [name] = "x" }, Nothing, null)[name]);

    [Fact]
    public void Nothing_is_made_up_and_no_value_changes() =>
        Gen.Dictionary(Name, Gen.String)
            .Sample(user =>
                Assert.All(BuildEnvironment.Of(user, Nothing, null), kept =>
                    Assert.True(kept.Key == "DOTNET_CLI_UI_LANGUAGE" || user[kept.Key] == kept.Value)
                )
            );

    [Fact]
    public void The_password_of_a_feed_that_nuget_config_names_stays()
    {
        var referenced = BuildEnvironment.ReferencedBy(["<add key=\"ClearTextPassword\" value=\"%FEED_TOKEN%\" />", "100 % of nothing"]);
        var user = new Dictionary<string, string> { ["FEED_TOKEN"] = "secret", ["VERSION"] = "1" };
        Assert.Equal(["DOTNET_CLI_UI_LANGUAGE", "FEED_TOKEN"], BuildEnvironment.Of(user, referenced, null).Keys.Order());
    }

    [Fact]
    public void The_build_speaks_English_whatever_the_user_does() =>
        Assert.Equal(
            "en",
            BuildEnvironment.Of(new Dictionary<string, string> { ["DOTNET_CLI_UI_LANGUAGE"] = "tr" }, Nothing, null)[
                "DOTNET_CLI_UI_LANGUAGE"
            ]
        );

    [Fact]
    public void A_home_that_is_there_stands_in_for_one_that_is_not()
    {
        var build = BuildEnvironment.Of(new Dictionary<string, string> { ["HOME"] = "/nonexistent" }, Nothing, "/tmp/home");
        Assert.Equal(("/tmp/home", "/tmp/home"), (build["HOME"], build["DOTNET_CLI_HOME"]));
    }

    [Fact]
    public void A_folder_for_temporary_files_that_is_there_stands_in_for_one_that_is_not()
    {
        var user = new Dictionary<string, string> { ["TMPDIR"] = "/nonexistent" };
        Assert.Equal("/tmp", BuildEnvironment.Of(user, Nothing, null, "/tmp")["TMPDIR"]);
    }
}
