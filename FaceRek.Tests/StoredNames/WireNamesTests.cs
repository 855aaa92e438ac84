using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Pages;
using FaceRek.Web.Pages.Organization.CheckIn;
using FaceRek.Web.Pages.Organization.Enrollment;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FaceRek.Tests.StoredNames;

/// <summary>What other systems and the scripts of the pages receive under names from the code.</summary>
public sealed class WireNamesTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    /// <summary>What people see and no program uses.</summary>
    private static readonly string[] ForReaders =
    [
        "summary",
        "description",
        "title",
        "example",
        "examples",
        "info",
        "tags",
    ];

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly Guid Id = new("01957000-0000-7000-8000-000000000001");
    private static readonly Guid Eve = new("01957000-0000-7000-8000-00000000000e");
    private static readonly Guid Other = new("01957000-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset At = new(2026, 2, 2, 9, 30, 15, TimeSpan.Zero);

    /// <summary>The API document, one operation or schema a line, without sentences and examples.</summary>
    [Fact]
    public async Task Programs_find_each_operation_and_each_member_where_it_was()
    {
        using var stranger = town.App.NewClient();
        var document = JsonNode.Parse(await stranger.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        var operations =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select $"{operation.Key} {path.Key} {Bones(operation.Value!).ToJsonString(Plain)}";
        var schemas =
            from schema in document["components"]!["schemas"]!.AsObject()
            select $"{schema.Key} {Bones(schema.Value!).ToJsonString(Plain)}";
        Golden.Holds("Operations and schemas of the API", operations.Concat(schemas));
    }

    [Fact]
    public void Words_that_the_API_says_in_free_text_are_what_they_were() =>
        Golden.Holds(
            "Words of the API",
            [
                .. Words<PersonStatus>("query of people, status"),
                .. Words<CorrectionStatus>("query of corrections, status"),
                .. Words<WebhookState>("query of deliveries, state"),
                .. Words<QualityFlaw>("reason against a picture"),
                .. Words<DetailError>("reason against details of a person"),
                .. Words<LocationRefusal>("reason against a place"),
                .. Words<ExceptionKinds>("exception of a day"),
            ]
        );

    [Fact]
    public void Refusals_have_the_codes_they_had() =>
        Golden.Holds(
            "Refusals",
            AllRefusals()
                .Select(refusal =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{refusal.Status} {refusal.Code} {refusal.ToJson(new DefaultHttpContext()).Type}"
                    )
                )
        );

    [Fact]
    public async Task A_refusal_has_the_members_it_had()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await (ApiProblems.PicturePoor.Because("It is dark.") with { Reasons = ["too_dark"] }).ExecuteAsync(context);
        context.Response.Body.Position = 0;
        var sent = (await JsonNode.ParseAsync(context.Response.Body))!.AsObject();
        Golden.Holds(
            "Members of a refusal",
            [$"{context.Response.ContentType}: {string.Join(' ', sent.Select(member => member.Key))}"]
        );
    }

    [Fact]
    public async Task Messages_to_webhooks_have_the_bodies_they_had()
    {
        var bodies = await MessagesAsync();
        Assert.Equal(
            [.. WebhookEvent.All.Append(WebhookEvent.Test).Order(StringComparer.Ordinal)],
            bodies.Select(message => message.Type).Order(StringComparer.Ordinal)
        );
        Golden.Holds("Messages to webhooks", bodies.Select(message => $"{message.Type} {message.Body}"));
    }

    [Fact]
    public void Words_in_messages_to_webhooks_are_what_they_were()
    {
        IEnumerable<string> Each<T>(string of, Func<T, string?> word)
            where T : struct, Enum => Enum.GetValues<T>().Select(value => Line(of, value, word(value)));
        Golden.Holds(
            "Words of webhooks",
            [
                .. Each<Direction>(
                    "direction of a punch",
                    value => PunchPayload.Of(Punch(value, default, default), null).Direction
                ),
                .. Each<DirectionSource>(
                    "where the direction comes from",
                    value => PunchPayload.Of(Punch(default, value, default), null).DirectionSource
                ),
                .. Each<PunchWay>("way of a punch", value => PunchPayload.Of(Punch(default, default, value), null).Way),
                .. Each<DayStatus>("status of a day", value => DayPayload.Of(Day(value), null).Status),
                .. Each<CorrectionKind>(
                    "kind of a correction",
                    value => CorrectionPayload.Of(Correction(value, Direction.In)).Kind
                ),
                .. Each<Direction>(
                    "direction of a correction",
                    value => CorrectionPayload.Of(Correction(CorrectionKind.Add, value)).Direction
                ),
                .. Each<CorrectionStatus>(
                    "status of a correction",
                    value => CorrectionPayload.Of(Decided(value)).Status
                ),
                .. Each<PersonStatus>("status of a person", value => PersonPayload.Of(Person(value)).Status),
                .. Each<BillingInterval>(
                    "interval of a subscription",
                    value => SubscriptionPayload.Of(Subscription(value)).Interval
                ),
            ]
        );
    }

    [Fact]
    public async Task The_scripts_of_the_pages_are_told_what_they_were()
    {
        var options = town.App.Services.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        var moves = Enum.GetValues<HeadMove>();
        var challenge = new CheckInChallenge
        {
            Id = "abc",
            OrganizationId = Id,
            SignInHash = [],
            IssuedAt = At,
            Moves = moves,
        };
        var asked = await town.App.InAsync(
            town.World.Bakery,
            services => Task.FromResult(services.GetRequiredService<BurstPlan>().For(challenge))
        );
        Golden.Holds(
            "Told to scripts",
            [
                Json(
                    "challenge",
                    new ChallengeJson("abc", [new ChallengeJson.MoveJson("left", "Turn left")], 36, 5250)
                ),
                Json(
                    "answer",
                    new AnswerJson(
                        201,
                        "recorded",
                        "success",
                        "Title",
                        "Detail",
                        new AnswerJson.LinkJson("/me", "Text")
                    )
                ),
                Json("step of an enrolment", new EnrollmentStepJson("added", "Sentence", Id, 3)),
                .. moves.Zip(asked.Moves, (move, told) => Line("move", move, told.Name)),
            ]
        );
        string Json(string of, object value) => $"{of}: {JsonSerializer.Serialize(value, options)}";
    }

    private static IEnumerable<ApiProblem> AllRefusals() =>
        typeof(ApiProblems)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null))
            .OfType<ApiProblem>();

    private static IEnumerable<string> Words<T>(string of)
        where T : struct, Enum => Enum.GetValues<T>().Select(value => Line(of, value, WireName.Of(value)));

    private static string Line(string of, Enum value, string? word) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{of}: {Convert.ToInt64(value, CultureInfo.InvariantCulture)}={word}"
        );

    /// <summary>Members of a schema may have the names that are otherwise left out; they stay.</summary>
    private static JsonNode Bones(JsonNode node, bool namesAreTheirs = false) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members
                    .Where(member => namesAreTheirs || !ForReaders.Contains(member.Key))
                    .Select(member =>
                        KeyValuePair.Create(
                            member.Key,
                            member.Value is null
                                ? null
                                : (JsonNode?)Bones(member.Value, member.Key is "properties" or "responses" or "content")
                        )
                    )
            ),
            JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Bones(item))]),
            _ => node.DeepClone(),
        };

    /// <summary>As the outbox writes them into their table.</summary>
    private static async Task<List<(string Type, string Body)>> MessagesAsync()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-messages-");
        try
        {
            var path = Path.Combine(folder.FullName, "facerek.db");
            await EmptyDatabase.CopyToAsync(path);
            var current = new CurrentOrganization();
            var organization = new Organization
            {
                Name = "Bakery",
                Slug = "bakery",
                Zone = "Europe/London",
                FaceModel = "classic",
                CreatedAt = At,
            };
            current.Enter(organization);
            await using var db = new SqliteFaceRekDb(
                new DbContextOptionsBuilder<SqliteFaceRekDb>().UseSqlite($"Data Source={path};Pooling=False").Options,
                current
            );
            var endpoint = WithId(
                new WebhookEndpoint
                {
                    OrganizationId = organization.Id,
                    Url = "https://hr.example/hook",
                    Events = string.Join(' ', WebhookEvent.All),
                    SealedSecret = [1],
                    CreatedAt = At,
                }
            );
            db.AddRange(organization, endpoint);
            _ = await db.SaveChangesAsync();
            Write(db, endpoint);
            _ = await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
            return [.. (await db.WebhookDeliveries.ToListAsync()).Select(message => (message.Type, message.Body))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(FaceRekDb db, WebhookEndpoint endpoint)
    {
        void Add(string type, object data) =>
            db.WebhookDeliveries.AddRange(WebhookDelivery.Of([endpoint], type, data, At));

        var person = PersonPayload.Of(Person(PersonStatus.Active));
        foreach (
            var type in new[]
            {
                WebhookEvent.PersonAdded,
                WebhookEvent.PersonChanged,
                WebhookEvent.PersonDeactivated,
                WebhookEvent.PersonReactivated,
                WebhookEvent.PersonErased,
            }
        )
        {
            Add(type, person);
        }
        foreach (var type in new[] { WebhookEvent.FaceConsentGiven, WebhookEvent.FaceConsentWithdrawn })
        {
            Add(type, person);
        }
        foreach (var type in new[] { WebhookEvent.FaceEnrolled, WebhookEvent.FaceRemoved })
        {
            Add(type, new FacePayload(Id, person));
        }
        Add(
            WebhookEvent.PunchRecorded,
            PunchPayload.Of(Punch(Direction.In, DirectionSource.Choice, PunchWay.Device), "E-1")
        );
        Add(WebhookEvent.PunchVoided, new AmendmentPayload(Id, Eve, At, null));
        Add(WebhookEvent.PunchMoved, new AmendmentPayload(Id, Eve, At, At.AddHours(1)));
        Add(WebhookEvent.DayClosed, DayPayload.Of(Day(DayStatus.HalfDay), "E-1"));
        Add(WebhookEvent.CorrectionRequested, CorrectionPayload.Of(Correction(CorrectionKind.Add, Direction.Out)));
        Add(WebhookEvent.CorrectionDecided, CorrectionPayload.Of(Decided(CorrectionStatus.Approved)));
        Add(WebhookEvent.SubscriptionChanged, SubscriptionPayload.Of(Subscription(BillingInterval.Year)));
        Add(WebhookEvent.Test, new { EndpointId = endpoint.Id });
    }

    private static Punch Punch(Direction direction, DirectionSource source, PunchWay way) =>
        WithId(
            new Punch
            {
                OrganizationId = Other,
                PersonId = Eve,
                Number = 7,
                At = At,
                Zone = "Europe/London",
                Direction = direction,
                DirectionSource = source,
                Way = way,
                RecordedAt = At,
                RecordedById = Other,
            }
        );

    private static AttendanceDay Day(DayStatus status) =>
        new()
        {
            OrganizationId = Other,
            PersonId = Eve,
            On = new DateOnly(2026, 2, 2),
            Zone = "Europe/London",
            Status = status,
            WorkedSeconds = 20_001,
            OvertimeSeconds = 302,
            AcceptedOvertimeSeconds = 103,
            LateSeconds = 64,
            EarlySeconds = 65,
            NeedsDecision = true,
            SettlesAt = At,
        };

    private static CorrectionRequest Correction(CorrectionKind kind, Direction? direction) =>
        WithId(
            new CorrectionRequest
            {
                OrganizationId = Other,
                PersonId = Eve,
                On = new DateOnly(2026, 2, 2),
                Kind = kind,
                PunchId = Other,
                At = At,
                Direction = direction,
                Reason = "Forgot it.",
                RequestedById = Eve,
                RequestedAt = At,
            }
        );

    private static CorrectionRequest Decided(CorrectionStatus status)
    {
        var request = Correction(CorrectionKind.Move, null);
        request.Decide(status, Other, "Seen.", At);
        return request;
    }

    private static Person Person(PersonStatus status)
    {
        var person = new Person
        {
            Id = Eve,
            OrganizationId = Other,
            Name = "Eve",
            ExternalId = "E-1",
            CreatedAt = At,
        };
        if (status == PersonStatus.Inactive)
        {
            person.Deactivate(At);
        }
        if (status == PersonStatus.Erased)
        {
            person.Erase(At);
        }
        return person;
    }

    private static Subscription Subscription(BillingInterval interval)
    {
        var subscription = new Subscription { OrganizationId = Other, StripeId = "sub_1" };
        var told = new SubscriptionSnapshot(
            "sub_1",
            "si_1",
            SubscriptionStatus.PastDue,
            PlanCatalogue.Team.PriceBy(interval)!.LookupKey,
            12,
            At
        )
        {
            PeriodStartAt = At,
            PeriodEndAt = At.AddDays(30),
            CancelAt = At.AddDays(60),
        };
        _ = subscription.Apply(told, At);
        return subscription;
    }

    /// <summary>A row with the same id in each run.</summary>
    private static T WithId<T>(T row)
        where T : class
    {
        typeof(T).GetProperty("Id")!.SetValue(row, Id);
        return row;
    }
}
