using AutoResearch.Training;

namespace AutoResearch.Tests.Sandboxes;

public class SandboxSearchTests
{
    [Theory]
    [InlineData("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=")]
    [InlineData("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1")]
    [InlineData("kernel/apparmor_restrict_unprivileged_userns", "1", "AppArmor")]
    [InlineData("", "", "container")]
    public void The_remedy_is_the_one_for_what_forbids_namespaces(string setting, string value, string expected) =>
        Assert.Contains(expected, SandboxSearch.Remedy(name => name == setting ? value : null), StringComparison.Ordinal);

    [Fact]
    public void A_search_path_without_bubblewrap_names_the_package()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere bubblewrap does not exist");
        var finding = SandboxSearch.Run(AppContext.BaseDirectory);
        Assert.Null(finding.Sandbox);
        Assert.Equal("bubblewrap is not installed", finding.Problem);
        Assert.Contains("apt install bubblewrap", finding.Remedy, StringComparison.Ordinal);
    }
}
