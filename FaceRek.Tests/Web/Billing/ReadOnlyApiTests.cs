using FaceRek.Core.Billing.Plans;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Billing;

/// <summary>
/// A bakery of seven with an expired trial, as its programs see it: reading, punching and deleting continue, and
/// nothing is added.
/// </summary>
public sealed partial class ReadOnlyApiTests : IAsyncLifetime
{
    /// <summary>
    /// Every call that writes. Open ones always work; those decided by a desk are tested one by one; all others are
    /// refused before the desk.
    /// </summary>
    private static readonly Dictionary<string, ReadOnlyAccess> Gates = new(StringComparer.Ordinal)
    {
        ["POST people"] = ReadOnlyAccess.Desk,
        ["PUT people/{id}"] = ReadOnlyAccess.Desk,
        ["DELETE people/{id}"] = ReadOnlyAccess.Open,
        ["POST people/{id}/consents"] = ReadOnlyAccess.Open,
        ["DELETE people/{id}/consents"] = ReadOnlyAccess.Open,
        ["POST people/{id}/faces"] = ReadOnlyAccess.Desk,
        ["DELETE people/{id}/faces/{faceId}"] = ReadOnlyAccess.Open,
        ["POST faces/detect"] = ReadOnlyAccess.Open,
        ["POST faces/verify"] = ReadOnlyAccess.Open,
        ["POST faces/identify"] = ReadOnlyAccess.Open,
        ["PUT models/in-force"] = ReadOnlyAccess.Settings,
        ["POST models/in-force/rollback"] = ReadOnlyAccess.Settings,
        ["PUT models/trial"] = ReadOnlyAccess.Settings,
        ["DELETE models/trial"] = ReadOnlyAccess.Settings,
        ["POST models/trial/promotion"] = ReadOnlyAccess.Settings,
        ["POST challenges"] = ReadOnlyAccess.Open,
        ["POST punches"] = ReadOnlyAccess.Open,
        ["POST corrections"] = ReadOnlyAccess.Open,
        ["POST corrections/{correctionId}/decision"] = ReadOnlyAccess.Open,
        ["POST api-keys"] = ReadOnlyAccess.Settings,
        ["DELETE api-keys/{keyId}"] = ReadOnlyAccess.Open,
        ["POST webhooks"] = ReadOnlyAccess.Settings,
        ["PUT webhooks/{endpointId}"] = ReadOnlyAccess.Settings,
        ["DELETE webhooks/{endpointId}"] = ReadOnlyAccess.Open,
        ["POST webhooks/{endpointId}/secret"] = ReadOnlyAccess.Settings,
        ["POST webhooks/{endpointId}/test"] = ReadOnlyAccess.Settings,
        ["POST webhooks/{endpointId}/deliveries/{deliveryId}/resend"] = ReadOnlyAccess.Open,
    };

    private readonly ApiFixture town = new();
    private HttpClient program = null!;
    private HttpClient admin = null!;

    private Guid Eve => town.World.EvePerson.Id;

    public async ValueTask InitializeAsync()
    {
        await town.InitializeAsync();
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                db.People.AddRange(
                    Enumerable
                        .Range(1, 6)
                        .Select(number => new Person
                        {
                            OrganizationId = town.World.Bakery.Id,
                            Name = $"Baker {number}",
                            CreatedAt = town.App.Clock.GetUtcNow(),
                        })
                );
                await db.SaveChangesAsync();
            }
        );
        var (_, key) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben);
        town.App.Clock.Advance(PlanCatalogue.TrialLength);
        program = town.WithToken(await town.TokenAsync(key));
        // Only users create keys.
        admin = town.WithToken((await town.SignInAsync(town.World.Ben)).GetProperty("access_token").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        admin.Dispose();
        await town.DisposeAsync();
    }

    [Fact]
    public async Task Every_call_that_writes_is_refused_for_want_of_payment_unless_it_is_named_here()
    {
        var seen = new List<string>();
        foreach (
            var endpoint in town
                .App.Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<ScopeNeeded>() is not null)
        )
        {
            var route = endpoint.RoutePattern.RawText!.Trim('/')["api/v1/".Length..];
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                var call = $"{method} {Constraint().Replace(route, "}")}";
                var client = route.StartsWith("api-keys", StringComparison.Ordinal) ? admin : program;
                var answer = await client.CallAsync(
                    new HttpMethod(method),
                    Parameter().Replace(route, Guid.CreateVersion7().ToString()),
                    method is "POST" or "PUT" ? "{}" : null
                );
                if (method != "GET")
                {
                    seen.Add(call);
                }
                var isTurnedAway = answer.Status == 402;
                Assert.True(
                    isTurnedAway == (method != "GET" && Gates.GetValueOrDefault(call) == ReadOnlyAccess.Settings),
                    $"{call}: {answer.Status} {answer.Text}"
                );
                if (isTurnedAway)
                {
                    Assert.Equal("payment_required", answer.Code);
                }
            }
        }
        Assert.Equal(Gates.Keys.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task People_are_neither_added_nor_changed_nor_enrolled_and_may_be_let_go()
    {
        var added = await program.PostAsync("people", new { name = "Nora New" });
        Assert.Equal((402, "payment_required"), added.Brief);
        var renamed = await program.CallAsync(
            HttpMethod.Put,
            $"people/{Eve}",
            new
            {
                name = "Eve Renamed",
                external_id = "E-1",
                email = town.World.Eve.Email,
                status = "inactive",
            }
        );
        Assert.Equal((402, "payment_required"), renamed.Brief);
        await program.PostAsync($"people/{Eve}/consents", new { text_version = 1, statement = "On paper." });
        var enrolled = await program.PostAsync($"people/{Eve}/faces", new { picture = "/9j/4AAQSkZJRg==" });
        Assert.Equal((402, "payment_required"), enrolled.Brief);
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(
                    (7, town.World.Eve.Name),
                    (await db.People.Active().CountAsync(), (await db.People.SingleAsync(one => one.Id == Eve)).Name)
                )
        );

        var letGo = await program.CallAsync(
            HttpMethod.Put,
            $"people/{Eve}",
            new
            {
                name = town.World.Eve.Name,
                external_id = "E-1",
                email = town.World.Eve.Email,
                status = "inactive",
            }
        );
        Assert.True(letGo.Status == 200, letGo.Text);
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) => Assert.Equal(6, await db.People.Active().CountAsync())
        );
    }

    [Fact]
    public async Task Punches_of_programs_are_taken_and_lists_are_given_out()
    {
        var punch = await program.PostAsync(
            "punches",
            new
            {
                way = "device",
                person_id = Eve,
                device = "door",
                event_id = "1",
                at = town.App.Clock.GetUtcNow(),
                direction = "in",
            }
        );
        Assert.True(punch.Status == 201, punch.Text);
        Assert.Equal(1, (await program.AskAsync("punches")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(7, (await program.AskAsync("people")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_was_refused_for_want_of_payment_goes_through_under_its_key_once_that_is_put_right()
    {
        Assert.Equal(
            402,
            (await program.PostAsync("people", new { name = "Nora New" }, ("Idempotency-Key", "nora"))).Status
        );
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                foreach (
                    var baker in await db
                        .People.Where(one => one.Name.StartsWith("Baker"))
                        .OrderBy(one => one.Name)
                        .Take(3)
                        .AsTracking()
                        .ToListAsync()
                )
                {
                    baker.Deactivate(town.App.Clock.GetUtcNow());
                }
                await db.SaveChangesAsync();
            }
        );
        Assert.Equal(
            201,
            (await program.PostAsync("people", new { name = "Nora New" }, ("Idempotency-Key", "nora"))).Status
        );
    }

    [Fact]
    public async Task A_person_beyond_the_plan_is_not_changed_by_half()
    {
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                foreach (
                    var baker in await db
                        .People.Where(one => one.Name.StartsWith("Baker"))
                        .OrderBy(one => one.Name)
                        .Take(2)
                        .AsTracking()
                        .ToListAsync()
                )
                {
                    baker.Deactivate(town.App.Clock.GetUtcNow());
                }
                await db.SaveChangesAsync();
            }
        );
        var gone = (await program.AskAsync("people?status=inactive&limit=1"))
            .Json.GetProperty("items")[0]
            .GetProperty("id")
            .GetGuid();
        var before = await program.AskAsync($"people/{gone}");
        var refused = await program.CallAsync(
            HttpMethod.Put,
            $"people/{gone}",
            new { name = "Back Again", status = "active" },
            ("If-Match", before.Header("ETag")!),
            ("Idempotency-Key", "back")
        );
        Assert.Equal((402, "plan_full"), refused.Brief);
        Assert.Equal(before.Text, (await program.AskAsync($"people/{gone}")).Text);

        Assert.Equal(204, (await program.CallAsync(HttpMethod.Delete, $"people/{Eve}")).Status);
        var again = await program.CallAsync(
            HttpMethod.Put,
            $"people/{gone}",
            new { name = "Back Again", status = "active" },
            ("If-Match", before.Header("ETag")!),
            ("Idempotency-Key", "back")
        );
        Assert.Equal((200, "active"), (again.Status, again.Json.GetProperty("status").GetString()));
    }

    [System.Text.RegularExpressions.GeneratedRegex(@":[^}]*\}")]
    private static partial System.Text.RegularExpressions.Regex Constraint();

    [System.Text.RegularExpressions.GeneratedRegex(@"\{[^}]+\}")]
    private static partial System.Text.RegularExpressions.Regex Parameter();
}
