using System.Net;
using System.Text.Json;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Webhooks;

/// <summary>From an event in the bakery to its HR system's webhook, over a real connection.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private WebhookReceiver receiver = null!;
    private FaceRekApp app = null!;
    private World world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync();
        app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Configuration.AddInMemoryCollection([
                new("Webhooks:Reachable", $"{receiver.Address.Host}:{receiver.Address.Port}"),
            ])
        );
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_punch_is_told_once_signed_and_without_anything_of_the_face()
    {
        var (_, secret) = await AddAsync();
        await PunchAsync();
        await RoundAsync();
        await RoundAsync();

        var message = Assert.Single(receiver.Messages);
        var id = Guid.Parse(message.Headers["webhook-id"]["msg_".Length..]);
        var at = long.Parse(message.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            WebhookSignature.Of(Convert.FromBase64String(secret["whsec_".Length..]), id, at, message.Body),
            message.Headers["webhook-signature"]
        );
        Assert.Equal("application/json; charset=utf-8", message.Headers["content-type"]);
        var data = JsonDocument.Parse(message.Body).RootElement.GetProperty("data");
        Assert.Equal("punch.recorded", JsonDocument.Parse(message.Body).RootElement.GetProperty("type").GetString());
        Assert.Equal(
            ["punch_id", "person_id", "external_id", "number", "at", "zone", "direction", "direction_source", "way"],
            data.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal("E-1", data.GetProperty("external_id").GetString());
    }

    [Fact]
    public async Task What_did_not_happen_is_not_told()
    {
        await AddAsync();
        await PunchAsync();
        await PunchAsync(); // a repeat
        await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<PeopleDesk>().AddAsync(Details("Another Eve", "E-1"), Cancellation)
        );
        Assert.Equal(["punch.recorded"], await TypesAsync());
    }

    [Fact]
    public async Task What_happens_to_people_is_told_by_id_and_number_and_not_by_name()
    {
        await AddAsync();
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var desk = services.GetRequiredService<PeopleDesk>();
                var added = (PersonOutcome.Done)
                    await desk.AddAsync(Details("Nora New", "N-1", "nora@bakery.example"), Cancellation);
                await desk.DeactivateAsync(added.Person.Id, Cancellation);
                await desk.DeactivateAsync(added.Person.Id, Cancellation); // changes nothing
                return await services
                    .GetRequiredService<ErasureDesk>()
                    .EraseAsync(added.Person.Id, "Nora New", world.Ada.Id, Cancellation);
            }
        );
        Assert.Equal(["person.added", "person.deactivated", "person.erased"], await TypesAsync());
        await RoundAsync();
        Assert.All(
            receiver.Messages,
            message => Assert.DoesNotContain("nora", message.Body, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task A_user_who_becomes_one_of_the_people_is_told_of_and_their_link_is_not()
    {
        await AddAsync();
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var links = services.GetRequiredService<PersonUserLink>();
                var joined = (PersonOutcome.Done)await links.JoinAsync(world.Ben, Cancellation);
                return await links.UnlinkAsync(joined.Person.Id, Cancellation);
            }
        );
        Assert.Equal(["person.added"], await TypesAsync());
    }

    [Fact]
    public async Task A_save_that_fails_and_is_tried_again_is_told_once()
    {
        await AddAsync();
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                var person = new Person
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Nora New",
                    ExternalId = "E-1",
                    CreatedAt = app.Clock.GetUtcNow(),
                };
                db.Add(person);
                await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancellation));
                person.ExternalId = "N-1";
                return await db.SaveChangesAsync(Cancellation);
            }
        );
        Assert.Equal(["person.added"], await TypesAsync());
        Assert.Contains("\"N-1\"", (await OnlyDeliveryAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_consents_are_withdrawn_in_one_message_and_an_erasure_tells_of_nothing_else()
    {
        await AddAsync();
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var (people, consents, texts) = (
                    services.GetRequiredService<PeopleDesk>(),
                    services.GetRequiredService<ConsentDesk>(),
                    services.GetRequiredService<ConsentTexts>()
                );
                foreach (var isErased in (bool[])[false, true])
                {
                    var number = $"N-{isErased}";
                    var added = (PersonOutcome.Done)await people.AddAsync(Details("Nora New", number), Cancellation);
                    var id = added.Person.Id;
                    for (var version = 0; version < 2; version++)
                    {
                        var text = await texts.CurrentAsync(Cancellation);
                        app.Clock.Advance(TimeSpan.FromSeconds(1));
                        await consents.RecordAsync(id, text.Version, "On paper.", world.Ada.Id, Cancellation);
                        await texts.PublishAsync($"{text.Body} Again.", "en", false, world.Ada.Id, Cancellation);
                    }
                    app.Clock.Advance(TimeSpan.FromSeconds(1));
                    if (isErased)
                    {
                        await services
                            .GetRequiredService<ErasureDesk>()
                            .EraseAsync(id, "Nora New", world.Ada.Id, Cancellation);
                    }
                    else
                    {
                        await consents.WithdrawAsync(id, world.Ada.Id, Cancellation);
                    }
                    app.Clock.Advance(TimeSpan.FromSeconds(1));
                }
                return true;
            }
        );
        Assert.Equal(
            [
                "person.added",
                "face.consent_given",
                "face.consent_given",
                "face.consent_withdrawn",
                "person.added",
                "face.consent_given",
                "face.consent_given",
                "person.erased",
            ],
            await TypesAsync()
        );
    }

    [Fact]
    public async Task What_webhooks_are_told_of_cannot_be_saved_without_them()
    {
        await app.InAsync(
            world.Bakery,
            services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                db.People.Single(person => person.ExternalId == "E-1").Deactivate(app.Clock.GetUtcNow());
                Assert.Equal(0, db.SaveChanges());
                db.People.AsTracking().Single(person => person.ExternalId == "E-1").Deactivate(app.Clock.GetUtcNow());
                Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
                return Task.FromResult(true);
            }
        );
        Assert.Empty(await TypesAsync());
    }

    [Fact]
    public async Task A_failed_message_comes_again_with_the_same_id_until_it_is_dead_and_then_by_hand()
    {
        var (endpointId, _) = await AddAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await PunchAsync();
        for (var tries = 0; tries <= WebhookDelivery.BackOff.Count; tries++)
        {
            await TriedAsync(tries + 1);
            app.Clock.Advance(
                tries < WebhookDelivery.BackOff.Count ? WebhookDelivery.BackOff[tries] * 1.2 : TimeSpan.FromDays(2)
            );
        }
        await TriedAsync(WebhookDelivery.BackOff.Count + 1);
        Assert.Equal(WebhookDelivery.BackOff.Count + 1, receiver.Messages.Count);
        Assert.Single(receiver.Messages.Select(message => message.Headers["webhook-id"]).Distinct());
        var dead = await OnlyDeliveryAsync();
        Assert.Equal(
            (WebhookState.Dead, WebhookDelivery.BackOff.Count + 1, 500),
            (dead.State, dead.Tries, dead.Status)
        );

        receiver.Answer = context =>
        {
            context.Response.StatusCode = 200;
            return Task.CompletedTask;
        };
        await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<WebhookDesk>().ResendAsync(endpointId, dead.Id, Cancellation)
        );
        await TriedAsync(1);
        Assert.Equal(WebhookState.Delivered, (await OnlyDeliveryAsync()).State);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task Only_2xx_counts_and_no_redirect_is_followed(int status)
    {
        await AddAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        await PunchAsync();
        await RoundAsync();
        Assert.Single(receiver.Messages);
        var delivery = await OnlyDeliveryAsync();
        Assert.Equal(
            (WebhookState.Pending, status, $"Answered {status}"),
            (delivery.State, delivery.Status, delivery.Fault)
        );
    }

    [Fact]
    public async Task A_receiver_that_breaks_off_or_is_gone_is_a_failed_try()
    {
        var (endpointId, _) = await AddAsync();
        receiver.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await PunchAsync();
        await RoundAsync();
        Assert.Null((await OnlyDeliveryAsync()).Status);

        receiver.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status410Gone;
            return Task.CompletedTask;
        };
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await TriedAsync(2);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await RoundAsync());
        Assert.Equal(2, receiver.Messages.Count);
        await app.InAsync(
            world.Bakery,
            async db =>
                Assert.True(
                    (await db.WebhookEndpoints.SingleAsync(row => row.Id == endpointId, Cancellation)).IsStopped
                )
        );
    }

    [Fact]
    public async Task A_receiver_without_a_trusted_certificate_is_sent_nothing()
    {
        await using var stranger = await WebhookReceiver.StartAsync(isSelfSigned: true);
        using var wire = new WebhookConnection(
            new WebhookAddressRule([$"{stranger.Address.Host}:{stranger.Address.Port}"])
        );
        await AddAsync();
        await app.InAsync(
            world.Bakery,
            (FaceRekDb db) =>
                db.WebhookEndpoints.ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Url, stranger.Address.ToString()),
                    Cancellation
                )
        );
        await PunchAsync();

        await ActivatorUtilities.CreateInstance<WebhookSender>(app.Services, wire).RoundAsync(Cancellation);

        Assert.Empty(stranger.Messages);
        var delivery = await OnlyDeliveryAsync();
        Assert.Equal((WebhookState.Pending, null, 1), (delivery.State, delivery.Status, delivery.Tries));
    }

    [Fact]
    public async Task An_endpoint_that_is_removed_while_its_message_is_on_its_way_does_not_end_the_round()
    {
        var (endpointId, _) = await AddAsync();
        var ended = new TaskCompletionSource();
        receiver.Answer = async context =>
        {
            Assert.IsType<WebhookOutcome.Done>(
                await app.InAsync(
                    world.Bakery,
                    services => services.GetRequiredService<WebhookDesk>().RemoveAsync(endpointId, Cancellation)
                )
            );
            ended.SetResult();
        };
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var due = app.Clock.GetUtcNow();
                db.Add(
                    new WebhookDelivery
                    {
                        OrganizationId = world.Bakery.Id,
                        EndpointId = endpointId,
                        MessageId = Guid.CreateVersion7(),
                        Type = WebhookEvent.Test,
                        Body = "{}",
                        CreatedAt = due,
                        DueAt = due,
                    }
                );
                await db.SaveChangesAsync(Cancellation);
            }
        );
        Assert.Equal(1, await RoundAsync());
        await ended.Task.WaitAsync(Eventually.Patience, Cancellation);
        await app.InAsync(world.Bakery, async db => Assert.False(await db.WebhookDeliveries.AnyAsync(Cancellation)));
    }

    [Fact]
    public async Task However_much_waits_for_one_organization_another_is_told_in_the_next_round()
    {
        var (endpointId, _) = await AddAsync();
        var now = app.Clock.GetUtcNow();
        var theirs = await app.InAsync(
            world.Harbour,
            async services =>
                (WebhookOutcome.Drawn)
                    await services
                        .GetRequiredService<WebhookDesk>()
                        .AddAsync(receiver.Address.ToString(), WebhookEvent.All, Cancellation)
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.AddRange(
                    Enumerable
                        .Range(0, 400)
                        .Select(number =>
                            Waiting(world.Bakery.Id, endpointId, now.AddHours(-1).AddMilliseconds(number))
                        )
                );
                await db.SaveChangesAsync(Cancellation);
            }
        );
        await app.InAsync(
            world.Harbour,
            async (FaceRekDb db) =>
            {
                db.Add(Waiting(world.Harbour.Id, theirs.Endpoint.Id, now));
                await db.SaveChangesAsync(Cancellation);
            }
        );
        var first = new TaskCompletionSource();
        // The bakery's own receiver hangs, so that its messages stay pending.
        receiver.Answer = async context =>
        {
            if (
                receiver.Messages.Any(message =>
                    message.Body.Contains($"{theirs.Endpoint.Id}", StringComparison.Ordinal)
                )
            )
            {
                first.TrySetResult();
            }
            if (!first.Task.IsCompleted)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ContinueWith(_ => { }, TaskScheduler.Default);
            }
        };
        Assert.Equal(5, await RoundAsync());

        Assert.True(first.Task.IsCompleted);
        await app.InAsync(
            world.Bakery,
            async db => Assert.Equal(4, await db.WebhookDeliveries.CountAsync(row => row.Tries > 0, Cancellation))
        );

        WebhookDelivery Waiting(Guid organizationId, Guid toId, DateTimeOffset due) =>
            new()
            {
                OrganizationId = organizationId,
                EndpointId = toId,
                MessageId = Guid.CreateVersion7(),
                Type = WebhookEvent.Test,
                Body = $$"""{"endpoint_id":"{{toId}}"}""",
                CreatedAt = now,
                DueAt = due,
            };
    }

    [Fact]
    public async Task An_endless_answer_is_not_read()
    {
        await AddAsync();
        receiver.Answer = async context =>
        {
            var block = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        };
        await PunchAsync();
        await RoundAsync();
        Assert.Equal(WebhookState.Delivered, (await OnlyDeliveryAsync()).State);
    }

    [Fact]
    public async Task Two_couriers_at_once_carry_a_message_once()
    {
        await AddAsync();
        await PunchAsync();
        await Task.WhenAll(RoundAsync(), RoundAsync(), RoundAsync());
        Assert.Single(receiver.Messages);
    }

    [Fact]
    public async Task A_message_of_a_courier_that_died_falls_due_again()
    {
        await AddAsync();
        await PunchAsync();
        receiver.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var death = new CancellationTokenSource();
        var round = app.Services.GetRequiredService<WebhookSender>().RoundAsync(death.Token);
        await Eventually.HoldsAsync(() => Task.FromResult(!receiver.Messages.IsEmpty));
        await death.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);

        receiver.Answer = context =>
        {
            context.Response.StatusCode = 200;
            return Task.CompletedTask;
        };
        Assert.Equal(0, await RoundAsync());
        app.Clock.Advance(WebhookDelivery.Lease);
        await TriedAsync(1);
        Assert.Single(receiver.Messages.Select(message => message.Headers["webhook-id"]).Distinct());
        Assert.Equal(2, receiver.Messages.Count);
    }

    [Fact]
    public async Task Both_secrets_sign_for_a_day_after_a_new_one_was_drawn()
    {
        var (endpointId, former) = await AddAsync();
        var drawn = (WebhookOutcome.Drawn)
            await app.InAsync(
                world.Bakery,
                services => services.GetRequiredService<WebhookDesk>().RotateAsync(endpointId, Cancellation)
            );
        await PunchAsync();
        await RoundAsync();
        app.Clock.Advance(WebhookEndpoint.RotationOverlap);
        await PunchAsync();
        await TriedAsync(2);
        Assert.Equal(
            [2, 1],
            receiver.Messages.Select(message => message.Headers["webhook-signature"].Split(' ').Length)
        );
        Assert.NotEqual(former, drawn.Secret);
    }

    [Fact]
    public async Task The_page_shows_the_secret_once_and_what_was_sent_and_sends_again()
    {
        using var admin = await world.ClientOfAsync(world.Ben);
        var added = await admin.SubmitAsync(
            "/bakery/settings/webhooks/add",
            new()
            {
                ["Input.Url"] = new Uri(receiver.Address, "/hooks").ToString(),
                ["Input.Events"] = WebhookEvent.PunchRecorded,
            }
        );
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var endpoint = added.Headers.Location!.OriginalString;
        Assert.Contains("whsec_", await admin.GetStringAsync(endpoint, Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", await admin.GetStringAsync(endpoint, Cancellation), StringComparison.Ordinal);

        await admin.SubmitAsync(endpoint, new() { ["choice"] = "test" });
        await RoundAsync();
        Assert.Contains("Delivered", await admin.GetStringAsync(endpoint, Cancellation), StringComparison.Ordinal);
        Assert.Equal(
            "webhook.test",
            JsonDocument.Parse(Assert.Single(receiver.Messages).Body).RootElement.GetProperty("type").GetString()
        );
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest", "punch.recorded", "not allowed")]
    [InlineData("http://1.1.1.1/", "punch.recorded", "starts with https")]
    [InlineData("https://1.1.1.1/", "everything", "no event named everything")]
    [InlineData("https://1.1.1.1/", "", "at least one event")]
    public async Task A_bad_endpoint_is_refused_in_words_and_not_kept(string url, string name, string words)
    {
        using var admin = await world.ClientOfAsync(world.Ben);
        var form = new Dictionary<string, string> { ["Input.Url"] = url };
        if (name.Length > 0)
        {
            form["Input.Events"] = name;
        }
        var answer = await admin.SubmitAsync("/bakery/settings/webhooks/add", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            words,
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation)),
            StringComparison.Ordinal
        );
        await app.InAsync(world.Bakery, async db => Assert.False(await db.WebhookEndpoints.AnyAsync(Cancellation)));
    }

    [Fact]
    public async Task Another_organization_hears_nothing_and_resends_nothing()
    {
        var (endpointId, _) = await AddAsync();
        await PunchAsync();
        var delivery = await OnlyDeliveryAsync();
        Assert.IsType<WebhookOutcome.NotFound>(
            await app.InAsync(
                world.Harbour,
                services =>
                    services.GetRequiredService<WebhookDesk>().ResendAsync(endpointId, delivery.Id, Cancellation)
            )
        );
        await app.InAsync(world.Harbour, async db => Assert.False(await db.WebhookDeliveries.AnyAsync(Cancellation)));
    }

    [Fact]
    public async Task A_correction_is_told_when_it_is_asked_for_and_when_it_is_decided_and_the_voided_punch_with_it()
    {
        await PunchAsync();
        await AddAsync();
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var punchId = await services
                    .GetRequiredService<FaceRekDb>()
                    .Punches.Select(punch => punch.Id)
                    .SingleAsync(Cancellation);
                var input = new CorrectionInput(
                    world.EvePerson.Id,
                    CorrectionKind.Void,
                    punchId,
                    null,
                    null,
                    "I only passed by."
                );
                var asked = Assert.IsType<CorrectionOutcome.Done>(
                    await services.GetRequiredService<CorrectionDesk>().AskAsync(input, world.Eve.Id, Cancellation)
                );
                return Assert.IsType<CorrectionOutcome.Done>(
                    await services
                        .GetRequiredService<CorrectionApproval>()
                        .ApproveAsync(asked.Request.Id, null, world.Ada.Id, Cancellation)
                );
            }
        );
        // Messages of one millisecond have no order.
        Assert.Equal(
            ["correction.decided", "correction.requested", "punch.voided"],
            (await TypesAsync()).Order(StringComparer.Ordinal)
        );
        await RoundAsync();
        Assert.All(
            receiver.Messages,
            message => Assert.DoesNotContain("passed by", message.Body, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_happens_to_faces_is_told_without_anything_of_the_face()
    {
        await AddAsync();
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var (consents, enrolment, version) = (
                    services.GetRequiredService<ConsentDesk>(),
                    services.GetRequiredService<EnrollmentDesk>(),
                    (await services.GetRequiredService<ConsentTexts>().CurrentAsync(Cancellation)).Version
                );
                await consents.RecordAsync(world.EvePerson.Id, version, "Signed.", world.Ada.Id, Cancellation);
                for (var moment = 1; moment <= 2; moment++)
                {
                    var added = Assert.IsType<EnrollmentOutcome.Added>(
                        await enrolment.AddAsync(
                            new EnrollmentRequest(
                                world.EvePerson.Id,
                                Capture.Frame(Capture.EveFace, moment),
                                PictureLimits.Frame,
                                world.Ada.Id
                            ),
                            Cancellation
                        )
                    );
                    if (moment == 1)
                    {
                        Assert.True(await enrolment.RemoveAsync(world.EvePerson.Id, added.Template.Id, Cancellation));
                    }
                }
                return await consents.WithdrawAsync(world.EvePerson.Id, world.Ada.Id, Cancellation);
            }
        );
        Assert.Equal(
            ["face.consent_given", "face.enrolled", "face.removed", "face.enrolled", "face.consent_withdrawn"],
            await TypesAsync()
        );
        await RoundAsync();
        Assert.All(
            receiver.Messages,
            message =>
                Assert.DoesNotMatch(
                    "score|template\"|vector|picture|sealed|eve employee",
                    message.Body.ToLowerInvariant()
                )
        );
    }

    [Fact]
    public async Task What_comes_up_while_an_endpoint_is_stopped_waits_for_a_week_and_no_longer()
    {
        var (endpointId, _) = await AddAsync();
        await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<WebhookDesk>().StopAsync(endpointId, Cancellation)
        );
        await PunchAsync();
        Assert.Equal(0, await RoundAsync());
        Assert.Equal(WebhookState.Pending, (await OnlyDeliveryAsync()).State);
        app.Clock.Advance(WebhookEndpoint.HeldFor);
        await PunchAsync();
        await OnlyDeliveryAsync();

        await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<WebhookDesk>().ResumeAsync(endpointId, Cancellation)
        );
        await TriedAsync(1);
        Assert.Equal(WebhookState.Delivered, (await OnlyDeliveryAsync()).State);
    }

    [Fact]
    public async Task A_punch_that_is_moved_is_told_as_moved()
    {
        await PunchAsync();
        await AddAsync();
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var punch = await services.GetRequiredService<FaceRekDb>().Punches.SingleAsync(Cancellation);
                var input = new CorrectionInput(
                    world.EvePerson.Id,
                    CorrectionKind.Move,
                    punch.Id,
                    punch.At.AddMinutes(-30),
                    null,
                    "I was early."
                );
                var asked = Assert.IsType<CorrectionOutcome.Done>(
                    await services.GetRequiredService<CorrectionDesk>().AskAsync(input, world.Eve.Id, Cancellation)
                );
                return Assert.IsType<CorrectionOutcome.Done>(
                    await services
                        .GetRequiredService<CorrectionApproval>()
                        .ApproveAsync(asked.Request.Id, null, world.Ada.Id, Cancellation)
                );
            }
        );
        // Messages of one millisecond have no order.
        Assert.Equal(
            ["correction.decided", "correction.requested", "punch.moved"],
            (await TypesAsync()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_day_is_told_once_when_it_closes()
    {
        await AddAsync(WebhookEvent.DayClosed);
        await PunchAsync();
        await TellClosedDaysAsync();
        Assert.Equal(["punch.recorded"], await TypesAsync());

        app.Clock.Advance(TimeSpan.FromDays(3));
        await TellClosedDaysAsync();
        await TellClosedDaysAsync();
        Assert.Equal(["punch.recorded", "day.closed"], await TypesAsync());
    }

    [Fact]
    public async Task Endpoints_are_kept_through_the_api_as_on_the_page()
    {
        using var stranger = app.NewClient();
        var key = Assert.IsType<ApiKeyOutcome.Created>(
            await app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<ApiKeyDesk>()
                        .CreateAsync(
                            new ApiKeyRequest("Hooks", [ApiScope.WebhooksRead, ApiScope.WebhooksWrite], [], null),
                            world.Ben.Id,
                            Cancellation
                        )
            )
        );
        var token = (
            await stranger.CallAsync(HttpMethod.Post, "token", new { grant_type = "api_key", api_key = key.Text })
        )
            .Json.GetProperty("access_token")
            .GetString()!;
        using var program = app.NewClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);

        var added = await program.PostAsync(
            "webhooks",
            new { url = new Uri(receiver.Address, "/hooks"), events = new[] { "punch.recorded" } }
        );
        Assert.Equal(201, added.Status);
        Assert.StartsWith("whsec_", added.Json.GetProperty("secret").GetString(), StringComparison.Ordinal);
        var path = $"webhooks/{added.Json.GetProperty("id").GetGuid()}";
        Assert.False((await program.AskAsync(path)).Json.TryGetProperty("secret", out _));

        Assert.Equal(204, (await program.CallAsync(HttpMethod.Post, $"{path}/test")).Status);
        await TriedAsync(1);
        var delivery = Assert.Single(
            (await program.AskAsync($"{path}/deliveries?state=delivered")).Json.GetProperty("items").EnumerateArray()
        );
        Assert.Equal(
            204,
            (
                await program.CallAsync(
                    HttpMethod.Post,
                    $"{path}/deliveries/{delivery.GetProperty("id").GetGuid()}/resend"
                )
            ).Status
        );
        Assert.Equal(
            "pending",
            (await program.AskAsync($"{path}/deliveries")).Json.GetProperty("items")[0].GetProperty("state").GetString()
        );
        Assert.Equal((400, "query_invalid"), (await program.AskAsync($"{path}/deliveries?state=lost")).Brief);

        var stopped = await program.CallAsync(
            HttpMethod.Put,
            path,
            new
            {
                url = new Uri(receiver.Address, "/hooks"),
                events = new[] { "person.erased" },
                is_stopped = true,
            }
        );
        Assert.True(stopped.Json.GetProperty("is_stopped").GetBoolean());
        Assert.Equal(
            (400, "address_not_allowed"),
            (
                await program.PostAsync(
                    "webhooks",
                    new { url = "https://127.0.0.1/", events = new[] { "punch.recorded" } }
                )
            ).Brief
        );
        Assert.Equal(
            (400, "webhook_invalid"),
            (await program.PostAsync("webhooks", new { url = "https://1.1.1.1/", events = new[] { "all" } })).Brief
        );
        Assert.Equal(204, (await program.CallAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(404, (await program.AskAsync(path)).Status);
    }

    private async Task TellClosedDaysAsync() =>
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                await services.GetRequiredService<ClosedDayPublisher>().TellAsync(Cancellation);
                return 0;
            }
        );

    /// <summary>Without closed days, except in their own tests: they depend on the clock, which these tests move.</summary>
    private async Task<(Guid EndpointId, string Secret)> AddAsync(params string[] more)
    {
        var outcome = await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<WebhookDesk>()
                    .AddAsync(
                        new Uri(receiver.Address, "/hooks").ToString(),
                        [.. WebhookEvent.All.Except([WebhookEvent.DayClosed]), .. more],
                        Cancellation
                    )
        );
        var drawn = Assert.IsType<WebhookOutcome.Drawn>(outcome);
        return (drawn.Endpoint.Id, drawn.Secret);
    }

    private Task<PunchOutcome> PunchAsync() =>
        app.InAsync(
            world.Bakery,
            services =>
            {
                var now = app.Clock.GetUtcNow();
                return services
                    .GetRequiredService<PunchWriter>()
                    .WriteAsync(
                        new NewPunch(world.EvePerson.Id, now, PunchWay.Pin, null, world.Eve.Id, now),
                        Cancellation
                    );
            }
        );

    private static PersonDetails Details(string name, string externalId, string? email = null) =>
        ((PersonDetailsReading.Good)PersonDetails.Read(name, externalId, email)).Details;

    /// <summary>The application's own sender may have been quicker: only the number of attempts counts.</summary>
    private async Task TriedAsync(int tries)
    {
        var tried = 0;
        await Eventually.HoldsAsync(
            async () =>
            {
                await RoundAsync();
                tried = await app.InAsync(
                    world.Bakery,
                    services =>
                        services
                            .GetRequiredService<FaceRekDb>()
                            .WebhookDeliveries.SumAsync(row => row.Tries, Cancellation)
                );
                return tried >= tries;
            },
            () => $"There were {tried} tries, not {tries}."
        );
        Assert.Equal(tries, tried);
    }

    private Task<int> RoundAsync() => app.Services.GetRequiredService<WebhookSender>().RoundAsync(Cancellation);

    private Task<List<string>> TypesAsync() =>
        app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<FaceRekDb>()
                    .WebhookDeliveries.OrderBy(row => row.CreatedAt)
                    .ThenBy(row => row.Id)
                    .Select(row => row.Type)
                    .ToListAsync(Cancellation)
        );

    private Task<WebhookDelivery> OnlyDeliveryAsync() =>
        app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<FaceRekDb>().WebhookDeliveries.SingleAsync(Cancellation)
        );
}
