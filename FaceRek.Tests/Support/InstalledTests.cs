namespace FaceRek.Tests.Support;

public sealed class InstalledTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("facerek-programs-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_browser_is_the_first_that_says_its_version()
    {
        var stub = Script("stub", "echo 'requires the chromium snap 1.0 to be installed' >&2; exit 1");
        var polite = Script("polite", "echo 'install the chromium snap 1.0'; exit 10");
        var mute = Script("mute", "exit 0");
        var (real, other) = (
            Script("real", "[ \"$1\" = --version ] && echo 'Chromium 140.0'"),
            Script("other", "echo 'Chromium 141.0'")
        );
        var broken = Path.Combine(folder.FullName, "broken");
        File.WriteAllText(broken, "no program");

        Assert.Equal(
            real,
            Installed.FirstThatAnswers([
                Path.Combine(folder.FullName, "absent"),
                folder.FullName,
                broken,
                stub,
                polite,
                mute,
                real,
                other,
            ])
        );
        Assert.Null(Installed.FirstThatAnswers([stub, mute]));
    }

    private string Script(string name, string lines)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{lines}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return path;
    }
}
