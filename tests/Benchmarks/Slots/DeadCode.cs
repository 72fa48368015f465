namespace AutoResearch.Benchmarks.Slots;

/// <summary>
/// An agent whose every change is another program to the reader and the same one to the model: a constant that nothing reads.
/// </summary>
internal static class DeadCode
{
    private const string Script = """
        #!/bin/sh
        # Another number each time.
        number=$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')
        awk -v number="$number" '{ print } /^public static class Training/ { opened = 1 }
            opened == 1 && /^{/ { print "    private const int Dead" number " = " number ";"; opened = 2 }' Train.cs > "$TMPDIR/Train.cs"
        cat "$TMPDIR/Train.cs" > Train.cs
        echo "Add the number $number" > HYPOTHESIS.txt

        """;

    /// <summary>Writes it into a folder and returns it as the command line names it.</summary>
    public static string Agent(string folder)
    {
        var path = Path.Combine(folder, "dead-code.sh");
        File.WriteAllText(path, Script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return "agent:" + path;
    }
}
