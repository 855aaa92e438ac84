using FaceRek.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Models;

public sealed class ModelCatalogueTests
{
    [Theory]
    [InlineData("yunet", 317_434, "81dbde155e982455488235acb8ec2dec5d647edf7cf7080d33e4abb69b93a0d2")]
    [InlineData("yunet-640", 232_589, "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4")]
    [InlineData("sface", 38_696_353, "0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79")]
    [InlineData("sface-int8", 9_896_933, "2b0e941e6f16cc048c20aee0c8e31f569118f65d702914540f7bfdc14048d78a")]
    public void Each_file_is_pinned_by_size_and_hash(string name, long bytes, string sha256)
    {
        var model = ModelCatalogue.Find(name)!;

        Assert.Equal((bytes, sha256), (model.Bytes, model.Manifest.Sha256));
        var address = Assert.IsType<ModelOrigin.Address>(model.Origin).Uri;
        Assert.Equal("https", address.Scheme);
        Assert.EndsWith(model.Manifest.File, address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public void The_recommended_set_is_a_detector_a_network_and_a_mesh() =>
        Assert.Collection(
            ModelCatalogue.Recommended,
            model => Assert.IsAssignableFrom<DetectorManifest>(model.Manifest),
            model => Assert.IsType<EmbeddingManifest>(model.Manifest),
            model => Assert.IsType<MeshManifest>(model.Manifest)
        );

    [Theory]
    [InlineData("blazeface")]
    [InlineData("dlib-resnet")]
    [InlineData("facemesh")]
    public void A_pack_made_of_a_package_says_who_granted_what_and_where_it_comes_from(string name)
    {
        var model = ModelCatalogue.Find(name)!;
        var package = Assert.IsType<ModelOrigin.Package>(model.Origin).From;

        Assert.False(string.IsNullOrWhiteSpace(model.Manifest.Licence));
        Assert.Contains(package.ToString(), model.Manifest.Source, StringComparison.Ordinal);
        Assert.True(model.Manifest.Terms!.Length > 100, model.Manifest.Terms);
        Assert.Equal(64, Convert.FromBase64String(package.Integrity).Length);
        Assert.All(package.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
    }

    [Fact]
    public void Yunet_comes_before_blazeface_and_dlib_before_sface()
    {
        var names = ModelCatalogue.All.Select(model => model.Manifest.Name).ToList();
        Assert.True(names.IndexOf("yunet") < names.IndexOf("blazeface"));
        Assert.True(names.IndexOf("dlib-resnet") < names.IndexOf("sface"));
    }

    [Fact]
    public void Networks_for_research_only_are_not_in_it() =>
        Assert.DoesNotContain(
            ModelCatalogue.All,
            model => model.Manifest.Licence.Contains("research", StringComparison.OrdinalIgnoreCase)
        );

    [Fact]
    public void The_detectors_of_the_catalogue_find_faces()
    {
        SharedPacks.SkipWhereAbsent();
        Assert.Equal(SharedPacks.Yunet320.File, ModelCatalogue.Find("yunet")!.Manifest.File);
        foreach (
            var (entry, shared) in new[]
            {
                (ModelCatalogue.Find("yunet")!, SharedPacks.Yunet320),
                (ModelCatalogue.Find("yunet-640")!, SharedPacks.Yunet640),
            }
        )
        {
            var file = SharedPacks.Network(shared);
            Assert.Equal((entry.Bytes, entry.Manifest.Sha256), (file.Length, PackFolder.Hash(file)));
        }
    }
}
