namespace AutoResearch;

/// <summary>How the processors were used while a process trained, in processor seconds. What a system does not tell is null.</summary>
/// <param name="Own">By all threads of the process.</param>
/// <param name="Waited">What its threads waited for a processor, together: two threads that wait for a second make two.</param>
/// <param name="Others">By everything else on the machine.</param>
/// <param name="Stolen">What the host of a virtual machine kept from it.</param>
/// <param name="BusyWaited">What those threads waited together that training hangs on: see <see cref="BusyThreads"/>.</param>
/// <param name="WorstWaited">What the one of them waited that waited longest: the others wait for it.</param>
internal readonly record struct ProcessorUse(
    double Own,
    double? Waited = null,
    double? Others = null,
    double? Stolen = null,
    double? BusyWaited = null,
    double? WorstWaited = null
);
