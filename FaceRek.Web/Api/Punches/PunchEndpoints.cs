using System.Text.Json.Serialization;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Punches;

/// <summary>Check-ins and check-outs. Recorded whatever an organization has paid.</summary>
internal static class PunchEndpoints
{
    /// <summary>A burst of 3 MB, the limit of the check-in page, as base64, and the JSON around it.</summary>
    private const int MaxBodyLength = 4_100_000;

    public static void MapPunches(this IEndpointRouteBuilder api)
    {
        var punches = api.MapGroup("/punches").WithTags("Punches");
        punches
            .MapGet("", ListAsync)
            .Needs(ApiScope.PunchesRead)
            .WithSummary("Lists punches, the latest first, or those recorded since a moment.")
            .WithDescription(
                "With since (from an earlier answer): punches recorded after that, in the order of recording. A punch appears two seconds after it was recorded."
            )
            .Refuses(ApiProblems.QueryInvalid, ApiProblems.CursorInvalid)
            .Example(null, PunchExamples.List);
        punches
            .MapGet("/{punchId:guid:length(36)}", ReadAsync)
            .Needs(ApiScope.PunchesRead)
            .WithSummary("Reads a punch.")
            .Refuses(ApiProblems.NotFound)
            .Example(null, PunchExamples.One);
        punches
            .MapPost("", RecordAsync)
            .Needs(ApiScope.PunchesWrite)
            .Behind(ReadOnlyAccess.Open)
            .TakesAtMost(MaxBodyLength)
            .Accepts<NewPunchJson>("application/json", "multipart/form-data")
            .WithSummary("Records a punch: by face, by PIN, by a trusted device, or by hand.")
            .WithDescription(
                "By face: get a challenge, let the person make its moves, then send it with the pictures and their times; the server decides. Without person_id (also needs faces:match) the person is searched for among everyone enrolled, within the organization's budget of false identifications; ambiguous or not_recognised means that no punch was recorded. By device: needs punches:device; the server's time counts, and the device's time is kept as evidence, unless the device was offline. An event sent again answers 200 with its punch."
            )
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.FormBroken,
                ApiProblems.PictureDamaged,
                ApiProblems.ScopeMissing,
                ApiProblems.NotFound,
                ApiProblems.Repeated,
                ApiProblems.PeriodLocked,
                ApiProblems.NotActive,
                ApiProblems.ConsentRequired,
                ApiProblems.NotEnrolled,
                ApiProblems.ChallengeUsed,
                ApiProblems.TooRisky,
                ApiProblems.NoPin,
                ApiProblems.ChallengeLate,
                ApiProblems.TooLarge,
                ApiProblems.PictureTooLarge,
                ApiProblems.PictureFormat,
                ApiProblems.MediaTypeUnknown,
                ApiProblems.NoFace,
                ApiProblems.SeveralFaces,
                ApiProblems.PicturePoor,
                ApiProblems.NotRecognised,
                ApiProblems.Ambiguous,
                ApiProblems.NotLive,
                ApiProblems.PinToo,
                ApiProblems.PinWrong,
                ApiProblems.Elsewhere,
                ApiProblems.EventReused,
                ApiProblems.DeviceTimeUnbelievable,
                ApiProblems.TriesExhausted
            )
            .Example(PunchExamples.New, PunchExamples.One);
    }

    private static async Task<Results<Ok<PunchesJson>, ApiProblem>> ListAsync(
        [AsParameters] PunchesQuery query,
        CallerVisibility visibility,
        ApiCaller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (query is { Since: not null, Cursor: not null })
        {
            return ApiProblems.QueryInvalid.Because("Use either since or cursor, not both.");
        }
        if (query.From >= query.To)
        {
            return ApiProblems.QueryInvalid.Because("from must be before to.");
        }
        if (Paging.Read(query.Limit, query.Since ?? query.Cursor, out var size, out var at) is { } refused)
        {
            return refused;
        }
        var settled = clock.GetUtcNow() - Paging.Settled;
        var (from, to) = (query.From ?? DateTimeOffset.MinValue, query.To ?? DateTimeOffset.MaxValue);
        var punches = (await visibility.PunchesAsync(cancellationToken)).Where(punch =>
            punch.At >= from && punch.At < to && (query.PersonId == null || punch.PersonId == query.PersonId)
        );
        var page = query.Since is not null
            ? punches
                .Where(punch =>
                    punch.RecordedAt <= settled
                    && (punch.RecordedAt > at!.Value.At || (punch.RecordedAt == at.Value.At && punch.Id > at.Value.Id))
                )
                .OrderBy(punch => punch.RecordedAt)
                .ThenBy(punch => punch.Id)
            : punches
                .Where(punch =>
                    at == null || punch.At < at.Value.At || (punch.At == at.Value.At && punch.Id < at.Value.Id)
                )
                .OrderByDescending(punch => punch.At)
                .ThenByDescending(punch => punch.Id);
        var rows = await page.Take(size).ToListAsync(cancellationToken);
        var items = rows.ConvertAll(punch => PunchJson.Of(punch, caller));
        return TypedResults.Ok(
            query.Since is not null
                ? new PunchesJson(
                    items,
                    NextCursor: null,
                    rows.Count == 0 ? query.Since : new Cursor(rows[^1].RecordedAt, rows[^1].Id).ToString()
                )
                : new PunchesJson(
                    items,
                    rows.Count == size ? new Cursor(rows[^1].At, rows[^1].Id).ToString() : null,
                    Cursor.Before(settled).ToString()
                )
        );
    }

    private static async Task<Results<Ok<PunchJson>, ApiProblem>> ReadAsync(
        Guid punchId,
        CallerVisibility visibility,
        ApiCaller caller,
        CancellationToken cancellationToken
    ) =>
        await (await visibility.PunchesAsync(cancellationToken)).SingleOrDefaultAsync(
            punch => punch.Id == punchId,
            cancellationToken
        )
            is { } punch
            ? TypedResults.Ok(PunchJson.Of(punch, caller))
            : ApiProblems.NotFound;

    private static async Task<Results<Created<PunchJson>, Ok<PunchJson>, ApiProblem>> RecordAsync(
        PunchRecorder recorder,
        ApiCaller caller,
        HttpContext context
    )
    {
        var (request, refused) = await SentPictures.ReadAsync<NewPunchJson>(context.Request);
        if (request is null)
        {
            return refused!;
        }
        var (punch, isNew, why) = await recorder.RecordAsync(request, context);
        return punch is null ? why!
            : isNew ? TypedResults.Created($"{ApiEndpoints.Root}/punches/{punch.Id}", PunchJson.Of(punch, caller))
            : TypedResults.Ok(PunchJson.Of(punch, caller));
    }
}

/// <param name="Number">1, 2, 3 … for this person in the order of recording.</param>
/// <param name="At">When it was made, UTC; a correction that moved or voided it is reported separately.</param>
/// <param name="Zone">The time zone at the moment it was made.</param>
/// <param name="DirectionSource">What decided the direction.</param>
/// <param name="DeviceAt">The terminal's clock time.</param>
/// <param name="Match">The result of the face model; with faces:scores only.</param>
public sealed record PunchJson(
    Guid Id,
    Guid PersonId,
    int Number,
    DateTimeOffset At,
    string Zone,
    Direction Direction,
    DirectionSource DirectionSource,
    PunchWay Way,
    DateTimeOffset RecordedAt,
    Guid? SiteId,
    string? Reason,
    string? Device,
    string? EventId,
    DateTimeOffset? DeviceAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PunchMatchJson? Match = null
)
{
    internal static PunchJson Of(Punch punch, ApiCaller caller) =>
        new(
            punch.Id,
            punch.PersonId,
            punch.Number,
            punch.At,
            punch.Zone,
            punch.Direction,
            punch.DirectionSource,
            punch.Way,
            punch.RecordedAt,
            punch.SiteId,
            punch.Reason,
            punch.Device,
            punch.DeviceEventId,
            punch.DeviceAt,
            caller.May(ApiScope.FacesScores) && punch.Model is not null
                ? new PunchMatchJson(punch.Model, punch.Score, punch.Threshold, punch.Margin)
                : null
        );
}

/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
/// <param name="Since">Send it as <c>since</c> to get what was recorded after this response.</param>
public sealed record PunchesJson(IReadOnlyList<PunchJson> Items, string? NextCursor, string Since);

/// <summary>The filter of a list of punches, and its page.</summary>
/// <param name="From">Punches from this instant on.</param>
/// <param name="To">Punches before this instant.</param>
internal sealed record PunchesQuery(
    [FromQuery(Name = "person_id")] Guid? PersonId,
    [FromQuery(Name = "from")] DateTimeOffset? From,
    [FromQuery(Name = "to")] DateTimeOffset? To,
    [FromQuery(Name = "since")] string? Since,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "limit")] int? Limit
);
