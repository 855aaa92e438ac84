using System.Text.Json;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Webhooks;
using FaceRek.Web.Api.Corrections;
using FaceRek.Web.Api.Days;
using FaceRek.Web.Api.Models;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Api.Punches;
using FaceRek.Web.Api.Recognition;
using FaceRek.Web.Api.Webhooks;

namespace FaceRek.Tests.Web.Api;

/// <summary>Each member of a response has the value of its source; scores only for callers who may see them.</summary>
public sealed class AnswerShapeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly ApiCaller Plain = CallerOf(),
        Scored = CallerOf(ApiScope.FacesScores);

    [Fact]
    public void A_day_says_each_figure_in_its_own_place()
    {
        var day = new AttendanceDay
        {
            OrganizationId = Guid.CreateVersion7(),
            PersonId = Guid.CreateVersion7(),
            On = new(2026, 3, 2),
            Zone = "Europe/Amsterdam",
            Status = DayStatus.Absent,
            ShiftId = Guid.CreateVersion7(),
            PlannedFrom = Now.AddHours(1),
            PlannedTo = Now.AddHours(9),
            FirstInAt = Now.AddHours(2),
            LastOutAt = Now.AddHours(8),
            IsInferred = true,
            WorkedSeconds = 10_000,
            BreakSeconds = 2,
            DeductedSeconds = 3,
            LateSeconds = 4,
            EarlySeconds = 5,
            OvertimeSeconds = 600,
            AcceptedOvertimeSeconds = 70,
            NightSeconds = 8,
            HolidaySeconds = 9,
            PaidLeaveSeconds = 2_000,
            UnpaidLeaveSeconds = 11,
            SettlesAt = Now.AddHours(20),
            Exceptions = ExceptionKinds.OddPunches | ExceptionKinds.Overtime | ExceptionKinds.WeeklyOvertime,
            OpenExceptions = ExceptionKinds.OddPunches | ExceptionKinds.WeeklyOvertime,
        };
        var json = DayJson.Of(day, Now.AddHours(20));
        Mirrors(day, json, "Exceptions");
        Assert.Equal(
            (DayStatus.Absent, DayStatus.AtWork),
            (json.Status, DayJson.Of(day, Now.AddHours(20).AddTicks(-1)).Status)
        );
        Assert.Equal(["odd_punches", "weekly_overtime"], json.Exceptions);
        Assert.Equal(10_000 - 600 + 70 + 2_000, json.PaidSeconds);
    }

    [Fact]
    public void A_punch_says_what_the_model_said_to_those_who_may_see_it()
    {
        var punch = PunchOf("sface/1");
        Mirrors(punch, PunchJson.Of(punch, Plain), "Match", "EventId");
        Assert.Equal(("event", null), (PunchJson.Of(punch, Plain).EventId, PunchJson.Of(punch, Plain).Match));
        Assert.Equal(new PunchMatchJson("sface/1", 3.5f, 2.5f, 1.5f), PunchJson.Of(punch, Scored).Match);
        Assert.Null(PunchJson.Of(PunchOf(null), Scored).Match);
        Assert.DoesNotContain(
            "\"match\"",
            JsonSerializer.Serialize(PunchJson.Of(punch, Plain), StrictJson.Options),
            StringComparison.Ordinal
        );

        static Punch PunchOf(string? model) =>
            new()
            {
                OrganizationId = Guid.CreateVersion7(),
                PersonId = Guid.CreateVersion7(),
                Number = 7,
                At = Now,
                Zone = "Europe/Amsterdam",
                Direction = Direction.Out,
                DirectionSource = Enum.GetValues<DirectionSource>()[^1],
                Way = Enum.GetValues<PunchWay>()[^1],
                RecordedAt = Now.AddHours(1),
                RecordedById = Guid.CreateVersion7(),
                SiteId = Guid.CreateVersion7(),
                Reason = "reason",
                Device = "device",
                DeviceEventId = "event",
                DeviceAt = Now.AddHours(2),
                Model = model,
                Score = 3.5f,
                Threshold = 2.5f,
                Margin = 1.5f,
            };
    }

    [Fact]
    public void Requests_deliveries_endpoints_and_comparisons_are_told_as_they_stand()
    {
        var request = new CorrectionRequest
        {
            OrganizationId = Guid.CreateVersion7(),
            PersonId = Guid.CreateVersion7(),
            On = new(2026, 3, 2),
            Kind = Enum.GetValues<CorrectionKind>()[^1],
            PunchId = Guid.CreateVersion7(),
            At = Now,
            Direction = Direction.Out,
            Reason = "reason",
            IsLate = true,
            RequestedById = Guid.CreateVersion7(),
            RequestedAt = Now.AddHours(1),
        };
        request.Decide(CorrectionStatus.Refused, Guid.CreateVersion7(), "note", Now.AddHours(2));
        Mirrors(request, CorrectionJson.Of(request));

        var delivery = new WebhookDelivery
        {
            OrganizationId = Guid.CreateVersion7(),
            EndpointId = Guid.CreateVersion7(),
            MessageId = Guid.CreateVersion7(),
            Type = "punch.recorded",
            Body = "{}",
            CreatedAt = Now,
            DueAt = Now,
        };
        delivery.Fail(503, "fault", Now.AddMinutes(1));
        Mirrors(delivery, DeliveryJson.Of(delivery), "MessageId", "NextTryAt");
        Assert.Equal(
            (WebhookSignature.IdOf(delivery.MessageId), delivery.DueAt),
            (DeliveryJson.Of(delivery).MessageId, DeliveryJson.Of(delivery).NextTryAt)
        );
        delivery.Succeed(204, Now.AddMinutes(2));
        Assert.Null(DeliveryJson.Of(delivery).NextTryAt);

        var endpoint = new WebhookEndpoint
        {
            OrganizationId = Guid.CreateVersion7(),
            Url = "https://example.org/hook",
            Events = "a b",
            SealedSecret = [1],
            CreatedAt = Now,
        };
        endpoint.Stop(Now);
        Mirrors(endpoint, WebhookJson.Of(endpoint), "Events", "Secret");
        Assert.Equal(["a", "b"], WebhookJson.Of(endpoint).Events);
        Assert.Null(WebhookJson.Of(endpoint).Secret);

        Assert.Equal(
            new ModelShadowJson(1 + 20 + 300 + 4000, 1, 20, 300, 4000, 5.5f, 6.5f),
            ModelShadowJson.Of(new ShadowComparison(1, 20, 300, 4000, 5.5f, 6.5f))
        );
        var quality = new PictureQuality(1, 2, 3, 4, 5, 6);
        Assert.True(
            DetectedFaceJson.Of(new InspectedFace(new FaceBox(1, 2, 3, 4), 0.5f, null, quality, []))
                is { Confidence: 0.5f, IsUsable: true, Reasons.Count: 0 }
        );
        var poor = DetectedFaceJson.Of(
            new InspectedFace(new FaceBox(1, 2, 3, 4), 0.5f, null, quality, [QualityFlaw.Blurred])
        );
        Assert.Equal((new FaceBox(1, 2, 3, 4), quality, false), (poor.Box, poor.Quality, poor.IsUsable));
        Assert.Equal([QualityFlaw.Blurred], poor.Reasons);
    }

    [Theory]
    [InlineData(MatchDecision.Match, true, IdentifiedJson.Kind.Match)]
    [InlineData(MatchDecision.Ambiguous, true, IdentifiedJson.Kind.Ambiguous)]
    [InlineData(MatchDecision.Unknown, true, IdentifiedJson.Kind.Unknown)]
    [InlineData(MatchDecision.Match, false, IdentifiedJson.Kind.TooRisky)]
    [InlineData(null, true, IdentifiedJson.Kind.Unknown)]
    [InlineData(null, false, IdentifiedJson.Kind.TooRisky)]
    public void Who_it_is_stands_beside_a_match_only(
        MatchDecision? best,
        bool isWithinBudget,
        IdentifiedJson.Kind decision
    )
    {
        var (first, second) = (ResultOf(best ?? default, 3.5f, 1.25f), ResultOf(MatchDecision.Unknown, 2.25f, -1.25f));
        var ranked = best is null ? (IReadOnlyList<MatchResult>)[] : [first, second, first with { PersonId = null }];
        var (plain, scored) = (
            IdentifiedJson.Of(ranked, isWithinBudget, "sface/1", Plain),
            IdentifiedJson.Of(ranked, isWithinBudget, "sface/1", Scored)
        );
        Assert.Equal(
            new IdentifiedJson(decision, decision == IdentifiedJson.Kind.Match ? first.PersonId : null),
            plain
        );
        Assert.Equal(
            (plain.Decision, plain.PersonId, best is null ? null : 2.5f, "sface/1"),
            (scored.Decision, scored.PersonId, scored.Threshold, scored.Model)
        );
        IReadOnlyList<CandidateJson> candidates = best is null
            ? []
            :
            [
                new(first.PersonId!.Value, first.TemplateId, 3.5f, 1.25f),
                new(second.PersonId!.Value, second.TemplateId, 2.25f, -1.25f),
            ];
        Assert.Equal(candidates, scored.Candidates!);
        var members = JsonSerializer
            .SerializeToElement(plain, StrictJson.Options)
            .EnumerateObject()
            .Select(member => member.Name);
        Assert.Equal(["decision", "person_id"], members);
    }

    [Fact]
    public void Of_a_comparison_the_figures_are_for_those_who_may_see_them()
    {
        var result = ResultOf(MatchDecision.Match, 3.5f, 1.25f);
        var claimed = Guid.CreateVersion7();
        Assert.Equal(
            new VerifiedJson(MatchDecision.Match, claimed, 3.5f, 2.5f, 1.25f, "sface/1"),
            VerifiedJson.Of(result, claimed, Scored)
        );
        Assert.Equal(new VerifiedJson(MatchDecision.Match, claimed), VerifiedJson.Of(result, claimed, Plain));
        Assert.Equal(
            ["decision", "person_id"],
            JsonSerializer
                .SerializeToElement(VerifiedJson.Of(result, null, Plain), StrictJson.Options)
                .EnumerateObject()
                .Select(member => member.Name)
        );
    }

    private static MatchResult ResultOf(MatchDecision decision, float score, float margin) =>
        new(decision, new ModelId("sface", "1"), Guid.CreateVersion7(), Guid.CreateVersion7(), score, 2.5f, margin);

    private static ApiCaller CallerOf(params string[] scopes)
    {
        var caller = new ApiCaller();
        caller.EnterUser(Guid.CreateVersion7(), Guid.CreateVersion7(), scopes);
        return caller;
    }

    private static void Mirrors(object source, object json, params string[] except)
    {
        foreach (var member in json.GetType().GetProperties().Where(member => !except.Contains(member.Name)))
        {
            Assert.True(
                Equals(source.GetType().GetProperty(member.Name)!.GetValue(source), member.GetValue(json)),
                $"{json.GetType().Name}.{member.Name} is {member.GetValue(json)}"
            );
        }
    }
}
