using System.Text;
using AutoResearch.Training;
using CsCheck;

namespace AutoResearch.Tests.Machines;

public class GpuDriverTests
{
    [Fact]
    public void The_driver_s_libraries_are_found_where_the_loader_finds_them()
    {
        var cache = Cache(
            "/lib/x86_64-linux-gnu/libc.so.6",
            "/opt/driver/lib64/libcuda.so.1",
            "/opt/driver/lib64/libnvidia-ml.so.1",
            "/srv/other/libnvidia-ptxjitcompiler.so.580.1"
        );
        Assert.Equal(
            ["/opt/driver/lib64", "/srv/other"],
            GpuDriver.Folders(cache, folder =>
                folder.StartsWith("/opt", StringComparison.Ordinal) || folder.StartsWith("/srv", StringComparison.Ordinal)
            )
        );
    }

    [Theory]
    [InlineData("/usr/lib/wsl/lib")]
    [InlineData("/usr/local/nvidia/lib64")]
    [InlineData("/run/opengl-driver/lib")]
    public void So_are_the_places_that_no_cache_names(string folder) =>
        Assert.Equal([folder], GpuDriver.Folders([], path => path == folder));

    [Fact]
    public void A_library_of_a_similar_name_is_no_driver() =>
        Assert.Empty(
            GpuDriver.Folders(Cache("/opt/a/libcudart.so.12", "/opt/b/libcudnn.so.9", "/opt/c/xlibcuda.so.1"), folder =>
                folder.StartsWith("/opt", StringComparison.Ordinal)
            )
        );

    [Fact]
    public void A_cache_of_anything_harms_nobody() =>
        Gen.Byte.Array[0, 4096].Sample(bytes => Assert.Empty(GpuDriver.Folders(bytes, _ => false)));

    // As ldconfig writes it: a header and entries, then the strings.
    private static byte[] Cache(params string[] libraries) =>
        Encoding.Latin1.GetBytes(
            "ld.so-1.7.0\0glibc-ld.so.cache1.1\x02\0\0" + string.Concat(libraries.Select(path => $"{Path.GetFileName(path)}\0{path}\0"))
        );
}
