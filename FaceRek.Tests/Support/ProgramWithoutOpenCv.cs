namespace FaceRek.Tests.Support;

/// <summary>The program with a library in OpenCV's place that does not load, as on a system that lacks what it needs.</summary>
internal sealed class ProgramWithoutOpenCv : IDisposable
{
    private readonly DirectoryInfo folder;

    private ProgramWithoutOpenCv(DirectoryInfo folder) => this.folder = folder;

    public string Program => Path.Combine(folder.FullName, "program", "FaceRek.Web.dll");

    /// <summary>For its data.</summary>
    public string Folder => Path.Combine(folder.FullName, "data");

    public static ProgramWithoutOpenCv Make()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library is looked for as Linux has it.");
        var folder = Directory.CreateTempSubdirectory("facerek-without-opencv-");
        Link(new DirectoryInfo(AppContext.BaseDirectory), folder.CreateSubdirectory("program"));
        return new ProgramWithoutOpenCv(folder);
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Links take no room; what the host starts by is copied, since it looks for everything else beside the real file.</summary>
    private static void Link(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
        {
            var path = Path.Combine(to.FullName, file.Name);
            if (file.Name == "libOpenCvSharpExtern.so") { File.WriteAllText(path, "This is no library."); }
            else if (file.Name.StartsWith("FaceRek.Web.", StringComparison.Ordinal)) { _ = file.CopyTo(path); }
            else { _ = File.CreateSymbolicLink(path, file.FullName); }
        }
        foreach (var inner in from.EnumerateDirectories())
        {
            if (inner.Name is "runtimes" or "linux-x64" or "native" or "wwwroot") { Link(inner, to.CreateSubdirectory(inner.Name)); }
        }
    }
}
