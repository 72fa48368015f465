using System.Diagnostics;

namespace AutoResearch.TestSupport;

/// <summary>
/// Libraries in the place of an NVIDIA driver's, made with the machine's C compiler: they name two GPUs that are not there. Whoever asks
/// them instead of the file system, as has to be done in containers and under WSL, is tested without a GPU. Skips the test where there is
/// no compiler.
/// </summary>
public sealed class StandInDriver : IDisposable
{
    public const string First = "NVIDIA Stand-In 80GB";
    public const string Second = "NVIDIA Stand-In 40GB";

    // The functions that are called, as NVML and the driver API declare them; a device's handle is its number and one.
    private const string Management = """
        #include <string.h>
        static const char *names[] = { "FIRST", "SECOND" };
        int nvmlInit_v2(void) { return 0; }
        int nvmlDeviceGetCount_v2(unsigned *count) { *count = 2; return 0; }
        int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) { *device = (void *)(long)(index + 1); return index < 2 ? 0 : 2; }
        int nvmlDeviceGetName(void *device, char *name, unsigned length) { strncpy(name, names[(long)device - 1], length); return 0; }
        static const char *uuids[] = { "GPU-1111", "GPU-2222" };
        int nvmlDeviceGetUUID(void *device, char *uuid, unsigned length) { strncpy(uuid, uuids[(long)device - 1], length); return 0; }
        struct memory { unsigned long long total, free, used; };
        int nvmlDeviceGetMemoryInfo(void *device, struct memory *memory)
        {
            memory->total = 80ULL << 30; memory->used = 1ULL << 30; memory->free = 79ULL << 30;
            return 0;
        }

        """;

    private const string Driver = """
        #include <stdlib.h>
        #include <string.h>
        static const char *names[] = { "FIRST", "SECOND" };
        int cuInit(unsigned flags) { return flags; }
        int cuDeviceGet(int *device, int ordinal) { *device = ordinal; return ordinal < 2 ? 0 : 101; }
        int cuDeviceGetName(char *name, int length, int device) { strncpy(name, names[device], length); return 0; }
        int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = device ? 42285268992ULL : 84929347584ULL; return 0; }

        """;

    public StandInDriver()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a driver of Linux");
        ManagementLibrary = Make("libnvidia-ml.so.1", Management);
        DriverLibrary = Make("libcuda.so.1", Driver);
    }

    /// <summary>The folder with both, for LD_LIBRARY_PATH.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("autoresearch-driver-").FullName;

    /// <summary>Stands for NVML.</summary>
    public string ManagementLibrary { get; }

    /// <summary>Stands for CUDA's driver API.</summary>
    public string DriverLibrary { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Make(string name, string source)
    {
        var library = Path.Combine(Folder, name);
        var text = Path.Combine(Folder, name + ".c");
        var named = source.Replace("FIRST", First, StringComparison.Ordinal).Replace("SECOND", Second, StringComparison.Ordinal);
        File.WriteAllText(text, named);
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        var compiler = ((string[])["cc", "gcc", "clang"])
            .SelectMany(program => folders.Select(folder => Path.Combine(folder, program)))
            .FirstOrDefault(File.Exists);
        if (compiler is null)
        {
            Dispose();
            Assert.Skip(Installable.Reason("no C compiler is here to make a stand-in for the driver with"));
        }

        var start = new ProcessStartInfo(compiler!, ["-shared", "-fPIC", "-o", library, text]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return library;
    }
}
