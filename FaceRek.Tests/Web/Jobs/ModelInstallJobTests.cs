using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Installation;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Core.Faces.Installation;
using FaceRek.Tests.Core.Faces.Models;
using FaceRek.Tests.Support;
using FaceRek.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceRek.Tests.Web.Jobs;

/// <summary>A server fetches what is missing by itself, and says how that stands.</summary>
public sealed class ModelInstallJobTests : IAsyncLifetime
{
    private const string Path = $"@facerek/tiny@1.0.0/{PackedFiles.Network}";

    private readonly PackFolder folder = new();
    private LocalMirror mirror = null!;
    private SocketsHttpHandler handler = null!;
    private ModelStore store = null!;
    private FaceModels models = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        mirror = await LocalMirror.StartAsync();
        handler = mirror.NewHandler();
        store = new ModelStore(folder.Store, [PackedFiles.TinyModel with { IsRecommended = true }]);
        models = new FaceModels(store);
    }

    public async ValueTask DisposeAsync()
    {
        models.Dispose();
        handler.Dispose();
        await mirror.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_again_after_ever_longer_pauses_and_then_in_use_at_once()
    {
        var clock = FaceRekApp.NewClock();
        var packs = NewPacks();
        var job = new ModelInstallJob(packs, clock, NullLogger<ModelInstallJob>.Instance);

        await AssertAsksAsync(true);
        Assert.Contains("(404): it may have moved.", packs.Obstacle, StringComparison.Ordinal);
        // Two minutes, then four: each pause is twice the one before.
        foreach (var (minutes, asks) in new[] { (1, false), (1, true), (2, false), (1, false), (1, true) })
        {
            clock.Advance(TimeSpan.FromMinutes(minutes));
            await AssertAsksAsync(asks);
        }
        mirror.Files[Path] = TinyNetwork.Bytes;
        clock.Advance(TimeSpan.FromMinutes(8));
        await AssertAsksAsync(true);

        Assert.Null(packs.Obstacle);
        Assert.Contains(models.Installed, model => model.Name == "tiny");

        async Task AssertAsksAsync(bool asks)
        {
            var before = mirror.Requests.Count;
            await job.RunAsync(Cancellation);
            Assert.Equal(asks ? 1 : 0, mirror.Requests.Count - before);
        }
    }

    [Fact]
    public async Task A_pack_that_was_damaged_under_a_running_server_is_fetched_again()
    {
        mirror.Files[Path] = TinyNetwork.Bytes;
        var packs = NewPacks();
        Assert.True(await packs.FetchAsync(Cancellation));
        await File.WriteAllTextAsync(
            Directory.GetFiles(folder.Store, "*.onnx", SearchOption.AllDirectories).Single(),
            "damaged",
            Cancellation
        );

        Assert.True(await packs.FetchAsync(Cancellation));

        Assert.Null(Assert.Single(store.Verify()).Error);
        Assert.Equal(2, mirror.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_was_not_told_to_asks_no_one()
    {
        var packs = new RecommendedPacks(store, models, newInstaller: null, TimeSpan.Zero);

        Assert.True(await packs.FetchAsync(Cancellation));

        Assert.Null(packs.Obstacle);
        Assert.Empty(store.Installed());
    }

    [Fact]
    public async Task An_admin_reads_on_the_page_of_models_why_the_network_is_not_there_yet()
    {
        var packs = NewPacks();
        await using var app = await FaceRekApp.StartAsync(adjust: builder => builder.Services.AddSingleton(packs));
        var world = await World.CreateAsync(app);
        using var ben = await world.ClientOfAsync(world.Ben);

        // The server asks at its start.
        await Eventually.HoldsAsync(async () =>
            (await ReadAsync()).Contains("The recommended network could not be fetched yet.", StringComparison.Ordinal)
        );
        Assert.Contains("(404): it may have moved.", await ReadAsync(), StringComparison.Ordinal);

        mirror.Files[Path] = TinyNetwork.Bytes;
        await packs.FetchAsync(Cancellation);

        Assert.DoesNotContain("could not be fetched yet", await ReadAsync(), StringComparison.Ordinal);

        Task<string> ReadAsync() =>
            ben.GetStringAsync(new Uri("/bakery/settings/model", UriKind.Relative), Cancellation);
    }

    private RecommendedPacks NewPacks() =>
        new(
            store,
            models,
            () =>
                new PackInstaller(
                    store,
                    new PackageSources("", mirror.Address, TimeSpan.Zero),
                    progress: null,
                    handler
                ),
            TimeSpan.FromMinutes(2)
        );
}
