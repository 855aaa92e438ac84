using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Installation;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Installation;

public sealed class PackImportTests : IDisposable
{
    private readonly PackFolder folder = new();
    private readonly ModelStore store;

    public PackImportTests() => store = new ModelStore(folder.Store, [PackedFiles.TinyModel]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("facerek-tiny-1.0.0.tgz")]
    [InlineData("renamed")]
    public async Task A_tarball_is_known_by_its_hash_whatever_its_name(string name)
    {
        var path = Write(name, PackedFiles.Tiny.Tarball);

        Assert.Equal("tiny/1", Assert.Single(await ImportAsync(path)).Id.ToString());
        Assert.Equal(new ModelCheck("tiny", null), Assert.Single(store.Verify()));
    }

    [Theory]
    [InlineData("sent/deep/in/folders/network.bin")]
    [InlineData("package/networks/tiny.onnx")]
    public async Task A_file_of_a_package_is_found_anywhere_in_a_folder(string name)
    {
        Write("sent/README.md", "other"u8.ToArray());
        Write("sent/decoy.onnx", new byte[TinyNetwork.Bytes.Length]);
        Write(name, TinyNetwork.Bytes);

        Assert.Equal("tiny/1", Assert.Single(await ImportAsync(folder.Root)).Id.ToString());
        Assert.Null(Assert.Single(store.Verify()).Error);
    }

    [Fact]
    public async Task A_tarball_in_a_folder_is_taken()
    {
        Write("usb/one/anything.tgz", PackedFiles.Tiny.Tarball);

        Assert.Equal("tiny/1", Assert.Single(await ImportAsync(Path.Combine(folder.Root, "usb"))).Id.ToString());
    }

    [Fact]
    public async Task A_cut_tarball_is_told_and_changes_nothing()
    {
        var path = Write("facerek-tiny-1.0.0.tgz", PackedFiles.Tiny.Tarball[..50]);

        var fault = await Assert.ThrowsAsync<ModelException>(() => ImportAsync(path));

        Assert.Equal(
            $"The tarball of @facerek/tiny 1.0.0 is cut: it ends after 50 of {PackedFiles.Tiny.Tarball.Length} bytes.",
            fault.Message
        );
        Assert.Empty(store.Installed());
    }

    [Fact]
    public async Task Where_there_is_nothing_of_use_it_is_told_what_is_taken()
    {
        var path = Write("other.tgz", [1, 2, 3]);
        var told =
            $"{path} has nothing that a pack of the catalogue is made of. It takes the tarballs of the npm packages @facerek/tiny 1.0.0, or the files in them.";

        Assert.Equal(told, (await Assert.ThrowsAsync<ModelException>(() => ImportAsync(path))).Message);
        var nowhere = Path.Combine(folder.Root, "nowhere");
        Assert.Equal(
            $"There is no file or folder {nowhere}.",
            (await Assert.ThrowsAsync<ModelException>(() => ImportAsync(nowhere))).Message
        );
        Assert.False(Directory.Exists(folder.Store));
    }

    private Task<IReadOnlyList<ModelManifest>> ImportAsync(string path) =>
        new PackImport(store).ImportAsync(path, TestContext.Current.CancellationToken);

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
