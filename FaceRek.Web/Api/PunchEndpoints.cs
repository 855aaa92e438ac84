using FaceRek.Core.Access;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api;

/// <summary>Clock events. Recorded whatever an organization has paid.</summary>
internal static class PunchEndpoints
{
    /// <summary>A burst of 3 MB, as the check-in page takes it, as base64, and the JSON around it.</summary>
    private const int LargestBody = 4_100_000;

    public static void MapPunches(this IEndpointRouteBuilder api)
    {
        var punches = api.MapGroup("/punches").WithTags("Punches");
        punches
            .MapGet("", ListAsync)
            .Needs(ApiScope.PunchesRead)
            .WithSummary("Lists punches, the latest first, or what was recorded since.")
            .WithDescription(
                "With since (as an earlier answer gave it): what was recorded after that, in the order of recording. A punch is told two seconds after it was recorded."
            )
            .Refuses(Refusals.QueryInvalid, Refusals.CursorInvalid)
            .Example(null, ApiExamples.Punches);
        punches
            .MapGet("/{punchId:guid:length(36)}", ReadAsync)
            .Needs(ApiScope.PunchesRead)
            .WithSummary("Reads a punch.")
            .Refuses(Refusals.NotFound)
            .Example(null, ApiExamples.Punch);
        punches
            .MapPost("", RecordAsync)
            .Needs(ApiScope.PunchesWrite)
            .Behind(WriteGate.Open)
            .TakesAtMost(LargestBody)
            .Accepts<NewPunchJson>("application/json", "multipart/form-data")
            .WithSummary("Records a punch: by face, by PIN, by a trusted device, or by hand.")
            .WithDescription(
                "By face: get a challenge, let the person make its moves, then send it with the pictures and their times; the server decides. Without person_id (needs faces:match as well) the person is looked for among everybody, within the organization's budget of false identifications: somebody found punches, and ambiguous or not_recognised tells that nobody did. By device: needs punches:device; the device's time is evidence, ours the record, unless the device was offline. An event sent again answers 200 with its punch."
            )
            .Refuses(
                Refusals.BodyInvalid,
                Refusals.FormBroken,
                Refusals.PictureDamaged,
                Refusals.ScopeMissing,
                Refusals.NotFound,
                Refusals.Repeated,
                Refusals.PeriodLocked,
                Refusals.NotActive,
                Refusals.ConsentRequired,
                Refusals.NotEnrolled,
                Refusals.ChallengeUsed,
                Refusals.TooRisky,
                Refusals.NoPin,
                Refusals.ChallengeLate,
                Refusals.TooLarge,
                Refusals.PictureTooLarge,
                Refusals.PictureFormat,
                Refusals.MediaTypeUnknown,
                Refusals.NoFace,
                Refusals.SeveralFaces,
                Refusals.PicturePoor,
                Refusals.NotRecognised,
                Refusals.Ambiguous,
                Refusals.NotLive,
                Refusals.PinToo,
                Refusals.PinWrong,
                Refusals.Elsewhere,
                Refusals.EventReused,
                Refusals.DeviceTimeUnbelievable,
                Refusals.TriesExhausted
            )
            .Example(ApiExamples.NewPunch, ApiExamples.Punch);
    }

    private static async Task<Results<Ok<PunchesJson>, Refusal>> ListAsync(
        [AsParameters] PunchesQuery query,
        CallerReach reach,
        ApiCaller caller,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (query is { Since: not null, Cursor: not null })
        {
            return Refusals.QueryInvalid.Because("since goes on by itself: leave cursor out.");
        }
        if (query.From >= query.To)
        {
            return Refusals.QueryInvalid.Because("from is before to.");
        }
        if (Paging.Read(query.Limit, query.Since ?? query.Cursor, out var size, out var at) is { } refused)
        {
            return refused;
        }
        var settled = clock.GetUtcNow() - Paging.Settled;
        var (from, to) = (query.From ?? DateTimeOffset.MinValue, query.To ?? DateTimeOffset.MaxValue);
        var punches = (await reach.PunchesAsync(cancellation)).Where(punch =>
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
        var rows = await page.Take(size).ToListAsync(cancellation);
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

    private static async Task<Results<Ok<PunchJson>, Refusal>> ReadAsync(
        Guid punchId,
        CallerReach reach,
        ApiCaller caller,
        CancellationToken cancellation
    ) =>
        await (await reach.PunchesAsync(cancellation)).SingleOrDefaultAsync(punch => punch.Id == punchId, cancellation)
            is { } punch
            ? TypedResults.Ok(PunchJson.Of(punch, caller))
            : Refusals.NotFound;

    private static async Task<Results<Created<PunchJson>, Ok<PunchJson>, Refusal>> RecordAsync(
        PunchWindow window,
        ApiCaller caller,
        HttpContext context
    )
    {
        var (request, refused) = await SentPictures.ReadAsync<NewPunchJson>(context.Request);
        if (request is null)
        {
            return refused!;
        }
        var (punch, isNew, why) = await window.RecordAsync(request, context);
        return punch is null ? why!
            : isNew ? TypedResults.Created($"{ApiEndpoints.Root}/punches/{punch.Id}", PunchJson.Of(punch, caller))
            : TypedResults.Ok(PunchJson.Of(punch, caller));
    }
}
