namespace AutoResearch;

/// <summary>How the processors were used while a process trained, in processor seconds. What a system does not tell is null.</summary>
/// <param name="Own">By all threads of the process.</param>
/// <param name="Waited">How long its threads waited for a processor, together: two threads that wait one second make two.</param>
/// <param name="Others">By everything else on the machine.</param>
/// <param name="Stolen">What the host of a virtual machine kept from it.</param>
/// <param name="BusyWaited">The same of only the threads that training depends on: see <see cref="BusyThreads"/>.</param>
/// <param name="WorstWaited">The same of only the one of them that waited longest: the others wait for it.</param>
internal readonly record struct ProcessorUse(
    double Own,
    double? Waited = null,
    double? Others = null,
    double? Stolen = null,
    double? BusyWaited = null,
    double? WorstWaited = null
);
