using System.Net.Http.Headers;
using System.Text.Json;
using FaceRek.Core.Access;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands.Bench;

/// <summary>An application in a folder of its own, with an organization of as many people as wanted; the person in the picture is one of them.</summary>
internal sealed class ApiBenchTown : IAsyncDisposable
{
    /// <summary>Few, because each holds the database while it is written.</summary>
    private const int Batch = 50;

    private readonly WebApplication app;
    private readonly DirectoryInfo folder;

    private ApiBenchTown(WebApplication app, DirectoryInfo folder, byte[] picture) => (this.app, this.folder, Picture) = (app, folder, picture);

    public byte[] Picture { get; }
    public FaceModel Model { get; private set; } = null!;
    public Gallery Gallery { get; private set; } = null!;
    public Guid PersonId { get; private set; }
    public string Key { get; private set; } = "";
    public Uri Address => new(app.Urls.Single());
    public IServiceProvider Services => app.Services;

    public static async Task<ApiBenchTown> BuildAsync(string model, int people, byte[] picture, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("facerek-bench-");
        var installed = CommandSettings.Data().PathTo("models");
        if (Directory.Exists(installed)) { _ = Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "models"), installed); }
        var app = FaceRekHost.Build([
            "--Logging:LogLevel:Default", "Critical", "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Data:Folder", folder.FullName, "--Api:CallsPerMinute", "10000000", "--Api:OrganizationCallsPerMinute", "10000000"]);
        var town = new ApiBenchTown(app, folder, picture);
        try
        {
            await app.Services.MigrateDatabaseAsync(cancellation);
            await app.StartAsync(cancellation);
            await town.SettleAsync(model, people, cancellation);
            return town;
        }
        catch
        {
            await town.DisposeAsync();
            throw;
        }
    }

    public async Task<HttpClient> SignInAsync(CancellationToken cancellation)
    {
        var client = new HttpClient { BaseAddress = Address };
        using var answer = await client.PostAsJsonAsync("/api/v1/token", new { grant_type = "api_key", api_key = Key }, cancellation);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task SettleAsync(string model, int people, CancellationToken cancellation)
    {
        Model = app.Services.GetRequiredService<FaceModels>().Get(model);
        if (Model.Reader.Read(Picture, PictureLimits.Upload) is not FaceReading.Readable { Template: var template }) { throw new CommandException("There is no usable face in the picture; give another with --picture."); }
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var organization = new Organization { Name = "Bench", Slug = "bench", Zone = "Etc/UTC", FaceModel = model, CreatedAt = now };
        await InAsync(organization, async services =>
        {
            var db = services.GetRequiredService<FaceRekDb>();
            _ = db.Add(organization);
            _ = await db.SaveChangesAsync(cancellation);
            Key = ((ApiKeyOutcome.Created)await services.GetRequiredService<ApiKeyDesk>().CreateAsync(new ApiKeyRequest("Bench", ApiScope.OfKeys, [], null), Guid.CreateVersion7(), cancellation)).Text;
        });
        for (var from = 0; from < people; from += Batch) { await AddAsync(organization, template, from, Math.Min(Batch, people - from), now, cancellation); }
        await InAsync(organization, async services => Gallery = await services.GetRequiredService<Galleries>().OfAsync(services.GetRequiredService<FaceRekDb>(), organization, Model, cancellation));
    }

    /// <summary>The first has the face of the picture; everybody else's is the same numbers in another order, which is nobody's.</summary>
    private Task AddAsync(Organization organization, Template template, int from, int count, DateTimeOffset now, CancellationToken cancellation) => InAsync(organization, async services =>
    {
        var (db, vault) = (services.GetRequiredService<FaceRekDb>(), services.GetRequiredService<FaceVault>());
        for (var number = from; number < from + count; number++)
        {
            var values = template.Values.ToArray();
            if (number > 0) { new Random(number).Shuffle(values); }
            var person = new Person { OrganizationId = organization.Id, Name = $"Person {number}", CreatedAt = now };
            _ = db.Add(person);
            _ = db.Add(new FaceConsent { OrganizationId = organization.Id, PersonId = person.Id, TextVersion = 1, TextHash = new byte[32], Locale = "en", Way = ConsentWay.Recorded, GivenById = person.Id, GivenAt = now });
            _ = db.Add(new FaceTemplate
            {
                OrganizationId = organization.Id, PersonId = person.Id, ModelName = template.Model.Name, ModelVersion = template.Model.Version,
                Sealed = vault.Seal(person, new Template(template.Model, values)), CreatedAt = now, CreatedById = person.Id,
            });
            if (number == 0) { PersonId = person.Id; }
        }
        _ = await db.SaveChangesAsync(cancellation);
    });

    private async Task InAsync(Organization organization, Func<IServiceProvider, Task> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization, Role.Owner);
        await work(scope.ServiceProvider);
    }
}
