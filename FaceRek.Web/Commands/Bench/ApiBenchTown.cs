using System.Net.Http.Headers;
using System.Text.Json;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;

namespace FaceRek.Web.Commands.Bench;

/// <summary>
/// An application in its own folder, with an organization of a given number of people; the person in the picture is one
/// of them.
/// </summary>
internal sealed class ApiBenchTown : IAsyncDisposable
{
    /// <summary>This many people's templates are in memory at once.</summary>
    private const int Batch = 500;

    private readonly BenchApp app;

    private ApiBenchTown(BenchApp app, byte[] picture) => (this.app, Picture) = (app, picture);

    public byte[] Picture { get; }
    public FaceModel Model { get; private set; } = null!;
    public Gallery Gallery { get; private set; } = null!;
    public Guid PersonId { get; private set; }
    public string Key { get; private set; } = "";
    public IServiceProvider Services => app.Services;

    public static async Task<ApiBenchTown> BuildAsync(
        string model,
        int people,
        byte[] picture,
        CancellationToken cancellationToken
    )
    {
        var town = new ApiBenchTown(
            await BenchApp.StartAsync(
                [
                    "--environment",
                    "Development",
                    "--Api:CallsPerMinute",
                    "10000000",
                    "--Api:OrganizationCallsPerMinute",
                    "10000000",
                ],
                cancellationToken
            ),
            picture
        );
        try
        {
            await town.SettleAsync(model, people, cancellationToken);
            return town;
        }
        catch
        {
            await town.DisposeAsync();
            throw;
        }
    }

    public async Task<HttpClient> SignInAsync(CancellationToken cancellationToken)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/token",
            new { grant_type = "api_key", api_key = Key },
            cancellationToken
        );
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken))
            .GetProperty("access_token")
            .GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task SettleAsync(string model, int people, CancellationToken cancellationToken)
    {
        Model = app.Services.GetRequiredService<FaceModels>().Get(model);
        if (Model.Reader.Read(Picture, PictureLimits.Upload) is not FaceReading.Readable { Template: var template })
        {
            throw new CommandException("There is no usable face in the picture. Choose another with --picture.");
        }
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var organization = new Organization
        {
            Name = "Bench",
            Slug = "bench",
            Zone = "Etc/UTC",
            FaceModel = model,
            CreatedAt = now,
        };
        await InAsync(
            organization,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                db.Add(organization);
                await db.SaveChangesAsync(cancellationToken);
                Key = (
                    (ApiKeyOutcome.Created)
                        await services
                            .GetRequiredService<ApiKeyDesk>()
                            .CreateAsync(
                                new ApiKeyRequest("Bench", ApiScope.OfKeys, [], null),
                                Guid.CreateVersion7(),
                                cancellationToken
                            )
                ).Text;
            }
        );
        foreach (var numbers in Enumerable.Range(0, people).Chunk(Batch))
        {
            await InAsync(
                organization,
                services => AddAsync(services, organization, template, numbers, now, cancellationToken)
            );
        }
        await InAsync(
            organization,
            async services =>
                Gallery = await services
                    .GetRequiredService<GalleryCache>()
                    .OfAsync(services.GetRequiredService<FaceRekDb>(), organization, Model, cancellationToken)
        );
    }

    /// <summary>
    /// The first has the face of the picture; every other one has the same numbers in another order, which match no
    /// face.
    /// </summary>
    private async Task AddAsync(
        IServiceProvider services,
        Organization organization,
        Template template,
        int[] numbers,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (db, encryption) = (
            services.GetRequiredService<FaceRekDb>(),
            services.GetRequiredService<TemplateEncryption>()
        );
        var some = numbers
            .Select(number => new Person
            {
                OrganizationId = organization.Id,
                Name = $"Person {number}",
                CreatedAt = now,
            })
            .ToList();
        var templates = numbers
            .Zip(
                some,
                (number, person) =>
                    new FaceTemplate
                    {
                        OrganizationId = organization.Id,
                        PersonId = person.Id,
                        ModelName = template.Model.Name,
                        ModelVersion = template.Model.Version,
                        Sealed = encryption.Seal(person, number == 0 ? template : Shuffled(template, number)),
                        CreatedAt = now,
                        CreatedById = person.Id,
                    }
            )
            .ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.InsertAsync(some, cancellationToken);
        await db.InsertAsync(
            some.Select(person => new FaceConsent
            {
                OrganizationId = organization.Id,
                PersonId = person.Id,
                TextVersion = 1,
                TextHash = new byte[32],
                Locale = "en",
                Way = ConsentWay.Recorded,
                GivenById = person.Id,
                GivenAt = now,
            }),
            cancellationToken
        );
        await db.InsertAsync(templates, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (numbers[0] == 0)
        {
            PersonId = some[0].Id;
        }
    }

    private static Template Shuffled(Template template, int seed)
    {
        var values = template.Values.ToArray();
        new Random(seed).Shuffle(values);
        return new Template(template.Model, values);
    }

    private async Task InAsync(Organization organization, Func<IServiceProvider, Task> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization, Role.Owner);
        await work(scope.ServiceProvider);
    }
}
