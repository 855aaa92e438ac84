using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FaceRek.Tests.Web.Api;

/// <summary>
/// Lists that are read page by page, filtered and followed: no duplicates and no gaps, each limit from both sides. Rows
/// of one instant are ordered by their ids.
/// </summary>
public class PagingApiTests(ApiFixture town) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private readonly Guid person = Guid.CreateVersion7(),
        other = Guid.CreateVersion7();
    private DateTimeOffset day;
    private Organization company = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        day = new DateTimeOffset(town.App.Clock.GetUtcNow().UtcDateTime.Date.AddDays(-10), TimeSpan.Zero);
        var name = $"paging-{Guid.CreateVersion7():N}"[..28];
        company = new Organization
        {
            Name = name,
            Slug = name,
            Zone = "Europe/London",
            FaceModel = "classic",
            CreatedAt = town.App.Clock.GetUtcNow(),
        };
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(company);
                db.AddRange(
                    new Person
                    {
                        Id = person,
                        OrganizationId = company.Id,
                        Name = "Pia",
                        CreatedAt = day,
                    },
                    new Person
                    {
                        Id = other,
                        OrganizationId = company.Id,
                        Name = "Otto",
                        CreatedAt = day,
                    }
                );
                await db.SaveChangesAsync();
            }
        );
        client = await town.ClientAsync(company, town.World.Ben);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Punches_are_listed_the_latest_first_and_narrowed_by_time_and_person()
    {
        var made = new List<(Guid Id, DateTimeOffset At)>();
        foreach (
            var (minutes, who) in ((int, Guid)[])
                [(0, person), (0, other), (90, person), (180, person), (180, other), (270, person)]
        )
        {
            made.Add((await PunchAsync(who, day.AddHours(8).AddMinutes(minutes)), day.AddHours(8).AddMinutes(minutes)));
        }
        var expected = made.OrderByDescending(punch => punch.At)
            .ThenByDescending(punch => punch.Id)
            .Select(punch => punch.Id)
            .ToList();
        foreach (var limit in (int[])[1, 2, 3, 6, 7])
        {
            Assert.Equal(expected, await PagesAsync("punches", limit));
        }
        // The first instant is included, the end is not.
        Assert.Equal(
            made.Where(punch => punch.At >= made[2].At && punch.At < made[5].At).Select(punch => punch.Id).Order(),
            (await PagesAsync($"punches?from={Stamp(made[2].At)}&to={Stamp(made[5].At)}", 2)).Order()
        );
        Assert.Empty(await PagesAsync($"punches?from={Stamp(made[5].At + FaceRekApp.NextMoment)}", 2));
        Assert.Equal([made[4].Id, made[1].Id], await PagesAsync($"punches?person_id={other}", 1));
        Assert.Equal(
            (400, "query_invalid"),
            (await client.AskAsync($"punches?from={Stamp(day)}&to={Stamp(day)}")).Brief
        );
        Assert.Equal(200, (await client.AskAsync($"punches?from={Stamp(day)}&to={Stamp(day.AddTicks(1))}")).Status);
        var read = await client.AskAsync($"punches/{made[2].Id}");
        Assert.Equal(
            (200, person, "manual", "Forgot."),
            (
                read.Status,
                read.Json.GetProperty("person_id").GetGuid(),
                read.Json.GetProperty("way").GetString(),
                read.Json.GetProperty("reason").GetString()
            )
        );
        Assert.Equal((404, "not_found"), (await town.Sailor.AskAsync($"punches/{made[2].Id}")).Brief);
    }

    /// <summary>What was recorded at this moment is listed two seconds later, so that no row is skipped.</summary>
    [Fact]
    public async Task A_program_that_follows_punches_sees_each_once_in_the_order_of_recording()
    {
        var since = (await client.AskAsync("punches")).Json.GetProperty("since").GetString()!;
        Assert.Equal((400, "query_invalid"), (await client.AskAsync($"punches?since={since}&cursor={since}")).Brief);
        var made = new List<Guid>
        {
            await PunchAsync(person, day.AddHours(9)),
            await PunchAsync(other, day.AddHours(8)),
        };
        Assert.Empty((await FollowAsync(since)).Ids);
        town.App.Clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.Empty((await FollowAsync(since)).Ids);
        town.App.Clock.Advance(TimeSpan.FromTicks(1));
        var first = await FollowAsync(since, limit: 1);
        var second = await FollowAsync(first.Since, limit: 1);
        Assert.Equal(made.Order(), first.Ids.Concat(second.Ids));
        var nothing = await FollowAsync(second.Since);
        Assert.Empty(nothing.Ids);
        Assert.Equal(second.Since, nothing.Since);
        Assert.Equal(made.Order(), (await FollowAsync(since)).Ids);
    }

    [Fact]
    public async Task Corrections_are_listed_the_latest_first_and_narrowed_by_state_and_person()
    {
        var made = new List<(Guid Id, Guid Who)>();
        foreach (var (number, who) in ((int, Guid)[])[(0, person), (1, person), (2, other), (3, person)])
        {
            var asked = await client.PostAsync(
                "corrections",
                new
                {
                    person_id = who,
                    kind = "add",
                    at = day.AddHours(number),
                    direction = "in",
                    reason = $"Reason {number}",
                }
            );
            Assert.True(asked.Status == 201, asked.Text);
            made.Add((Id(asked.Json), who));
            if (number == 1)
            {
                town.App.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }
        using var colleague = town.WithToken(
            await town.TokenAsync((await town.NewKeyAsync(company, town.World.Ada)).Text)
        );
        Assert.Equal(
            (403, "own_request"),
            (await client.PostAsync($"corrections/{made[0].Id}/decision", new { decision = "approve" })).Brief
        );
        var refused = await colleague.PostAsync(
            $"corrections/{made[0].Id}/decision",
            new { decision = "refuse", note = "No." }
        );
        Assert.Equal(
            (200, "refused", "No."),
            (
                refused.Status,
                refused.Json.GetProperty("status").GetString(),
                refused.Json.GetProperty("decision_note").GetString()
            )
        );
        Assert.Equal(
            (409, "decided_already"),
            (await colleague.PostAsync($"corrections/{made[0].Id}/decision", new { decision = "approve" })).Brief
        );
        Assert.Equal(
            "approved",
            (await colleague.PostAsync($"corrections/{made[1].Id}/decision", new { decision = "approve" }))
                .Json.GetProperty("status")
                .GetString()
        );
        var expected = made.Take(2).OrderByDescending(one => one.Id).Select(one => one.Id).ToList();
        expected = [.. made.Skip(2).OrderByDescending(one => one.Id).Select(one => one.Id), .. expected];
        foreach (var limit in (int[])[1, 2, 4, 5])
        {
            Assert.Equal(expected, await PagesAsync("corrections", limit));
        }
        Assert.Equal(
            made.Skip(2).Select(one => one.Id).Order(),
            (await PagesAsync("corrections?status=pending", 1)).Order()
        );
        Assert.Equal([made[0].Id], await PagesAsync("corrections?status=refused", 1));
        Assert.Equal([made[2].Id], await PagesAsync($"corrections?person_id={other}", 1));
        Assert.Empty(await PagesAsync($"corrections?person_id={other}&status=approved", 1));
        Assert.Equal(
            (404, "not_found"),
            (await town.Sailor.PostAsync($"corrections/{made[2].Id}/decision", new { decision = "approve" })).Brief
        );
        Assert.Equal(
            (404, "not_found"),
            (
                await client.PostAsync(
                    "corrections",
                    new
                    {
                        person_id = town.World.HarbourPerson.Id,
                        kind = "add",
                        at = day,
                        direction = "in",
                        reason = "x",
                    }
                )
            ).Brief
        );
    }

    [Fact]
    public async Task Days_are_listed_day_by_day_and_person_by_person_for_sixty_two_days_at_most()
    {
        foreach (var who in (Guid[])[person, other])
        {
            for (var number = 0; number < 2; number++)
            {
                foreach (var hour in (int[])[8, 12])
                {
                    await PunchAsync(who, day.AddDays(number).AddHours(hour), hour == 8 ? "in" : "out");
                }
            }
        }
        var (from, to) = (DateOnly.FromDateTime(day.UtcDateTime), DateOnly.FromDateTime(day.UtcDateTime).AddDays(1));
        foreach (var limit in (int[])[1, 3, 4, 5])
        {
            var seen = new List<(DateOnly, Guid)>();
            for (string? cursor = null; ; )
            {
                var page = (
                    await client.AskAsync(
                        $"days?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}"
                    )
                ).Json;
                seen.AddRange(
                    page.GetProperty("items")
                        .EnumerateArray()
                        .Select(item =>
                            (
                                DateOnly.Parse(
                                    item.GetProperty("on").GetString()!,
                                    System.Globalization.CultureInfo.InvariantCulture
                                ),
                                item.GetProperty("person_id").GetGuid()
                            )
                        )
                );
                if ((cursor = page.GetProperty("next_cursor").GetString()) is null)
                {
                    break;
                }
            }
            Assert.Equal(
                ((DateOnly[])[from, to]).SelectMany(on => ((Guid[])[person, other]).Order().Select(who => (on, who))),
                seen
            );
        }
        var own = (
            await client.AskAsync($"days?from={from:yyyy-MM-dd}&to={from:yyyy-MM-dd}&person_id={other}")
        ).Json.GetProperty("items");
        Assert.Equal((1, 4 * 3600), (own.GetArrayLength(), own[0].GetProperty("worked_seconds").GetInt32()));
        Assert.Equal(
            200,
            (await client.AskAsync($"days?from={from:yyyy-MM-dd}&to={from.AddDays(61):yyyy-MM-dd}")).Status
        );
        Assert.Equal(
            (400, "query_invalid"),
            (await client.AskAsync($"days?from={from:yyyy-MM-dd}&to={from.AddDays(62):yyyy-MM-dd}")).Brief
        );
        Assert.Equal(
            (400, "query_invalid"),
            (await client.AskAsync($"days?from={to:yyyy-MM-dd}&to={from:yyyy-MM-dd}")).Brief
        );
    }

    [Fact]
    public async Task People_are_listed_by_pages_and_followed_by_what_changed()
    {
        var added = new List<Guid> { person, other };
        for (var number = 0; number < 3; number++)
        {
            added.Add(await client.AddPersonAsync($"Person {number}", $"N-{number}"));
        }
        foreach (var limit in (int[])[1, 2, 5, 6])
        {
            Assert.Equal(added.Order(), await PagesAsync("people", limit));
        }
        Assert.Equal([added[3]], await PagesAsync("people?external_id=N-1", 5));
        Assert.Equal([added[4]], await PagesAsync("people?q=person%202", 5));
        Assert.Equal((400, "query_invalid"), (await client.AskAsync("people?since=x&cursor=x")).Brief);
        Assert.Equal((422, "model_unknown"), (await client.AskAsync("people?model=nothing")).Brief);
        Assert.Equal((422, "model_unknown"), (await client.AskAsync($"people/{person}?model=nothing")).Brief);
        town.App.Clock.Advance(TimeSpan.FromSeconds(3));
        var since = (await client.AskAsync("people")).Json.GetProperty("since").GetString()!;
        town.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await client.CallAsync(HttpMethod.Put, $"people/{added[2]}", new { name = "Changed", status = "inactive" });
        await client.CallAsync(HttpMethod.Delete, $"people/{added[3]}");
        town.App.Clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.Empty(await ChangedAsync(since));
        town.App.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(((Guid[])[added[2], added[3]]).Order(), await ChangedAsync(since));
        Assert.Equal([added[2]], await PagesAsync("people?status=inactive", 5));
        Assert.Equal([added[3]], await PagesAsync("people?status=erased", 5));
        // Erased people are included for callers who follow changes, but not in a plain list.
        Assert.Equal(added.Where(id => id != added[3]).Order(), await PagesAsync("people", 2));

        async Task<List<Guid>> ChangedAsync(string from)
        {
            var seen = new List<Guid>();
            while (true)
            {
                var page = (await client.AskAsync($"people?since={from}&limit=1")).Json;
                Assert.Equal(System.Text.Json.JsonValueKind.Null, page.GetProperty("next_cursor").ValueKind);
                var ids = page.GetProperty("items").EnumerateArray().Select(Id).ToList();
                if (ids.Count == 0)
                {
                    return seen;
                }
                seen.AddRange(ids);
                from = page.GetProperty("since").GetString()!;
            }
        }
    }

    [Fact]
    public async Task Deliveries_are_listed_the_latest_first_and_narrowed_by_state()
    {
        var endpoint = Guid.Empty;
        var made = new List<Guid>();
        await town.App.InAsync(
            company,
            async services =>
            {
                endpoint = Assert
                    .IsType<WebhookOutcome.Drawn>(
                        await services
                            .GetRequiredService<WebhookDesk>()
                            .AddAsync("https://1.1.1.1/hooks", [WebhookEvent.All[0]], CancellationToken.None)
                    )
                    .Endpoint.Id;
                var db = services.GetRequiredService<FaceRekDb>();
                var now = town.App.Clock.GetUtcNow();
                for (var number = 0; number < 5; number++)
                {
                    var row = new WebhookDelivery
                    {
                        OrganizationId = company.Id,
                        EndpointId = endpoint,
                        MessageId = Guid.CreateVersion7(),
                        Type = "x",
                        Body = "{}",
                        CreatedAt = now.AddSeconds(number / 2),
                        DueAt = now.AddDays(1),
                    };
                    if (number == 3)
                    {
                        row.Succeed(204, now);
                    }
                    db.Add(row);
                    made.Add(row.Id);
                }
                return await db.SaveChangesAsync();
            }
        );
        List<Guid> expected = [made[4], .. made.Skip(2).Take(2).OrderDescending(), .. made.Take(2).OrderDescending()];
        foreach (var limit in (int[])[1, 2, 5, 6])
        {
            Assert.Equal(expected, await PagesAsync($"webhooks/{endpoint}/deliveries", limit));
        }
        Assert.Equal([made[3]], await PagesAsync($"webhooks/{endpoint}/deliveries?state=delivered", 2));
        Assert.Equal(
            expected.Where(id => id != made[3]),
            await PagesAsync($"webhooks/{endpoint}/deliveries?state=pending", 2)
        );
        Assert.Equal(
            (400, "query_invalid"),
            (await client.AskAsync($"webhooks/{endpoint}/deliveries?state=Pending")).Brief
        );
        Assert.Equal((404, "not_found"), (await client.AskAsync($"webhooks/{Guid.CreateVersion7()}/deliveries")).Brief);
    }

    [Fact]
    public async Task Usage_counts_what_there_is_in_this_month_of_the_organization()
    {
        var now = town.App.Clock.GetUtcNow();
        var london = DateTimeZoneProviders.Tzdb["Europe/London"];
        var wall = Instant.FromDateTimeOffset(now).InZone(london).Date;
        var month = new LocalDate(wall.Year, wall.Month, 1);
        var first = london.AtStartOfDay(month).ToDateTimeOffset();
        var next = london.AtStartOfDay(month.PlusMonths(1)).ToDateTimeOffset();
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                foreach (
                    var (index, at) in ((DateTimeOffset[])[first.AddTicks(-1), first, next.AddTicks(-1), next]).Index()
                )
                {
                    db.Add(
                        new Punch
                        {
                            OrganizationId = company.Id,
                            PersonId = person,
                            Number = index + 1,
                            At = at,
                            RecordedAt = at,
                            Zone = "Europe/London",
                            Direction = Direction.In,
                            DirectionSource = DirectionSource.Choice,
                            Way = PunchWay.Manual,
                            RecordedById = person,
                        }
                    );
                }
                await db.SaveChangesAsync();
                (await db.People.AsTracking().SingleAsync(one => one.Id == other)).Deactivate(now);
                // Enrolled under another model does not count as enrolled under the active one.
                var third = new Person
                {
                    OrganizationId = company.Id,
                    Name = "Tess",
                    CreatedAt = day,
                };
                db.Add(third);
                foreach (
                    var (who, model) in ((Guid, string)[])
                        [(person, "classic"), (person, "another"), (other, "classic"), (third.Id, "another")]
                )
                {
                    db.Add(
                        new FaceTemplate
                        {
                            OrganizationId = company.Id,
                            PersonId = who,
                            ModelName = model,
                            ModelVersion = "1",
                            Sealed = [1],
                            CreatedAt = now,
                            CreatedById = person,
                        }
                    );
                }
                await db.SaveChangesAsync();
            }
        );
        var usage = (await client.AskAsync("usage")).Json;
        Assert.Equal(
            ("trial", 50, 2, 1, 4, $"{month:yyyy-MM-dd}", 2, 1),
            (
                usage.GetProperty("plan").GetString(),
                usage.GetProperty("plan_people").GetInt32(),
                usage.GetProperty("active_people").GetInt32(),
                usage.GetProperty("enrolled_people").GetInt32(),
                usage.GetProperty("faces").GetInt32(),
                usage.GetProperty("month").GetString(),
                usage.GetProperty("punches_in_month").GetInt32(),
                usage.GetProperty("keys_in_use").GetInt32()
            )
        );
    }

    /// <summary>
    /// For a person who does not exist: a text that is too long is refused before the lookup, one of maximum length is
    /// not.
    /// </summary>
    [Fact]
    public async Task Reasons_and_statements_are_as_long_as_they_may_be_and_not_longer()
    {
        var nobody = Guid.CreateVersion7();
        foreach (
            var (length, brief) in ((int, (int, string))[])
                [
                    (0, (400, "body_invalid")),
                    (1, (404, "not_found")),
                    (FaceTemplate.MaxOverrideReasonLength, (404, "not_found")),
                    (FaceTemplate.MaxOverrideReasonLength + 1, (400, "body_invalid")),
                ]
        )
        {
            Assert.Equal(
                brief,
                (
                    await client.PostAsync(
                        $"people/{nobody}/faces",
                        new { picture = "AQ==", override_reason = new string('r', length) }
                    )
                ).Brief
            );
        }
        foreach (
            var (length, brief) in ((int, (int, string))[])
                [
                    (FaceConsent.MaxStatementLength, (404, "not_found")),
                    (FaceConsent.MaxStatementLength + 1, (400, "body_invalid")),
                ]
        )
        {
            Assert.Equal(
                brief,
                (
                    await client.PostAsync(
                        $"people/{nobody}/consents",
                        new { text_version = 1, statement = new string('s', length) }
                    )
                ).Brief
            );
        }
    }

    [Fact]
    public async Task Consents_are_those_of_the_person_and_the_latest_comes_first()
    {
        var given = new List<Guid>();
        foreach (var (who, minutes) in ((Guid, int)[])[(person, 0), (other, 1), (person, 2)])
        {
            await town.App.InAsync(
                company,
                async (FaceRekDb db) =>
                {
                    var consent = new FaceConsent
                    {
                        OrganizationId = company.Id,
                        PersonId = who,
                        TextVersion = 1,
                        TextHash = new byte[32],
                        Locale = "en",
                        Way = default,
                        GivenById = person,
                        Statement = "s",
                        GivenAt = day.AddMinutes(minutes),
                    };
                    if (minutes == 0)
                    {
                        consent.Withdraw(day.AddMinutes(1), person);
                    }
                    given.Add(consent.Id);
                    db.Add(consent);
                    await db.SaveChangesAsync();
                }
            );
        }
        Assert.Equal(
            [given[2], given[0]],
            (await client.AskAsync($"people/{person}/consents"))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(item => item.GetProperty("id").GetGuid())
        );
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public async Task One_to_twenty_candidates_may_be_asked_for(int top, bool isTaken)
    {
        var answer = await client.PostAsync(
            "faces/identify",
            new { picture = Convert.ToBase64String([0xFF, 0xD8]), top }
        );
        // The picture is invalid; it is read only when the rest is valid.
        Assert.Equal(isTaken ? (400, "picture_damaged") : (400, "body_invalid"), answer.Brief);
    }

    private async Task<Guid> PunchAsync(Guid who, DateTimeOffset at, string direction = "in")
    {
        var punched = await client.PostAsync(
            "punches",
            new
            {
                way = "manual",
                person_id = who,
                at,
                direction,
                reason = "Forgot.",
            }
        );
        Assert.True(punched.Status == 201, punched.Text);
        return Id(punched.Json);
    }

    private async Task<List<Guid>> PagesAsync(string path, int limit)
    {
        var (seen, cursor) = (new List<Guid>(), "");
        for (var page = 0; page < 20; page++)
        {
            var answer = await client.AskAsync(
                $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{cursor}"
            );
            Assert.True(answer.Status == 200, answer.Text);
            var ids = answer.Json.GetProperty("items").EnumerateArray().Select(Id).ToList();
            Assert.InRange(ids.Count, 0, limit);
            seen.AddRange(ids);
            if (answer.Json.GetProperty("next_cursor").GetString() is not { } next)
            {
                return seen;
            }
            Assert.Equal(limit, ids.Count);
            cursor = $"&cursor={next}";
        }
        throw new InvalidOperationException("The list does not end.");
    }

    private async Task<(IReadOnlyList<Guid> Ids, string Since)> FollowAsync(string since, int limit = 50)
    {
        var page = (await client.AskAsync($"punches?since={since}&limit={limit}")).Json;
        return ([.. page.GetProperty("items").EnumerateArray().Select(Id)], page.GetProperty("since").GetString()!);
    }

    private static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture);

    private static Guid Id(System.Text.Json.JsonElement item) => item.GetProperty("id").GetGuid();
}
