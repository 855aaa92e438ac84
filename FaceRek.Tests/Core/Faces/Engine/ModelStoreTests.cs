using System.Text;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Engine;

public sealed class ModelStoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly byte[] Pointer = Encoding.ASCII.GetBytes(
        $"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('a', 64)}\nsize 38696353\n"
    );

    private readonly PackFolder folder = new();
    private readonly HttpClient client = new();

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_pack_from_disk_is_installed_and_verified()
    {
        var store = new ModelStore(folder.Store);

        var imported = await store.ImportAsync(folder.Write(PackFolder.TinyManifest(), TinyNetwork.Bytes), None);

        Assert.Equal("tiny/1", imported.Id.ToString());
        Assert.Equal("tiny/1", Assert.Single(store.Installed()).Id.ToString());
        Assert.Equal(new ModelCheck("tiny", null), Assert.Single(store.Verify()));
        Assert.Equal(TinyNetwork.Bytes, store.Network(imported));
    }

    [Fact]
    public async Task A_new_version_takes_the_place_of_the_old_and_leaves_nothing_of_it()
    {
        var store = new ModelStore(folder.Store);
        await store.ImportAsync(folder.Write(PackFolder.TinyManifest(version: "1"), TinyNetwork.Bytes), None);
        // Field 2 of the model is the producer's name: another file of the same network.
        byte[] second = [.. TinyNetwork.Bytes, (2 << 3) | 2, 1, (byte)'x'];

        await store.ImportAsync(folder.Write(PackFolder.TinyManifest(version: "2", file: second), second), None);

        Assert.Equal("tiny/2", Assert.Single(store.Installed()).Id.ToString());
        Assert.Null(Assert.Single(store.Verify()).Error);
        Assert.Equal(2, Directory.GetFiles(folder.Store, "*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("mobilefacenet.json")]
    [InlineData("yunet.json")]
    public async Task The_packs_beside_the_project_are_imported(string manifest)
    {
        SharedPacks.SkipWhereAbsent();
        var store = new ModelStore(folder.Store);

        await store.ImportAsync(SharedPacks.Manifest(manifest), None);

        Assert.Null(Assert.Single(store.Verify()).Error);
    }

    public static TheoryData<string, byte[], string> BadFiles =>
        new()
        {
            {
                "another",
                [.. TinyNetwork.Bytes, 0],
                "The file for tiny is not the one in its manifest: its SHA-256 is "
            },
            { "cut", TinyNetwork.Bytes[..^1], "The file for tiny is not the one in its manifest: its SHA-256 is " },
            { "empty", [], "The file for tiny is not the one in its manifest: its SHA-256 is " },
            {
                "pointer",
                Pointer,
                "The file for tiny is only a git-LFS pointer. Download the file itself, or use git lfs."
            },
        };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_from_disk_changes_nothing(string kind, byte[] file, string sentence)
    {
        var store = await StoreWithTinyAsync();
        var before = folder.Contents();

        var exception = await Assert.ThrowsAsync<ModelException>(() =>
            store.ImportAsync(folder.Write(PackFolder.TinyManifest(version: "2"), file), None)
        );

        Assert.StartsWith(sentence, exception.Message, StringComparison.Ordinal);
        Assert.Equal((kind, before), (kind, folder.Contents()));
    }

    [Fact]
    public async Task A_file_that_is_no_network_is_refused_though_its_hash_is_right()
    {
        var store = await StoreWithTinyAsync();
        var before = folder.Contents();
        var file = "not a network"u8.ToArray();

        var exception = await Assert.ThrowsAsync<ModelException>(() =>
            store.ImportAsync(folder.Write(PackFolder.TinyManifest(file: file), file), None)
        );

        Assert.Equal("The file of tiny is not a network that ONNX Runtime can run.", exception.Message);
        Assert.Equal(before, folder.Contents());
    }

    [Fact]
    public async Task A_network_that_is_not_the_one_described_is_refused_though_its_hash_is_right()
    {
        var manifest = folder.Write(
            PackFolder.TinyManifest().Replace("48", "128", StringComparison.Ordinal),
            TinyNetwork.Bytes
        );

        var exception = await Assert.ThrowsAsync<ModelException>(() =>
            new ModelStore(folder.Store).ImportAsync(manifest, None)
        );

        Assert.Equal("The network of tiny does not answer with 128 numbers.", exception.Message);
        Assert.Empty(folder.Contents());
    }

    [Fact]
    public async Task A_manifest_or_file_that_is_not_there_is_said()
    {
        var store = new ModelStore(folder.Store);
        var lonely = folder.Write(PackFolder.TinyManifest(), file: null);

        foreach (var path in new[] { "nowhere/pack.json", lonely })
        {
            var exception = await Assert.ThrowsAsync<ModelException>(() => store.ImportAsync(path, None));
            Assert.StartsWith("The pack cannot be read: Could not find", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_changed_later_is_found_and_the_others_are_still_good()
    {
        var store = await StoreWithTinyAsync();
        await store.ImportAsync(folder.Write(PackFolder.TinyManifest(name: "other"), TinyNetwork.Bytes), None);
        var file = Directory.GetFiles(Path.Combine(folder.Store, "other"), "*.onnx").Single();
        await File.WriteAllBytesAsync(file, TinyNetwork.Bytes[..100], None);
        Directory.CreateDirectory(Path.Combine(folder.Store, "stray"));

        var checks = store.Verify().ToDictionary(check => check.Name, check => check.Error);

        Assert.Null(checks["tiny"]);
        Assert.StartsWith(
            "The file for other is not the one in its manifest",
            checks["other"],
            StringComparison.Ordinal
        );
        Assert.StartsWith("Could not find file", checks["stray"], StringComparison.Ordinal);
        Assert.Equal(["other", "tiny"], store.Installed().Select(manifest => manifest.Name));
    }

    [Fact]
    public async Task A_pack_of_the_catalogue_is_downloaded()
    {
        await using var server = new LoopbackFile(TinyNetwork.Bytes);
        var store = StoreOver(server);

        await store.InstallAsync("tiny", client, None);

        Assert.Equal(new ModelCheck("tiny", null), Assert.Single(store.Verify()));
    }

    [Fact]
    public async Task What_is_here_and_whole_is_not_downloaded_again_and_what_is_damaged_is()
    {
        await using var server = new LoopbackFile(TinyNetwork.Bytes);
        var store = StoreOver(server);
        await store.InstallAsync("tiny", client, None);
        await store.InstallAsync("tiny", client, None);
        Assert.Equal(1, server.Requests);

        await File.WriteAllBytesAsync(
            Directory.GetFiles(folder.Store, "*.onnx", SearchOption.AllDirectories).Single(),
            [1, 2, 3],
            None
        );
        await store.InstallAsync("tiny", client, None);

        Assert.Equal(2, server.Requests);
        Assert.Null(Assert.Single(store.Verify()).Error);
    }

    [Fact]
    public async Task A_download_that_breaks_off_changes_nothing_and_can_be_tried_again()
    {
        await using var broken = new LoopbackFile(TinyNetwork.Bytes, sent: 100);
        var exception = await Assert.ThrowsAsync<ModelException>(() =>
            StoreOver(broken).InstallAsync("tiny", client, None)
        );
        Assert.StartsWith("tiny could not be downloaded from 127.0.0.1: ", exception.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Contents());

        await using var whole = new LoopbackFile(TinyNetwork.Bytes);
        Assert.Equal("tiny/1", (await StoreOver(whole).InstallAsync("tiny", client, None)).Id.ToString());
    }

    public static TheoryData<string, byte[], string, string> BadAnswers =>
        new()
        {
            {
                "wrong",
                [.. TinyNetwork.Bytes[..^1], 0],
                "200 OK",
                "The file for tiny is not the one in its manifest: its SHA-256 is "
            },
            {
                "cut",
                TinyNetwork.Bytes[..^1],
                "200 OK",
                $"The file for tiny ended after {TinyNetwork.Bytes.Length - 1} of {TinyNetwork.Bytes.Length} bytes."
            },
            {
                "long",
                [.. TinyNetwork.Bytes, 0],
                "200 OK",
                $"The file for tiny is longer than {TinyNetwork.Bytes.Length} bytes."
            },
            {
                "pointer",
                Pointer,
                "200 OK",
                "The file for tiny is only a git-LFS pointer. Download the file itself, or use git lfs."
            },
            { "gone", TinyNetwork.Bytes, "404 Not Found", "The address of tiny answered 404: http://127.0.0.1" },
        };

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task A_bad_answer_changes_nothing(string kind, byte[] body, string status, string sentence)
    {
        await using var server = new LoopbackFile(body, status);

        var exception = await Assert.ThrowsAsync<ModelException>(() =>
            StoreOver(server).InstallAsync("tiny", client, None)
        );

        Assert.StartsWith(sentence, exception.Message, StringComparison.Ordinal);
        Assert.Equal((kind, ""), (kind, folder.Contents()));
    }

    [Fact]
    public async Task A_download_that_stalls_ends_when_the_caller_has_waited_enough()
    {
        await using var server = new LoopbackFile(TinyNetwork.Bytes, sent: 100, stalls: true);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            StoreOver(server).InstallAsync("tiny", client, patience.Token)
        );

        Assert.Empty(folder.Contents());
    }

    [Fact]
    public async Task No_one_listening_is_said_in_a_sentence()
    {
        var server = new LoopbackFile([]);
        var store = StoreOver(server);
        await server.DisposeAsync();

        var exception = await Assert.ThrowsAsync<ModelException>(() => store.InstallAsync("tiny", client, None));

        Assert.StartsWith("tiny could not be downloaded from 127.0.0.1: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_not_in_the_catalogue_is_answered_with_those_that_are()
    {
        var exception = await Assert.ThrowsAsync<ModelException>(() =>
            new ModelStore(folder.Store).InstallAsync("facenet", client, None)
        );
        Assert.Equal(
            "There is no model 'facenet' in the catalogue; it has yunet, yunet-640, blazeface, dlib-resnet, sface, sface-int8, facemesh.",
            exception.Message
        );
    }

    [Fact]
    public async Task What_a_dead_download_left_is_swept_and_what_a_living_one_writes_is_not()
    {
        Directory.CreateDirectory(folder.Store);
        var (dead, living) = (Path.Combine(folder.Store, "dead.part"), Path.Combine(folder.Store, "living.part"));
        await File.WriteAllTextAsync(dead, "half", None);
        await using var writing = new FileStream(living, FileMode.CreateNew, FileAccess.Write, FileShare.None);

        await StoreWithTinyAsync();

        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(living));
    }

    private async Task<ModelStore> StoreWithTinyAsync()
    {
        var store = new ModelStore(folder.Store);
        await store.ImportAsync(folder.Write(PackFolder.TinyManifest(), TinyNetwork.Bytes), None);
        return store;
    }

    private ModelStore StoreOver(LoopbackFile server)
    {
        var json = PackFolder.TinyManifest();
        return new ModelStore(
            folder.Store,
            [
                new CatalogueModel(
                    ModelManifest.Read(json),
                    TinyNetwork.Bytes.Length,
                    new ModelOrigin.Address(server.Address)
                )
                {
                    Json = json,
                },
            ]
        );
    }
}
