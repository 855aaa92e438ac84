using System.Text;

namespace FaceRek.Tests.Support;

/// <summary>The program with a library in place of OpenCV that does not load.</summary>
internal sealed class ProgramWithoutOpenCv : IDisposable
{
    private readonly DirectoryInfo folder;

    private ProgramWithoutOpenCv(DirectoryInfo folder) => this.folder = folder;

    public string Program => Path.Combine(folder.FullName, "program", "FaceRek.Web.dll");

    /// <summary>For its data.</summary>
    public string Folder => Path.Combine(folder.FullName, "data");

    /// <summary>The file is not a library at all.</summary>
    public static ProgramWithoutOpenCv Damaged() => Make((_, path) => File.WriteAllText(path, "This is no library."));

    /// <summary>As on a system that lacks a dependency: the real library, with another name in place of libatomic's.</summary>
    public static ProgramWithoutOpenCv Lacking(string library) =>
        Make(
            (real, path) =>
            {
                var (wanted, named) = (Encoding.ASCII.GetBytes("libatomic.so.1"), Encoding.ASCII.GetBytes(library));
                Assert.Equal(wanted.Length, named.Length);
                var bytes = File.ReadAllBytes(real);
                var at = bytes.AsSpan().IndexOf(wanted);
                Assert.True(at > 0, "OpenCV's library does not name libatomic any more.");
                named.CopyTo(bytes, at);
                File.WriteAllBytes(path, bytes);
            }
        );

    private static ProgramWithoutOpenCv Make(Action<string, string> replace)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library is looked for as Linux has it.");
        var folder = Directory.CreateTempSubdirectory("facerek-without-opencv-");
        Link(new DirectoryInfo(AppContext.BaseDirectory), folder.CreateSubdirectory("program"), replace);
        return new ProgramWithoutOpenCv(folder);
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>
    /// Links take no space; the startup files are copied, because the host looks for everything else beside the real
    /// file.
    /// </summary>
    private static void Link(DirectoryInfo from, DirectoryInfo to, Action<string, string> replace)
    {
        foreach (var file in from.EnumerateFiles())
        {
            var path = Path.Combine(to.FullName, file.Name);
            if (file.Name == "libOpenCvSharpExtern.so")
            {
                replace(file.FullName, path);
            }
            else if (file.Name.StartsWith("FaceRek.Web.", StringComparison.Ordinal))
            {
                file.CopyTo(path);
            }
            else
            {
                File.CreateSymbolicLink(path, file.FullName);
            }
        }
        foreach (var inner in from.EnumerateDirectories())
        {
            if (inner.Name is "runtimes" or "linux-x64" or "native" or "wwwroot")
            {
                Link(inner, to.CreateSubdirectory(inner.Name), replace);
            }
        }
    }
}
