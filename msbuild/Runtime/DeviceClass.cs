using System.Globalization;

namespace AutoResearch;

/// <summary>How much a device computes. The size of a model is chosen by it.</summary>
public enum DeviceClass
{
    /// <summary>A processor of a few cores.</summary>
    SmallCpu,

    /// <summary>A processor with <see cref="DeviceClasses.ThreadsOfLargeCpu"/> threads or more.</summary>
    LargeCpu,

    /// <summary>A GPU.</summary>
    Gpu,
}

/// <summary>Finds a device's class from its description in the ledger's words, so that the tool and the training agree.</summary>
public static class DeviceClasses
{
    /// <summary>From this many threads on a processor is a large one.</summary>
    public const int ThreadsOfLargeCpu = 8;

    private const string Cpu = "cpu";

    /// <param name="description">What Prepare.cs says of the device: "cpu, 2 threads", or the name of a GPU.</param>
    /// <returns>Null where nothing is said.</returns>
    public static DeviceClass? Of(string description)
    {
        if (string.IsNullOrWhiteSpace(description))
            return null;
        if (!description.StartsWith(Cpu, StringComparison.OrdinalIgnoreCase))
            return DeviceClass.Gpu;
        return OfCpu(Threads(description) ?? 1);
    }

    /// <summary>How many threads a processor's description names; null where it names none, or is of a GPU.</summary>
    internal static int? Threads(string description)
    {
        if (!description.StartsWith(Cpu, StringComparison.OrdinalIgnoreCase))
            return null;
        var digits = new string([
            .. description[Cpu.Length..].SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit),
        ]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) ? threads : null;
    }

    /// <param name="threads">How many threads compute.</param>
    public static DeviceClass OfCpu(int threads) => threads >= ThreadsOfLargeCpu ? DeviceClass.LargeCpu : DeviceClass.SmallCpu;
}
