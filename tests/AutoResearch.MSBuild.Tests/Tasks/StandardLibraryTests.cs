using AutoResearch.Tasks;

namespace AutoResearch.Tests.Tasks;

public class StandardLibraryTests
{
    [Fact]
    public void The_library_that_a_process_has_loaded_is_found() =>
        Assert.Equal(
            "/opt/gcc 14/lib64/libstdc++.so.6.0.33",
            StandardLibrary.FromMaps(
                "55d0c5a00000-55d0c5a10000 r--p 00000000 08:01 1234                       /usr/bin/dotnet\n"
                    + "7f38e1000000-7f38e1100000 rw-p 00000000 00:00 0 \n"
                    + "7f38e1700000-7f38e1800000 r-xp 00000000 08:01 77                        /opt/libstdc++.so.6/libc.so\n"
                    + "7f38e1800000-7f38e1900000 r--p 00000000 08:01 99                        /opt/gcc 14/lib64/libstdc++.so.6.0.33\n"
            )
        );

    [Fact]
    public void A_process_without_it_gives_none() =>
        Assert.Null(StandardLibrary.FromMaps("7f38e1000000-7f38e1100000 rw-p 00000000 00:00 0 [heap]\n"));

    [Fact]
    public void This_machine_has_one_that_can_be_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        var found = SharedObject.Read(File.ReadAllBytes(StandardLibrary.Find()!));
        Assert.Contains("GLIBCXX_3.4", found!.Definitions);
    }
}
