using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Core.Faces.Models;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Api;

/// <summary>The curl lines of docs/api.md that need more than the application: a receiver, and photographs of real people.</summary>
public sealed class CurlLinesAbroadTests : IAsyncLifetime
{
    private readonly int port = FreePort.Find();
    private FaceRekApp app = null!;
    private World world = null!;
    private string key = "";

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Configuration.AddInMemoryCollection([new("Webhooks:Reachable", $"127.0.0.1:{port}")])
        );
        world = await World.CreateAsync(app);
        key = Assert
            .IsType<ApiKeyOutcome.Created>(
                await app.InAsync(
                    world.Bakery,
                    services =>
                        services
                            .GetRequiredService<ApiKeyDesk>()
                            .CreateAsync(
                                new ApiKeyRequest("Test", ApiScope.OfKeys, [], null),
                                world.Ben.Id,
                                CancellationToken.None
                            )
                )
            )
            .Text;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_signed_message_arrives_and_its_signature_is_right()
    {
        Installed.SkipWithout("curl", "python3", "openssl");
        var script = CurlPage.RunAsync(CurlPage.Webhook, app.Clock, ("SITE", Site), ("KEY", key), ("PORT", $"{port}"));
        while (!script.IsCompleted)
        {
            await app.Services.GetRequiredService<WebhookSender>().RoundAsync(TestContext.Current.CancellationToken);
            await Task.WhenAny(script, Task.Delay(100));
            // If the receiver was not up yet, the message comes again ten seconds later.
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var (code, said, complained) = await script;
        Assert.True(code == 0, $"{said}\n{complained}");
        Assert.Contains("\"type\":\"punch.recorded\"", said, StringComparison.Ordinal);
        Assert.Contains("The signature is right.", said, StringComparison.Ordinal);
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.False(await db.WebhookEndpoints.AnyAsync()));
    }

    [Fact]
    public async Task The_first_day_goes_with_photographs_of_a_real_person_and_a_network()
    {
        SharedPacks.SkipWhereAbsent();
        var store = app.Services.GetRequiredService<ModelStore>();
        foreach (var pack in new[] { "yunet.json", "mobilefacenet.json" })
        {
            await store.ImportAsync(SharedPacks.Manifest(pack), TestContext.Current.CancellationToken);
        }
        app.Services.GetRequiredService<FaceModels>().Refresh();
        await app.InAsync(
            world.Bakery,
            (FaceRekDb db) =>
                db
                    .Organizations.Where(one => one.Id == world.Bakery.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.FaceModel, "mobilefacenet"))
        );
        var person = SharedPacks
            .People()
            .GroupBy(Path.GetDirectoryName)
            .First(pictures => pictures.Count() >= 3)
            .ToList();
        var faces = Directory.CreateDirectory(Path.Combine(app.DataFolder, "photographs"));
        for (var number = 1; number <= 3; number++)
        {
            File.Copy(person[number - 1], Path.Combine(faces.FullName, $"{number}.jpg"));
        }

        var (code, said, complained) = await CurlPage.RunAsync(
            CurlPage.FirstDay,
            app.Clock,
            ("SITE", Site),
            ("KEY", key),
            ("FACES", faces.FullName)
        );

        Assert.True(code == 0, $"{said}\n{complained}");
        Assert.Contains("\"decision\":\"match\"", said, StringComparison.Ordinal);
        Assert.Contains("\"way\":\"face\"", said, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"at_work\"", said, StringComparison.Ordinal);
    }

    private string Site => app.Address.ToString().TrimEnd('/');
}
