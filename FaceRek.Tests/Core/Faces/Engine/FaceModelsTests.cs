using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Engine;

public sealed class FaceModelsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly PackFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void With_nothing_installed_there_is_the_classic_engine()
    {
        using var models = new FaceModels(new ModelStore(folder.Store));

        var classic = Assert.Single(models.Installed);
        Assert.Equal(("classic", false, true), (classic.Name, classic.IsNeural, classic.IsUsable));
        Assert.Equal(classic, models.Recommended);
    }

    [Fact]
    public async Task A_network_without_a_detector_is_shown_with_what_it_lacks()
    {
        var store = await StoreWithTinyAsync();
        using var models = new FaceModels(store);

        var tiny = models.Installed[1];

        Assert.Equal(
            ("tiny", "1", "for tests", true, false),
            (tiny.Name, tiny.Version, tiny.Licence, tiny.IsNeural, tiny.IsUsable)
        );
        Assert.Equal("tiny needs a face detector: install blazeface first.", tiny.Obstacle);
        Assert.Equal("made up for tests", tiny.ThresholdSource);
        Assert.Equal(tiny.Obstacle, Assert.Throws<ModelException>(() => models.Get("tiny")).Message);
        Assert.Equal("classic", models.Recommended.Name);
    }

    [Fact]
    public void A_name_that_is_not_installed_is_answered_with_those_that_are()
    {
        using var models = new FaceModels(new ModelStore(folder.Store));
        Assert.Equal(
            "There is no model 'sface' here. Install it, or choose classic.",
            Assert.Throws<ModelException>(() => models.Get("sface")).Message
        );
    }

    [Fact]
    public async Task A_pack_is_loaded_once_for_all_who_ask()
    {
        using var models = new FaceModels(await StoreWithTinyAndYunetAsync());

        var asked = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => models.Get("tiny"), None)));

        Assert.All(asked, model => Assert.Same(asked[0], model));
        Assert.Equal(("tiny/1", true, "for tests"), (asked[0].Id.ToString(), asked[0].IsNeural, asked[0].Licence));
        Assert.Equal("made up for tests", asked[0].Policy.Source);
    }

    [Fact]
    public async Task After_an_install_only_what_changed_is_loaded_again()
    {
        var store = await StoreWithTinyAndYunetAsync();
        using var models = new FaceModels(store);
        var first = models.Get("tiny");
        models.Refresh();
        Assert.Same(first, models.Get("tiny"));

        await store.ImportAsync(folder.Write(PackFolder.TinyManifest(version: "2"), TinyNetwork.Bytes), None);
        Assert.Same(first, models.Get("tiny"));
        models.Refresh();

        Assert.Equal("tiny/2", models.Get("tiny").Id.ToString());
        Assert.Equal("tiny/1", first.Id.ToString());
    }

    [Fact]
    public async Task A_damaged_file_is_never_loaded_and_a_repaired_one_is()
    {
        using var models = new FaceModels(await StoreWithTinyAndYunetAsync());
        var file = Directory.GetFiles(Path.Combine(folder.Store, "tiny"), "*.onnx").Single();
        await File.WriteAllBytesAsync(file, [.. TinyNetwork.Bytes, 0], None);

        var exception = Assert.Throws<ModelException>(() => models.Get("tiny"));
        Assert.StartsWith(
            "The file for tiny is not the one in its manifest",
            exception.Message,
            StringComparison.Ordinal
        );

        await File.WriteAllBytesAsync(file, TinyNetwork.Bytes, None);
        Assert.Equal("tiny/1", models.Get("tiny").Id.ToString());
    }

    [Fact]
    public async Task Only_a_network_of_the_catalogue_is_recommended()
    {
        var json = PackFolder.TinyManifest();
        var store = await StoreWithTinyAndYunetAsync();
        using var strange = new FaceModels(store);
        using var known = new FaceModels(
            new ModelStore(
                folder.Store,
                [
                    new CatalogueModel(
                        ModelManifest.Read(json),
                        1,
                        new ModelOrigin.Address(new Uri("https://example.test/"))
                    )
                    {
                        Json = json,
                    },
                ]
            )
        );

        Assert.True(strange.Installed[1].IsUsable);
        Assert.Equal("classic", strange.Recommended.Name);
        Assert.Equal("tiny", known.Recommended.Name);
    }

    [Fact]
    public async Task A_new_organization_starts_with_the_recommended_network_and_not_with_a_damaged_one()
    {
        var store = new ModelStore(folder.Store);
        using var models = new FaceModels(store);
        Assert.Equal("classic", models.First().Name);

        await RealPackages.InstallAsync(store);

        Assert.Equal("dlib-resnet", models.First().Name);
        await DamageAsync("dlib-resnet");
        using var started = new FaceModels(store);
        Assert.Equal("classic", started.First().Name);
    }

    [Fact]
    public async Task A_network_that_changes_on_disk_is_noticed_and_the_loaded_one_stays_in_use()
    {
        SharedPacks.SkipWhereAbsent();
        var store = new ModelStore(folder.Store);
        await RealPackages.InstallAsync(store);
        using var models = new FaceModels(store);
        var model = models.Get("dlib-resnet");
        var before = Read(model, SharedPacks.People()[0]);

        await DamageAsync("dlib-resnet");
        models.Refresh();

        Assert.Same(model, models.Get("dlib-resnet"));
        Assert.Equal(before.Values.ToArray(), Read(model, SharedPacks.People()[0]).Values.ToArray());
        var told = Assert.Single(store.Verify(), check => check.Error is not null);
        Assert.Equal("dlib-resnet", told.Name);
        Assert.StartsWith(
            "The file for dlib-resnet is not the one in its manifest: its SHA-256 is ",
            told.Error,
            StringComparison.Ordinal
        );
        using var started = new FaceModels(store);
        Assert.Equal(told.Error, Assert.Throws<ModelException>(() => started.Get("dlib-resnet")).Message);
    }

    [Fact]
    public async Task A_detector_that_sees_no_corners_of_the_mouth_tells_none()
    {
        SharedPacks.SkipWhereAbsent();
        var store = new ModelStore(folder.Store);
        await RealPackages.InstallAsync(store);
        // The mesh would place them.
        Directory.Delete(Path.Combine(folder.Store, "facemesh"), recursive: true);
        using var models = new FaceModels(store);
        var picture = await File.ReadAllBytesAsync(SharedPacks.People()[0], None);

        var told = new FaceInspector(models.Get("dlib-resnet")).Inspect(picture, PictureLimits.Upload);

        var points = Assert.Single(Assert.IsType<FaceInspection.Seen>(told).Faces).Points!;
        Assert.NotNull(points.Nose);
        Assert.Equal((null, null), (points.LeftMouth, points.RightMouth));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task With_the_recommended_networks_each_is_nearest_to_themselves_and_no_one_is_taken_for_another(
        int seed
    )
    {
        SharedPacks.SkipWhereAbsent();
        var store = new ModelStore(folder.Store);
        await RealPackages.InstallAsync(store);

        AssertApart(new FaceModels(store), "dlib-resnet", seed, mayRefuse: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task With_two_templates_per_person_no_one_is_refused_and_no_one_is_taken_for_another(int seed)
    {
        SharedPacks.SkipWhereAbsent();
        var store = await StoreWithTinyAndYunetAsync();
        await store.ImportAsync(SharedPacks.Manifest("mobilefacenet.json"), None);
        AssertApart(new FaceModels(store), "mobilefacenet", seed, mayRefuse: 0);
    }

    /// <param name="mayRefuse">Single pictures, of some two dozen, that may miss the threshold; a check-in has a burst.</param>
    private static void AssertApart(FaceModels opened, string name, int seed, int mayRefuse)
    {
        using var models = opened;
        var model = models.Get(name);
        var people = SharedPacks
            .People()
            .GroupBy(path => Path.GetDirectoryName(path))
            .ToDictionary(_ => Guid.CreateVersion7(), paths => Shuffled(paths, seed));
        var gallery = model.NewGallery();
        foreach (var (person, paths) in people)
        {
            foreach (var path in paths[..2])
            {
                gallery.Put(person, Guid.CreateVersion7(), Read(model, path));
            }
        }

        var (refused, missed) = (0, 0);
        foreach (var (person, paths) in people)
        {
            foreach (var probe in paths[2..].Select(path => Read(model, path)))
            {
                refused += gallery.Verify(person, probe).Decision == MatchDecision.Match ? 0 : 1;
                Assert.All(
                    people.Keys.Where(other => other != person),
                    other => Assert.Equal(MatchDecision.Unknown, gallery.Verify(other, probe).Decision)
                );
                var best = gallery.Rank(probe, 1)[0];
                Assert.Equal(person, best.PersonId);
                missed += best.Decision == MatchDecision.Match ? 0 : 1;
            }
        }
        Assert.InRange(refused, 0, mayRefuse);
        Assert.InRange(missed, 0, mayRefuse);
    }

    private async Task DamageAsync(string name)
    {
        var path = Assert.Single(Directory.GetFiles(Path.Combine(folder.Store, name), "*.onnx"));
        var file = await File.ReadAllBytesAsync(path, None);
        file[^1] ^= 1;
        await File.WriteAllBytesAsync(path, file, None);
    }

    private static string[] Shuffled(IEnumerable<string> paths, int seed)
    {
        var shuffled = paths.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private static Template Read(FaceModel model, string path) =>
        Assert.IsType<FaceReading.Readable>(model.Reader.Read(File.ReadAllBytes(path), PictureLimits.Upload)).Template;

    private async Task<ModelStore> StoreWithTinyAsync()
    {
        var store = new ModelStore(folder.Store);
        await store.ImportAsync(folder.Write(PackFolder.TinyManifest(), TinyNetwork.Bytes), None);
        return store;
    }

    private async Task<ModelStore> StoreWithTinyAndYunetAsync()
    {
        SharedPacks.SkipWhereAbsent();
        var store = await StoreWithTinyAsync();
        await store.ImportAsync(SharedPacks.Manifest("yunet.json"), None);
        return store;
    }
}
