using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Databases;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Storage;

/// <summary>
/// Today's FaceRek upgrades databases that an earlier one filled. Expected values were recorded when they were filled,
/// or are written here.
/// </summary>
public sealed class UpgradeTests(UpgradeTests.OldTowns towns, PostgresServer postgres)
    : IClassFixture<UpgradeTests.OldTowns>
{
    /// <summary>A moment at which a drawn sitter holds the head differently.</summary>
    private const int LaterOn = 1700;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task Every_table_keeps_its_rows(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        Assert.Equal(town.Facts.Tables, town.Found);
    }

    /// <summary>A word in a column that no type of today has is found here, whichever page uses it.</summary>
    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task The_types_of_today_read_every_row(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        var (empty, days) = await town.AskAsync(
            async (FaceRekDb db) =>
                (await EmptyAsync(db, town.Facts), await db.AttendanceDays.ToListAsync(Cancellation))
        );
        // Other tests of this class recalculate days and change Eve's email settings.
        Assert.Empty(empty.Except([nameof(OutdatedDays), nameof(NotificationOptOut)]));
        Assert.All(
            days,
            day =>
            {
                Assert.All(day.Reasons, reason => Assert.True(Enum.IsDefined(reason.Kind)));
                Assert.Equal(
                    day.Leave is { } leave ? [((long)leave.Part, leave.IsPaid ? 1L : 0L)] : [],
                    day.Reasons.Where(reason => reason.Kind == ReasonKind.Leave)
                        .Select(reason => (reason.First, reason.Second))
                );
            }
        );
        Assert.Contains(days, day => day.Leave == new DayLeave(LeavePart.WholeDay, true));
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task Passwords_and_both_cookies_of_a_browser_still_count(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        using (await town.SignInAsync("ben@bakery.example")) { }
        using var session = town.App.NewClient(new Cookie("facerek", town.Facts.SessionCookie, "/"));
        Assert.Contains(
            "Eve Employee",
            await session.GetStringAsync("/bakery/people", Cancellation),
            StringComparison.Ordinal
        );

        using var stranger = town.App.NewClient();
        for (var guess = 0; guess < 5; guess++)
        {
            using var wrong = await OldTown.TryAsync(stranger, "ben@bakery.example", $"guess {guess}");
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }
        using var shutOut = await OldTown.TryAsync(stranger, "ben@bakery.example", World.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, shutOut.StatusCode);
        using var known = town.App.NewClient(new Cookie("facerek-known", town.Facts.KnownCookie, "/"));
        using var letIn = await OldTown.TryAsync(known, "ben@bakery.example", World.Password);
        Assert.Equal(HttpStatusCode.Redirect, letIn.StatusCode);
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task The_pages_show_what_was_there(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        using var ada = await town.SignInAsync("ada@bakery.example");
        var (eve, week) = (town.Facts.EveId, "from=2026-06-29&to=2026-07-05");
        foreach (
            var (page, words) in new[]
            {
                ("people", "Tom Oven"),
                ($"people/{eve}", "Eve Employee"),
                ($"attendance/{eve}?{week}", "Eve Employee"),
                ("corrections", "I only passed by"),
                ($"corrections/{town.Facts.PaperRequestId}", "The dentist"),
                ($"reports/register?{week}", "Eve Employee"),
                ($"reports/payroll?{week}", town.Facts.SealHash),
                ("periods", town.Facts.SealHash),
                ("policy", "1 Aug 2026"),
                ("shifts", "Lunch and dinner"),
                ("shifts/assignments", "Every other day"),
                ("sites", "Mill Lane"),
                ("sites/holidays", "Christmas Day"),
                ("departments", "Bakehouse"),
                ("members", "Mia Manager"),
                ("members", RowsOfEveryTable.InvitedEmail),
                ("billing", "Business"),
                ("billing/transactions", "FR-0001"),
                ("billing/events", "HttpRequestException"),
                ("settings", "Baker &amp; Daughters"),
                ("settings/liveness", "value=\"Passive\" checked"),
                ("settings/keys", "HR suite"),
                ("settings/webhooks", "/hooks"),
            }
        )
        {
            using var answer = await ada.GetAsync($"/bakery/{page}", Cancellation);
            var html = await answer.Content.ReadAsStringAsync(Cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page} answered {answer.StatusCode}.");
            Assert.True(html.Contains(words, StringComparison.Ordinal), $"{page} does not show '{words}'.");
        }
        var paper = await ada.GetStringAsync($"/bakery/corrections/{town.Facts.PaperRequestId}/paper", Cancellation);
        Assert.Equal("%PDF-1.4 a dentist's note", paper);
        using var invited = town.App.NewClient();
        Assert.Contains(
            "Baker &amp; Daughters",
            await invited.GetStringAsync(town.Facts.InvitationLink, Cancellation),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task A_face_and_a_pin_are_known_and_the_crops_open(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        var crops = await town.InAsync(async services =>
        {
            var (db, encryption) = (
                services.GetRequiredService<FaceRekDb>(),
                services.GetRequiredService<TemplateEncryption>()
            );
            var person = await db.People.SingleAsync(one => one.Id == town.Facts.EveId, Cancellation);
            var rows = await db.FaceCrops.OrderBy(crop => crop.Id).ToListAsync(Cancellation);
            return rows.ConvertAll(crop =>
                Convert.ToHexStringLower(SHA256.HashData(encryption.OpenCrop(person, crop)))
            );
        });
        Assert.Equal(town.Facts.EveCrop, crops);
        var pin = await town.AskAsync(
            (FaceRekDb db) =>
                db.People.Where(one => one.Id == town.Facts.EveId).Select(one => one.PinHash).SingleAsync(Cancellation)
        );
        Assert.True(Pin.Matches(pin, RowsOfEveryTable.Pin));

        using var eve = await town.SignInAsync("eve@bakery.example");
        // The frames of her check-in are still recognised.
        Assert.Equal(
            (422, "not_live"),
            Brief(await eve.CheckInAsync(Burst(Capture.EveFace, RowsOfEveryTable.SeenFrom)))
        );
        var answer = await eve.CheckInAsync(Burst(Capture.EveFace, LaterOn));
        Assert.True(answer.Status == 201, answer.Raw);
        // She checked in at nine with the earlier FaceRek, so now she checks out.
        Assert.Equal("Checked out at 09:05", answer.Title);
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task A_locked_period_stays_sealed_and_nothing_gets_into_it(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        var (from, until) = (new DateOnly(2026, 6, 29), new DateOnly(2026, 7, 5));
        var period = await town.AskAsync((FaceRekDb db) => db.PeriodLocks.SingleAsync(Cancellation));
        Assert.Equal((from, until, town.Facts.SealHash), (period.From, period.Until, period.Hash));
        Assert.True(await town.AskAsync((PeriodDesk desk) => desk.IsIntactAsync(period, Cancellation)));
        var verified = await town.AskAsync((DayRebuild rebuild) => rebuild.VerifyAsync(from, until, Cancellation));
        Assert.Equal(0, verified.Changed);

        using var ada = await town.SignInAsync("ada@bakery.example");
        var export = await ada.GetStringAsync(
            $"/bakery/reports/payroll/export?from={from:yyyy-MM-dd}&to={until:yyyy-MM-dd}&format=csv",
            Cancellation
        );
        Assert.Contains(town.Facts.SealHash, export, StringComparison.Ordinal);

        var (eve, mia) = (await town.UserIdAsync("eve@bakery.example"), await town.UserIdAsync("mia@bakery.example"));
        var at = new DateTimeOffset(2026, 7, 2, 16, 30, 0, TimeSpan.Zero);
        var input = new CorrectionInput(town.Facts.EveId, CorrectionKind.Add, null, at, Direction.Out, "Forgotten");
        _ = Assert.IsType<CorrectionOutcome.Locked>(
            await town.AskAsync((CorrectionDesk desk) => desk.AskAsync(input, eve, Cancellation))
        );
        var punched = await town.AskAsync(
            (ManualPunchDesk desk) =>
                desk.RecordAsync(town.Facts.EveId, mia, at, Direction.Out, "Paper list", Cancellation)
        );
        Assert.Equal(new ManualPunchOutcome.Waits(from, until), punched);

        _ = await town.AskAsync((DayRebuild rebuild) => rebuild.RunAsync(from, until, Cancellation));
        Assert.True(await town.AskAsync((PeriodDesk desk) => desk.IsIntactAsync(period, Cancellation)));
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task A_decision_stands_when_its_day_and_its_week_are_made_again(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        var (from, until) = (new DateOnly(2026, 7, 6), new DateOnly(2026, 7, 14));
        Assert.Equal(
            0,
            (await town.AskAsync((DayRebuild rebuild) => rebuild.VerifyAsync(from, until, Cancellation))).Changed
        );
        _ = await town.AskAsync(
            (FaceRekDb db) =>
                db.AttendanceDays.Where(day => day.On >= from && day.On <= until).ExecuteDeleteAsync(Cancellation)
        );
        _ = await town.AskAsync((DayRebuild rebuild) => rebuild.RunAsync(from, until, Cancellation));
        var days = await town.AskAsync(
            (FaceRekDb db) =>
                db
                    .AttendanceDays.OfPerson(town.Facts.EveId)
                    .Where(day => day.On >= from && day.On <= until)
                    .ToListAsync(Cancellation)
        );
        var decided = days.Single(day => day.On == new DateOnly(2026, 7, 9));
        Assert.Equal(
            (ExceptionKinds.ForgottenCheckOut, ExceptionKinds.None),
            (decided.Exceptions, decided.OpenExceptions)
        );
        Assert.Equal(
            ExceptionKinds.ForgottenCheckOut,
            days.Single(day => day.On == new DateOnly(2026, 7, 14)).OpenExceptions
        );
        var week = await town.AskAsync(
            (FaceRekDb db) =>
                db.AttendanceWeeks.SingleAsync(
                    one => one.PersonId == town.Facts.EveId && one.From == from,
                    Cancellation
                )
        );
        Assert.False(week.NeedsDecision);
        Assert.Equal(week.OvertimeSeconds, week.AcceptedSeconds);
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task No_email_comes_twice_and_none_that_is_not_wanted(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        Assert.Equal(0, await town.AskAsync((NotificationSender round) => round.RunAsync(Cancellation)));

        // Emails she had opted out of were due all the same: both decisions are from today.
        using var eve = await town.SignInAsync("eve@bakery.example");
        var all = string.Join(
            '&',
            new[] { "MissedCheckOut", "DayDecided", "CorrectionDecided", "LeaveDecided" }.Select(word =>
                $"wanted={word}"
            )
        );
        using var saved = await eve.SubmitAsync("/bakery/me/letters", [], $"/bakery/me/letters?{all}");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(2, await town.AskAsync((NotificationSender round) => round.RunAsync(Cancellation)));
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task A_message_that_waited_is_delivered_as_it_was_and_signed_with_the_secret_of_its_endpoint(
        string kind
    )
    {
        var town = await towns.OfAsync(kind, postgres);
        using var program = await town.ProgramAsync();
        var moved = new { url = new Uri(town.Receiver.Address, "/hooks"), events = new[] { "punch.recorded" } };
        var changed = await program.CallAsync(HttpMethod.Put, $"webhooks/{town.Facts.EndpointId}", moved);
        Assert.True(changed.Status == 200, changed.Text);
        _ = await town.App.Services.GetRequiredService<WebhookSender>().RoundAsync(Cancellation);

        var message = Assert.Single(
            town.Receiver.Messages,
            one => one.Headers["webhook-id"] == town.Facts.WaitingMessageId
        );
        Assert.Equal(town.Facts.WaitingBody, message.Body);
        var secret = Convert.FromBase64String(town.Facts.WebhookSecret["whsec_".Length..]);
        var signed = Encoding.UTF8.GetBytes(
            $"{town.Facts.WaitingMessageId}.{message.Headers["webhook-timestamp"]}.{message.Body}"
        );
        Assert.Equal(
            $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}",
            message.Headers["webhook-signature"]
        );
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task A_call_that_named_itself_is_answered_again_and_does_nothing(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        using var program = await town.ProgramAsync();
        using var former = town.App.NewClient();
        former.DefaultRequestHeaders.Authorization = new("Bearer", town.Facts.AccessToken);
        foreach (var client in new[] { former, program })
        {
            var again = await client.PostAsync(
                "people",
                RowsOfEveryTable.IdempotentBody,
                ("Idempotency-Key", RowsOfEveryTable.IdempotencyKey)
            );
            Assert.Equal(
                (201, "true", town.Facts.IdempotencyAnswer),
                (again.Status, again.Header("Idempotency-Replayed"), again.Text)
            );
        }
        Assert.Equal(
            1,
            await town.AskAsync(
                (FaceRekDb db) => db.People.CountAsync(person => person.Name == "Nora New", Cancellation)
            )
        );
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task A_sign_in_through_the_api_continues_by_its_refresh_token(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        using var program = town.App.NewClient();
        var renewed = await program.PostAsync(
            "token",
            new { grant_type = "refresh_token", refresh_token = town.Facts.RefreshToken }
        );
        Assert.True(renewed.Status == 200, renewed.Text);
        program.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            renewed.Json.GetProperty("access_token").GetString()!
        );
        var eve = await program.AskAsync($"people/{town.Facts.EveId}");
        Assert.Equal((200, "Eve Employee"), (eve.Status, eve.Json.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData(OldDatabase.Sqlite)]
    [InlineData(OldDatabase.Postgres)]
    public async Task Each_rule_of_a_policy_reads_as_it_was_set(string kind)
    {
        var town = await towns.OfAsync(kind, postgres);
        var policies = await town.AskAsync(
            (FaceRekDb db) => db.AttendancePolicies.OrderBy(policy => policy.Version).ToListAsync(Cancellation)
        );
        Assert.Equal([new DateOnly(2026, 6, 1), new DateOnly(2026, 8, 1)], policies.Select(policy => policy.From));
        Assert.Equal(new PolicyRules { GraceLate = 8, WeeklyOvertimeAfter = 1200 }, policies[0].Rules);
        var rules = policies[1].Rules;
        Assert.Equal(HoursBy.FirstInLastOut, rules.Hours);
        Assert.Equal(NightAttribution.SplitAtMidnight, rules.Nights);
        Assert.Equal((101, 202), (rules.WindowBefore, rules.WindowAfter));
        Assert.Equal((7, 9), (rules.GraceLate, rules.GraceEarly));
        Assert.Equal((45, 12), (rules.HalfDayBelow, rules.AbsentBelow));
        Assert.Equal((25, 301, 11), (rules.DeductedBreak, rules.DeductedBreakOver, rules.PaidBreak));
        Assert.True(rules.CountsEarlyArrival);
        Assert.Equal((451, 2001, 16), (rules.DailyOvertimeAfter, rules.WeeklyOvertimeAfter, rules.OvertimeAtLeast));
        Assert.False(rules.OvertimeNeedsApproval);
        Assert.Equal((new TimeOnly(21, 30), new TimeOnly(5, 15)), (rules.NightFrom, rules.NightTo));
        Assert.Equal((6, 33, 4), (rules.RoundTo, rules.ForgottenLimit, rules.LowConfidence));
    }

    /// <summary>Reads every row, and returns the types that had rows of which none is read.</summary>
    private static async Task<List<string>> EmptyAsync(FaceRekDb db, OldFacts facts)
    {
        var read = typeof(UpgradeTests).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
        var empty = new List<string>();
        foreach (var type in db.Model.GetEntityTypes().Where(type => !type.IsOwned()))
        {
            var rows = await (Task<int>)read.MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
            if (rows == 0 && facts.Tables.GetValueOrDefault(type.GetTableName()!) > 0)
            {
                empty.Add(type.ClrType.Name);
            }
        }
        return empty;
    }

    private static async Task<int> ReadAsync<T>(FaceRekDb db)
        where T : class => (await db.Set<T>().ToListAsync(Cancellation)).Count;

    private static IReadOnlyList<byte[]> Burst(int face, int start) =>
        Capture.Burst(face, start, RowsOfEveryTable.PicturesOfBurst);

    private static (int, string) Brief(Capture.Answer answer) => (answer.Status, answer.Code);

    /// <summary>Each old database with today's application, from the first test that needs it to the last.</summary>
    public sealed class OldTowns : IAsyncLifetime
    {
        private readonly Dictionary<string, OldTown> towns = [];

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        internal async Task<OldTown> OfAsync(string kind, PostgresServer postgres)
        {
            if (kind == OldDatabase.Postgres)
            {
                PostgresServer.SkipWhereAbsent();
            }
            if (towns.TryGetValue(kind, out var known))
            {
                return known;
            }
            return towns[kind] = await OldTown.StartAsync(kind, postgres);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var town in towns.Values)
            {
                await town.DisposeAsync();
            }
        }
    }

    internal sealed class OldTown : IAsyncDisposable
    {
        private Organization bakery = null!;

        private OldTown() { }

        public required OldFacts Facts { get; init; }
        public required FaceRekApp App { get; init; }
        public required WebhookReceiver Receiver { get; init; }

        /// <summary>How many rows each table had when the application started.</summary>
        public SortedDictionary<string, long> Found { get; } = new(StringComparer.Ordinal);

        public static async Task<OldTown> StartAsync(string kind, PostgresServer postgres)
        {
            var old = new OldDatabase(kind);
            var receiver = await WebhookReceiver.StartAsync();
            // Five minutes after the last action: a ten-minute token is still valid.
            var app = await FaceRekApp.StartAsync(
                clock: new FakeTimeProvider(OldDatabase.MadeAt.AddMinutes(5)),
                connection: kind == OldDatabase.Postgres ? await RestoredAsync(old, postgres) : null,
                furnish: old.UnpackInto,
                adjust: builder => OldDatabase.Configure(builder, receiver.Address.Authority)
            );
            var town = new OldTown
            {
                Facts = old.ReadFacts(),
                App = app,
                Receiver = receiver,
            };
            await town.LookAsync();
            return town;
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Receiver.DisposeAsync();
        }

        public Task<T> AskAsync<TDesk, T>(Func<TDesk, Task<T>> ask)
            where TDesk : notnull => InAsync(services => ask(services.GetRequiredService<TDesk>()));

        public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => App.InAsync(bakery, work);

        public Task<Guid> UserIdAsync(string email) =>
            AskAsync(
                (FaceRekDb db) => db.Users.Where(user => user.Email == email).Select(user => user.Id).SingleAsync()
            );

        public static Task<HttpResponseMessage> TryAsync(HttpClient browser, string email, string password) =>
            browser.SubmitAsync("/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = password });

        /// <summary>A browser in which a user has just signed in.</summary>
        public async Task<HttpClient> SignInAsync(string email)
        {
            var browser = App.NewClient();
            using var answer = await TryAsync(browser, email, World.Password);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return browser;
        }

        /// <summary>A program with a new token for the old key.</summary>
        public async Task<HttpClient> ProgramAsync()
        {
            var program = App.NewClient();
            var token = await program.PostAsync("token", new { grant_type = "api_key", api_key = Facts.ApiKey });
            Assert.True(token.Status == 200, token.Text);
            program.DefaultRequestHeaders.Authorization = new(
                "Bearer",
                token.Json.GetProperty("access_token").GetString()!
            );
            return program;
        }

        private static async Task<string> RestoredAsync(OldDatabase old, PostgresServer postgres)
        {
            var connection = await postgres.NewDatabaseAsync();
            var folder = Directory.CreateTempSubdirectory("facerek-unpacked-");
            try
            {
                old.UnpackInto(folder);
                await OldDatabase.RestoreAsync(Path.Combine(folder.FullName, OldDatabase.ScriptName), connection);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
            return connection;
        }

        private async Task LookAsync()
        {
            await using var scope = App.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
            bakery = await db.Organizations.SingleAsync(one => one.Slug == "bakery");
            foreach (var table in Facts.Tables.Keys)
            {
                Found[table] = await OldRows.CountAsync(db, table);
            }
        }
    }
}
