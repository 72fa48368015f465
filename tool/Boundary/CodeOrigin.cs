namespace AutoResearch.Boundary;

/// <summary>Who wrote a type of the assembly.</summary>
internal enum CodeOrigin
{
    /// <summary>A locked file declares it, and no other file can add to it.</summary>
    Locked,

    /// <summary>All else: an editable file may have written it, or a part of it.</summary>
    Candidate,

    /// <summary>The compiler, under a name that C# cannot write.</summary>
    Compiler,

    /// <summary>The compiler, under a name that C# can write: an attribute that the framework lacks.</summary>
    Embedded,

    /// <summary>The type around a locked file's top-level statements.</summary>
    EntryPoint,
}
