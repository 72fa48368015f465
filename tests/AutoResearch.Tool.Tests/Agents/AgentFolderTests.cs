using System.Diagnostics;
using AutoResearch.Proposers.Agents;

namespace AutoResearch.Tests.Agents;

/// <summary>What an agent can make of its folder: nothing of it is followed, waited for, or too much to read.</summary>
public sealed class AgentFolderTests : IDisposable
{
    private readonly Asked asked = new();
    private readonly AgentWorkspace workspace;

    public AgentFolderTests() => workspace = AgentWorkspace.Create(asked.Root, Asked.Request());

    public void Dispose() => asked.Dispose();

    [Fact]
    public void It_holds_what_the_agent_may_read_and_no_instructions_for_another_way_to_work() =>
        Assert.Equal(
            ["Prepare.cs", "Train.cs", "program.md", "results.tsv"],
            Directory.GetFiles(workspace.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Untouched_it_holds_no_change()
    {
        var changes = Read();
        Assert.Empty(changes.Problems);
        Assert.Empty(changes.Files);
        Assert.Null(changes.Hypothesis);
    }

    [Fact]
    public void A_change_is_the_whole_text_without_a_mark_before_it()
    {
        File.WriteAllText(PathOf("Train.cs"), "\uFEFF// new\n");
        File.WriteAllText(PathOf("HYPOTHESIS.txt"), "because\n");
        var changes = Read();
        Assert.Equal("// new\n", Assert.Single(changes.Files).Value);
        Assert.Equal("because\n", changes.Hypothesis);
    }

    [Theory]
    [InlineData("rm Train.cs", "Train.cs was deleted")]
    [InlineData("rm Train.cs; mkdir Train.cs", "Train.cs was deleted")]
    [InlineData("rm Train.cs; mkfifo Train.cs", "Train.cs is empty")]
    [InlineData("rm Train.cs; ln -s /dev/zero Train.cs", "Train.cs was replaced by a link")]
    [InlineData("truncate -s 10G Train.cs", "Train.cs is longer than 1 MiB")]
    [InlineData("head -c 99 /dev/urandom >> Train.cs", "Train.cs is no text in UTF-8")]
    [InlineData("printf 'a\\0b' > Train.cs", "Train.cs is no text in UTF-8")]
    [InlineData("rm -f Prepare.cs; ln -s ../work/Train.cs Prepare.cs", "Prepare.cs was replaced by a link")]
    [InlineData("rm -f program.md", "program.md was deleted")]
    [InlineData("ln -s / everything", "\"everything\" was added")]
    [InlineData("mkdir a; touch a/b", "\"a/b\" was added")]
    [InlineData("touch \"$(printf 'x\\ny')\"", "\"x y\" was added")]
    [InlineData("git init -q . 2>/dev/null; touch .git/x", "more")]
    [InlineData("rm -rf ../work", "the folder that it was to work in is gone")]
    [InlineData("rm -rf ../work; ln -s / ../work", "the folder that it was to work in is gone")]
    [InlineData("mkdir m; cd m; for i in $(seq 2100); do : > $i; done", "it made more than 2000 files")]
    [InlineData("d=$(printf %0200d 0); for i in $(seq 60); do mkdir $d; cd -P $d; done", "too deep to be read")]
    public void What_it_may_not_do_is_named(string script, string problem)
    {
        Bash(script);
        Assert.Contains(problem, string.Join("; ", Read().Problems), StringComparison.Ordinal);
        AgentWorkspace.Clear(asked.Root);
        Assert.False(Directory.Exists(asked.Root));
        Assert.False(new DirectoryInfo(asked.Root).Exists);
    }

    [Fact]
    public void Permissions_do_not_hide_a_change_nor_keep_the_folder()
    {
        Bash("echo '// x' >> Train.cs; chmod 000 Train.cs; mkdir bin; chmod 000 bin; chmod 500 .");
        Assert.Empty(Read().Problems);
        Assert.EndsWith("// x\n", Assert.Single(Read().Files).Value, StringComparison.Ordinal);
        AgentWorkspace.Clear(asked.Root);
        Assert.False(Directory.Exists(asked.Root));
    }

    [Fact]
    public void What_an_agent_keeps_for_itself_and_what_a_build_leaves_is_no_matter()
    {
        Bash("mkdir -p obj .aider.tags.cache.v4; touch obj/x .aider.chat.history.md .aider.tags.cache.v4/y");
        Assert.Empty(Read(".aider").Problems);
        Assert.NotEmpty(Read().Problems);
    }

    [Fact]
    public void Removing_it_removes_links_and_not_what_they_lead_to()
    {
        var precious = Directory.CreateDirectory(asked.InFolder("precious")).FullName;
        File.WriteAllText(Path.Combine(precious, "file"), "");
        Bash($"ln -s {precious} link; ln -s {precious}/file other");
        AgentWorkspace.Clear(asked.Root);
        Assert.Equal([Path.Combine(precious, "file")], Directory.GetFiles(precious));
    }

    private string PathOf(string name) => Path.Combine(workspace.Folder, name);

    private AgentChanges Read(params string[] leavings) => AgentFolderReader.Read(workspace, leavings);

    private void Bash(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "what is done is done by a shell");
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = workspace.Folder })!;
        process.WaitForExit();
    }
}
