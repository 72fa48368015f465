using System.Text;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.ProgramFile;

/// <summary>A program.md that cannot be read: said before anything is done, and nothing is changed.</summary>
public sealed class BadProgramTests : IDisposable
{
    private readonly ResearchRepository repository;
    private readonly string program;

    public BadProgramTests(Products products)
    {
        repository = new ResearchRepository(products);
        program = repository.InFolder("program.md");
        repository.Improve();
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Five_megabytes()
    {
        File.AppendAllText(program, string.Concat(Enumerable.Repeat("More and more prose.\n", 250_000)));
        Refuses("AR0203", "program.md has 5,2", "at most 1,048,576 are read");
    }

    [Fact]
    public void Empty()
    {
        File.WriteAllText(program, "");
        Refuses("AR0202", "program.md is empty", "git restore program.md");
    }

    [Fact]
    public void Binary()
    {
        File.WriteAllBytes(program, [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0]);
        Refuses("AR0203", "byte 8 (from 0) is zero");
    }

    [Fact]
    public void Of_another_encoding()
    {
        File.WriteAllBytes(program, Encoding.Latin1.GetBytes(File.ReadAllText(program) + "Größe\n"));
        Refuses("AR0203", "is not in UTF-8: byte ", "is F6", "Save it as UTF-8");
    }

    [Fact]
    public void A_folder()
    {
        File.Delete(program);
        Directory.CreateDirectory(program);
        Refuses("AR0203", "program.md is a folder", "git restore program.md");
        repository.Tool("init").FailsWith("AR0203", "program.md is a folder");
    }

    [Fact]
    public void Somebody_else_s()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root reads everything");
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(program, UnixFileMode.None);
        repository.Tool("step").FailsWith("AR0203", "program.md cannot be read");
        repository.Tool("init").FailsWith("AR0203", "program.md cannot be read");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Contradicting_itself()
    {
        File.AppendAllText(program, "- Device: cuda\n");
        Refuses("AR0202", "program.md(8): Device: 'cuda' contradicts line 6, which says 'auto'");
    }

    private void Refuses(string code, params string[] mentioned)
    {
        var before = repository.State();
        var refused = repository.Tool("step", "--json").FailsWith(code, mentioned);
        Assert.Equal(code, refused.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(before, repository.State());
    }
}
