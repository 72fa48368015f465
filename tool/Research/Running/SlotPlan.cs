using System.Globalization;

namespace AutoResearch.Research.Running;

/// <summary>What there is to share out among slots.</summary>
/// <param name="Processors">Threads that run at the same time.</param>
/// <param name="Memory">Of the machine, in bytes.</param>
/// <param name="Gpus">How many GPUs training can use; 0 where it trains on the processor.</param>
/// <param name="Device">What program.md asks for.</param>
/// <param name="PeakMemory">What a run took of the memory that it trains in, in bytes; null where none was measured.</param>
internal sealed record SlotMachine(int Processors, long Memory, int Gpus, string Device, long? PeakMemory);

/// <summary>Shares a machine out among the slots of a run: a GPU each, or as many threads of the processor each.</summary>
internal static class SlotPlan
{
    // What the tool, the system and the user need is not shared out.
    private const double ShareOfMemory = 0.85;

    /// <summary>The most slots that a machine has room for.</summary>
    public static int Most(SlotMachine machine) =>
        machine.Gpus > 0 ? GpusFor(machine) : Math.Max(1, Math.Min(machine.Processors, InMemory(machine)));

    /// <summary>
    /// The numbers of slots worth trying where nobody says how many: each twice the one before, and the most. On so few threads that a
    /// project takes a smaller model none is: how many steps another model makes says nothing.
    /// </summary>
    public static IReadOnlyList<int> Worthwhile(SlotMachine machine)
    {
        var most = Most(machine);
        // GPUs do not get in each other's way.
        return machine.Gpus > 0
            ? [most]
            :
            [
                .. Enumerable
                    .Range(0, 16)
                    .Select(power => 1 << power)
                    .Where(count => count < most)
                    .Append(most)
                    .Where(count => DeviceClasses.OfCpu(machine.Processors / count) == DeviceClasses.OfCpu(machine.Processors)),
            ];
    }

    /// <summary>Shares it out.</summary>
    /// <exception cref="ResearchException">There is not enough of something for so many slots; the message says of what.</exception>
    public static IReadOnlyList<SlotShare> Of(int count, SlotMachine machine)
    {
        if (count == 1)
            return [SlotShare.Whole];
        if (machine.Gpus > 0)
        {
            return count <= GpusFor(machine)
                ? [.. Enumerable.Range(0, count).Select(gpu => new SlotShare(gpu, null, Gpu(gpu)) { Of = count })]
                : throw TooMany(
                    count,
                    machine.Device.Contains(':', StringComparison.Ordinal)
                        ? $"program.md names one GPU ({machine.Device}), and each slot trains on one of its own"
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"each slot trains on a GPU of its own, and the machine has {machine.Gpus}"
                        ),
                    GpusFor(machine)
                );
        }

        if (count > machine.Processors)
            throw TooMany(
                count,
                string.Create(CultureInfo.InvariantCulture, $"the processor runs {machine.Processors} threads at the same time"),
                Most(machine)
            );
        if (count > InMemory(machine))
        {
            throw TooMany(
                count,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a run takes {Gigabytes(machine.PeakMemory ?? 0)} of memory, and the machine has {Gigabytes(machine.Memory)}"
                ),
                Most(machine)
            );
        }

        var threads = machine.Processors / count;
        return [.. Enumerable.Range(0, count).Select(slot => new SlotShare(slot, threads, null) { Of = count })];
    }

    private static string Gpu(int number) => string.Create(CultureInfo.InvariantCulture, $"cuda:{number}");

    private static int GpusFor(SlotMachine machine) => machine.Device.Contains(':', StringComparison.Ordinal) ? 1 : machine.Gpus;

    private static int InMemory(SlotMachine machine) =>
        machine.PeakMemory is > 0 and var peak ? (int)Math.Min(int.MaxValue, ShareOfMemory * machine.Memory / peak) : int.MaxValue;

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB");

    private static ResearchException TooMany(int count, string why, int most) =>
        new(
            Codes.TooManySlots,
            string.Create(
                CultureInfo.InvariantCulture,
                $"There is no room for {count} slots: {why}. Ask for {Math.Max(1, most)} at most, or for 'auto' "
            ) + "(--slots, or 'Slots:' in program.md)."
        );
}
