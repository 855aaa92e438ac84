using System.Net;
using System.Security.Cryptography;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Management;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Core.Webhooks;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Databases;

/// <summary>
/// Fills a new application with a row in every table, most of them through the desks and pages that create them in
/// production, and records what was shown on the way.
/// </summary>
internal sealed class RowsOfEveryTable(FaceRekApp app, World world)
{
    public const string IdempotencyKey = "add-nora-once";
    public const string IdempotentBody = """{"name":"Nora New","external_id":"N-1"}""";
    public const string InvitedEmail = "ivy@bakery.example";
    public const string Pin = "271828";

    /// <summary>The moment of the first frame of Eve's check-in burst.</summary>
    public const int SeenFrom = 400;

    public const int PicturesOfBurst = 8;

    /// <summary>No program listens there, so messages stay pending.</summary>
    public const string Receiver = "127.0.0.1:9";

    private static readonly DateOnly Monday = new(2026, 6, 29);
    private static readonly byte[] Paper = "%PDF-1.4 a dentist's note"u8.ToArray();

    private readonly Organization bakery = world.Bakery;
    private readonly Guid eve = world.EvePerson.Id;
    private readonly WallClock london = WallClock.Of("Europe/London");
    private Guid site;

    private static CancellationToken Cancellation => CancellationToken.None;

    private DateTimeOffset Now => app.Clock.GetUtcNow();

    public async Task<OldFacts> FillAsync()
    {
        await AddWorkplacesAsync();
        await AddPoliciesAsync();
        await AddPunchesAsync();
        await AddLeavesAsync();
        await EnrolAsync();
        await DecideAsync();
        var (paper, waiting) = await CorrectAsync();
        var sealHash = await LockAsync();
        await WriteLettersAsync();
        await AddBillingAsync();
        await AddTrialAsync();
        var (session, known) = await SignInAsync();
        var invitation = await InviteAsync();
        var api = await UseApiAsync();
        var webhook = await AddWebhookAsync();
        await CheckInAsync();
        var waits = await WaitingAsync();
        await SaveAsync(
            new OutdatedDays
            {
                OrganizationId = bakery.Id,
                From = new DateOnly(2026, 7, 14),
                PersonId = eve,
                Since = Now,
            }
        );
        return new OldFacts(
            [],
            eve,
            await CropsAsync(),
            sealHash,
            paper,
            waiting,
            session,
            known,
            invitation,
            api.Key,
            api.Access,
            api.Refresh,
            api.Answer,
            webhook.Id,
            webhook.Secret,
            $"msg_{waits.MessageId:N}",
            waits.Body
        );
    }

    private async Task AddWorkplacesAsync()
    {
        var mill = new Site
        {
            OrganizationId = bakery.Id,
            Name = "Mill Lane",
            Zone = "Europe/London",
            Address = "1 Mill Lane, London",
            PlaceRule = LocationRule.Note,
            Latitude = 51.5155,
            Longitude = -0.1019,
            RadiusMetres = 200,
            Networks = "198.51.100.0/24",
            CreatedAt = Now,
        };
        site = mill.Id;
        var top = new Department
        {
            OrganizationId = bakery.Id,
            Name = "Bakehouse",
            CreatedAt = Now,
        };
        var ovens = new Department
        {
            OrganizationId = bakery.Id,
            Name = "Ovens",
            ParentId = top.Id,
            CreatedAt = Now,
        };
        var tom = new Person
        {
            OrganizationId = bakery.Id,
            Name = "Tom Oven",
            ExternalId = "T-1",
            SiteId = site,
            DepartmentId = ovens.Id,
            Metadata = """{"cost_centre":"42"}""",
            CreatedAt = Now.AddDays(-60),
        };
        var lena = new Person
        {
            OrganizationId = bakery.Id,
            Name = "Lena Left",
            ExternalId = "L-1",
            CreatedAt = Now.AddDays(-60),
        };
        lena.Deactivate(Now.AddDays(-20));
        var day = new Shift
        {
            OrganizationId = bakery.Id,
            Name = "Day",
            StartsAt = new TimeOnly(9, 0),
            Minutes = 480,
            Days = (WeekDays)0b0011111,
            CreatedAt = Now,
        };
        var split = new Shift
        {
            OrganizationId = bakery.Id,
            Name = "Lunch and dinner",
            StartsAt = new TimeOnly(11, 0),
            Minutes = 600,
            FirstPartMinutes = 240,
            SecondPartAfter = 360,
            Days = WeekDays.Saturday | WeekDays.Sunday,
            CreatedAt = Now,
        };
        var rotation = new Rotation
        {
            OrganizationId = bakery.Id,
            Name = "Every other day",
            StartsOn = Monday,
            Length = 2,
            CreatedAt = Now,
        };
        await SaveAsync(
            mill,
            top,
            ovens,
            tom,
            lena,
            day,
            split,
            rotation,
            new DepartmentManager
            {
                OrganizationId = bakery.Id,
                DepartmentId = top.Id,
                UserId = world.Mia.Id,
            },
            new FormerWorkplace
            {
                OrganizationId = bakery.Id,
                PersonId = tom.Id,
                Until = new DateOnly(2026, 6, 20),
                SiteId = site,
                DepartmentId = top.Id,
            },
            new EmploymentGap
            {
                OrganizationId = bakery.Id,
                PersonId = tom.Id,
                From = new DateOnly(2026, 6, 1),
                Until = new DateOnly(2026, 6, 5),
            },
            new Holiday
            {
                OrganizationId = bakery.Id,
                SiteId = site,
                On = new DateOnly(2026, 8, 31),
                Name = "Bank holiday",
            },
            new Holiday
            {
                OrganizationId = bakery.Id,
                On = new DateOnly(2026, 12, 25),
                Name = "Christmas Day",
            },
            new RotationDay
            {
                OrganizationId = bakery.Id,
                RotationId = rotation.Id,
                Position = 0,
                ShiftId = day.Id,
            },
            Assignment(day.Id, null, eve, null),
            Assignment(null, rotation.Id, null, ovens.Id)
        );
        await app.InAsync(
            bakery,
            async db =>
            {
                var person = await db.People.AsTracking().SingleAsync(one => one.Id == eve);
                (person.SiteId, person.DepartmentId) = (site, top.Id);
                _ = await db.SaveChangesAsync();
                // She joined before the tests begin, so her days are planned.
                var since = Now.AddDays(-60);
                _ = await db
                    .People.Where(one => one.Id == eve)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.CreatedAt, since));
            }
        );
    }

    private ShiftAssignment Assignment(Guid? shift, Guid? rotation, Guid? person, Guid? department) =>
        new()
        {
            OrganizationId = bakery.Id,
            PersonId = person,
            DepartmentId = department,
            ShiftId = shift,
            RotationId = rotation,
            From = Monday,
            CreatedAt = Now,
            CreatedById = world.Ben.Id,
        };

    /// <summary>One that applies to the days here, and a later one in which every value differs from the default.</summary>
    private async Task AddPoliciesAsync()
    {
        var first = new PolicyRules { GraceLate = 8, WeeklyOvertimeAfter = 1200 };
        var second = new PolicyRules
        {
            Hours = HoursBy.FirstInLastOut,
            Nights = NightAttribution.SplitAtMidnight,
            WindowBefore = 101,
            WindowAfter = 202,
            GraceLate = 7,
            GraceEarly = 9,
            HalfDayBelow = 45,
            AbsentBelow = 12,
            DeductedBreak = 25,
            DeductedBreakOver = 301,
            PaidBreak = 11,
            CountsEarlyArrival = true,
            DailyOvertimeAfter = 451,
            WeeklyOvertimeAfter = 2001,
            OvertimeAtLeast = 16,
            OvertimeNeedsApproval = false,
            NightFrom = new TimeOnly(21, 30),
            NightTo = new TimeOnly(5, 15),
            RoundTo = 6,
            ForgottenLimit = 33,
            LowConfidence = 4,
        };
        _ = Assert.IsType<PolicyOutcome.Saved>(
            await AskAsync(
                (PolicyDesk desk) => desk.SaveAsync(first, new DateOnly(2026, 6, 1), 0, world.Ben.Id, Cancellation)
            )
        );
        _ = Assert.IsType<PolicyOutcome.Saved>(
            await AskAsync(
                (PolicyDesk desk) => desk.SaveAsync(second, new DateOnly(2026, 8, 1), 1, world.Ben.Id, Cancellation)
            )
        );
    }

    /// <summary>Two weeks of Eve and two special days: once late, twice without a check-out.</summary>
    private async Task AddPunchesAsync()
    {
        foreach (var back in new[] { 16, 15, 14, 13, 12, 9, 8, 7, 6, 5, 2, 1 })
        {
            var day = new DateOnly(2026, 7, 15).AddDays(-back);
            await PunchAsync(day, back == 7 ? new TimeOnly(10, 20) : new TimeOnly(8, 55), Direction.In);
            if (back is not (13 or 6 or 1))
            {
                await PunchAsync(day, new TimeOnly(17, 30), Direction.Out);
            }
        }
        _ = await AskAsync((DayRebuild rebuild) => rebuild.RunAsync(Monday, new DateOnly(2026, 7, 16), Cancellation));
    }

    private async Task PunchAsync(DateOnly day, TimeOnly time, Direction direction)
    {
        var at = london.At(day.ToDateTime(time));
        var entry = new NewPunch(eve, at, PunchWay.Pin, direction, world.Eve.Id, at);
        _ = Assert.IsType<PunchOutcome.Recorded>(
            await AskAsync((PunchWriter book) => book.WriteAsync(entry, Cancellation))
        );
    }

    private async Task AddLeavesAsync()
    {
        var (soon, later) = (new DateOnly(2026, 7, 20), new DateOnly(2026, 7, 27));
        var asked = new LeaveInput(soon, soon.AddDays(1), LeavePart.WholeDay, IsPaid: true, "A wedding");
        var done = Assert.IsType<LeaveOutcome.Done>(
            await AskAsync((LeaveDesk desk) => desk.RequestAsync(eve, world.Eve.Id, asked, Cancellation))
        );
        _ = Assert.IsType<LeaveOutcome.Done>(
            await AskAsync(
                (LeaveDesk desk) => desk.DecideAsync(done.Leave.Id, world.Ben.Id, true, "Enjoy it", Cancellation)
            )
        );
        var half = new LeaveInput(later, later, LeavePart.Afternoon, IsPaid: false, null);
        _ = Assert.IsType<LeaveOutcome.Done>(
            await AskAsync((LeaveDesk desk) => desk.RequestAsync(eve, world.Eve.Id, half, Cancellation))
        );
    }

    private async Task EnrolAsync()
    {
        var text = await AskAsync(
            (ConsentTexts texts) =>
                texts.PublishAsync(
                    "What we do with your face",
                    "en",
                    saysCropsAreKept: true,
                    world.Ada.Id,
                    Cancellation
                )
        );
        _ = Assert.IsType<ConsentOutcome.Given>(
            await AskAsync(
                (ConsentDesk desk) =>
                    desk.RecordAsync(eve, text!.Version, "Signed on paper.", world.Ben.Id, Cancellation)
            )
        );
        for (var moment = 1; moment <= 2; moment++)
        {
            var picture = Capture.Frame(Capture.EveFace, moment);
            var request = new EnrollmentRequest(eve, picture, PictureLimits.Frame, world.Eve.Id);
            _ = Assert.IsType<EnrollmentOutcome.Added>(
                await AskAsync((EnrollmentDesk desk) => desk.AddAsync(request, Cancellation))
            );
        }
        Assert.Equal(
            PinOutcome.Done,
            await AskAsync((PinDesk desk) => desk.ChooseAsync(world.Eve.Id, Pin, Cancellation))
        );
    }

    /// <summary>About a day without a check-out, and about a week with too many hours.</summary>
    private async Task DecideAsync()
    {
        foreach (
            var (day, kind) in new[]
            {
                (new DateOnly(2026, 7, 9), ExceptionKinds.ForgottenCheckOut),
                (new DateOnly(2026, 7, 12), ExceptionKinds.WeeklyOvertime),
            }
        )
        {
            _ = Assert.IsType<DecisionOutcome.Decided>(
                await AskAsync(
                    (ExceptionDesk desk) =>
                        desk.DecideAsync(
                            eve,
                            day,
                            kind,
                            isAccepted: true,
                            "Seen on the rota.",
                            world.Ben.Id,
                            Cancellation
                        )
                )
            );
        }
    }

    /// <summary>One with an attachment, approved, and a pending one.</summary>
    private async Task<(Guid Attachment, Guid Waiting)> CorrectAsync()
    {
        var punches = await AskAsync((FaceRekDb db) => db.Punches.OrderBy(punch => punch.At).ToListAsync());
        var moved = punches.Last(punch => punch.Direction == Direction.Out);
        var input = new CorrectionInput(
            eve,
            CorrectionKind.Move,
            moved.Id,
            moved.At.AddMinutes(-95),
            null,
            "The dentist",
            ("note.pdf", Paper)
        );
        var first = await AskedAsync(input);
        _ = Assert.IsType<CorrectionOutcome.Done>(
            await AskAsync(
                (CorrectionApproval approval) => approval.ApproveAsync(first, "Seen", world.Mia.Id, Cancellation)
            )
        );
        return (
            first,
            await AskedAsync(
                new CorrectionInput(eve, CorrectionKind.Void, punches[^1].Id, null, null, "I only passed by")
            )
        );
    }

    private async Task<Guid> AskedAsync(CorrectionInput input) =>
        Assert
            .IsType<CorrectionOutcome.Done>(
                await AskAsync((CorrectionDesk desk) => desk.AskAsync(input, world.Eve.Id, Cancellation))
            )
            .Request.Id;

    private async Task<string> LockAsync()
    {
        var period = Assert
            .IsType<PeriodOutcome.Done>(
                await AskAsync(
                    (PeriodDesk desk) => desk.LockAsync(Monday, Monday.AddDays(6), world.Ben.Id, Cancellation)
                )
            )
            .Period;
        var late = london.At(new DateTime(2026, 7, 2, 17, 0, 0, DateTimeKind.Unspecified));
        _ = Assert.IsType<ManualPunchOutcome.Waits>(
            await AskAsync(
                (ManualPunchDesk desk) =>
                    desk.RecordAsync(eve, world.Mia.Id, late, Direction.Out, "The paper list", Cancellation)
            )
        );
        return period.Hash;
    }

    /// <summary>Eve opted out of emails about decisions on her days; the others are sent.</summary>
    private async Task WriteLettersAsync()
    {
        using var client = await world.ClientOfAsync(world.Eve);
        var wanted = string.Join(
            '&',
            new[] { "MissedCheckOut", "CorrectionDecided", "LeaveDecided" }.Select(kind => $"wanted={kind}")
        );
        using var saved = await client.SubmitAsync("/bakery/me/letters", [], $"/bakery/me/letters?{wanted}");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(4, await AskAsync((NotificationSender round) => round.RunAsync(Cancellation)));
    }

    private Task AddBillingAsync()
    {
        var subscription = new Subscription { OrganizationId = bakery.Id, StripeId = "sub_bakery" };
        var price = PlanCatalogue.Business.PriceBy(BillingInterval.Year)!.LookupKey;
        var told = new SubscriptionSnapshot(
            "sub_bakery",
            "si_1",
            SubscriptionStatus.Active,
            price,
            50,
            Now.AddDays(-30)
        )
        {
            PeriodStartAt = Now.AddDays(-30),
            PeriodEndAt = Now.AddDays(335),
        };
        _ = subscription.Apply(told, Now);
        var account = new BillingAccount
        {
            OrganizationId = bakery.Id,
            CustomerId = "cus_bakery",
            SyncedAt = Now,
        };
        account.AimAt(50, 50);
        var (waiting, dead) = (Event("evt_waiting", "invoice.paid"), Event("evt_dead", "invoice.payment_failed"));
        waiting.Await(Now.AddDays(1));
        for (var attempt = 0; attempt < StripeEvent.MaxAttempts; attempt++)
        {
            dead.Fail("HttpRequestException", Now);
        }
        return SaveAsync(
            subscription,
            account,
            waiting,
            dead,
            new BillingEmail
            {
                OrganizationId = bakery.Id,
                Key = "in_1-failed",
                Kind = BillingEmailKind.PaymentFailed,
                Amount = 1250,
                Currency = "eur",
                CreatedAt = Now,
            },
            new OpenCheckout
            {
                OrganizationId = bakery.Id,
                LookupKey = price,
                Seats = 50,
                ByUserId = world.Ada.Id,
                CreatedAt = Now,
                SessionId = "cs_1",
            },
            new PlanChange
            {
                OrganizationId = bakery.Id,
                SubscriptionId = "sub_bakery",
                LookupKey = price,
                Seats = 60,
                At = Now,
                DueMinor = 4500,
                Currency = "eur",
            },
            new Invoice
            {
                OrganizationId = bakery.Id,
                StripeId = "in_1",
                SubscriptionId = "sub_bakery",
                Number = "FR-0001",
                Status = InvoiceStatus.Paid,
                Total = 225000,
                Tax = 35924,
                Paid = 225000,
                CreatedAt = Now.AddDays(-30),
                FinalizedAt = Now.AddDays(-30),
                PaidAt = Now.AddDays(-30),
            },
            new Payment
            {
                OrganizationId = bakery.Id,
                StripeId = "ch_1",
                IsRefund = false,
                InvoiceId = "in_1",
                Status = "succeeded",
                Amount = 225000,
                At = Now.AddDays(-30),
                Means = "visa 4242",
            },
            new SeatDay
            {
                OrganizationId = bakery.Id,
                On = new DateOnly(2026, 7, 14),
                Used = 3,
                Paid = 50,
                PlanCode = "business",
            }
        );
    }

    private StripeEvent Event(string id, string type) =>
        new()
        {
            Id = id,
            Type = type,
            CreatedAt = Now,
            ReceivedAt = Now,
            IsLive = false,
            CustomerId = "cus_bakery",
            ObjectId = "in_1",
            Body = "{}"u8.ToArray(),
        };

    /// <summary>The scores of two models, and the people one of them would confuse.</summary>
    private async Task AddTrialAsync()
    {
        var others = await AskAsync(
            (FaceRekDb db) =>
                db.People.Where(one => one.Id != eve).OrderBy(one => one.Id).Select(one => one.Id).ToListAsync()
        );
        await SaveAsync(
            new ShadowScore
            {
                OrganizationId = bakery.Id,
                PersonId = eve,
                At = Now.AddHours(-1),
                Model = "classic/1",
                Score = 0.8f,
                Threshold = 0.5f,
                ReadMs = 12,
                CandidateModel = "other/1",
                CandidateScore = 0.6f,
                CandidateThreshold = 0.4f,
                CandidateReadMs = 30,
            },
            new LookAlike
            {
                OrganizationId = bakery.Id,
                OneId = others[0],
                OtherId = others[1],
                Model = "classic/1",
                Score = 0.6f,
                FoundAt = Now,
            }
        );
    }

    /// <summary>Ben, in his own browser.</summary>
    private async Task<(string Session, string Known)> SignInAsync()
    {
        var jar = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = jar, AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = app.Address };
        var form = new Dictionary<string, string>
        {
            ["Input.Email"] = world.Ben.Email!,
            ["Input.Password"] = World.Password,
        };
        using var answer = await browser.SubmitAsync("/sign-in", form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var cookies = jar.GetCookies(app.Address);
        return (cookies["facerek"]!.Value, cookies["facerek-known"]!.Value);
    }

    private async Task<string> InviteAsync()
    {
        _ = Assert.IsType<InvitationOutcome.Sent>(
            await AskAsync(
                (InvitationDesk desk) =>
                    desk.InviteAsync(InvitedEmail, Role.Manager, world.Ada.Id, personId: null, Cancellation)
            )
        );
        return app.Mail.LinkTo(InvitedEmail);
    }

    /// <summary>A key, its token, a call with an idempotency key, and Ada's own sign-in.</summary>
    private async Task<(string Key, string Access, string Refresh, string Answer)> UseApiAsync()
    {
        var request = new ApiKeyRequest("HR suite", ApiScope.OfKeys, [], Now.AddDays(300));
        var key = Assert
            .IsType<ApiKeyOutcome.Created>(
                await AskAsync((ApiKeyDesk desk) => desk.CreateAsync(request, world.Ben.Id, Cancellation))
            )
            .Text;
        using var program = app.NewClient();
        var token = await program.PostAsync("token", new { grant_type = "api_key", api_key = key });
        var access = token.Json.GetProperty("access_token").GetString()!;
        var added = await program.PostAsync(
            "people",
            IdempotentBody,
            ("Authorization", $"Bearer {access}"),
            ("Idempotency-Key", IdempotencyKey)
        );
        Assert.True(added.Status == 201, added.Text);
        var signedIn = await program.PostAsync(
            "token",
            new
            {
                grant_type = "password",
                email = world.Ada.Email,
                password = World.Password,
            }
        );
        Assert.True(signedIn.Status == 200, signedIn.Text);
        return (key, access, signedIn.Json.GetProperty("refresh_token").GetString()!, added.Text);
    }

    private async Task<(Guid Id, string Secret)> AddWebhookAsync()
    {
        var drawn = Assert.IsType<WebhookOutcome.Drawn>(
            await AskAsync(
                (WebhookDesk desk) =>
                    desk.AddAsync($"http://{Receiver}/hooks", [WebhookEvent.PunchRecorded], Cancellation)
            )
        );
        return (drawn.Endpoint.Id, drawn.Secret);
    }

    /// <summary>Eve by her face, after a face that is not hers. Both bursts are checked for liveness.</summary>
    private async Task CheckInAsync()
    {
        _ = await app.InAsync(
            bakery,
            async services =>
            {
                var desk = services.GetRequiredService<OrganizationDesk>();
                await desk.ChangeLivenessAsync(LivenessLevel.Passive, world.Ada.Id, Cancellation);
                return 0;
            }
        );
        using var client = await world.ClientOfAsync(world.Eve);
        var other = await client.CheckInAsync(Capture.Burst(Capture.OtherFace, 300, PicturesOfBurst));
        Assert.True(other.Status == 422, other.Raw);
        var taken = await client.CheckInAsync(Capture.Burst(Capture.EveFace, SeenFrom, PicturesOfBurst));
        Assert.True(taken.Status == 201, taken.Raw);
    }

    private Task<WebhookDelivery> WaitingAsync() =>
        AskAsync((FaceRekDb db) => db.WebhookDeliveries.SingleAsync(row => row.State == WebhookState.Pending));

    private Task<List<string>> CropsAsync() =>
        app.InAsync(
            bakery,
            async services =>
            {
                var (db, encryption) = (
                    services.GetRequiredService<FaceRekDb>(),
                    services.GetRequiredService<TemplateEncryption>()
                );
                var person = await db.People.SingleAsync(one => one.Id == eve);
                var crops = await db.FaceCrops.OrderBy(crop => crop.Id).ToListAsync();
                return crops.ConvertAll(crop =>
                    Convert.ToHexStringLower(SHA256.HashData(encryption.OpenCrop(person, crop)))
                );
            }
        );

    private Task<T> AskAsync<TDesk, T>(Func<TDesk, Task<T>> ask)
        where TDesk : notnull => app.InAsync(bakery, services => ask(services.GetRequiredService<TDesk>()));

    private Task SaveAsync(params object[] rows) =>
        app.InAsync(
            bakery,
            async db =>
            {
                db.AddRange(rows);
                _ = await db.SaveChangesAsync();
            }
        );
}
