using FaceRek.Core.Access;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api;

/// <summary>Punches that should be added, voided or moved. Nothing changes until somebody other than who asked approves.</summary>
internal static class CorrectionEndpoints
{
    public static void MapCorrections(this IEndpointRouteBuilder api)
    {
        var corrections = api.MapGroup("/corrections").WithTags("Corrections");
        corrections
            .MapGet("", ListAsync)
            .Needs(ApiScope.CorrectionsRead)
            .WithSummary("Lists what people ask to have corrected, the latest first.")
            .Refuses(Refusals.QueryInvalid, Refusals.CursorInvalid)
            .Example(null, ApiExamples.Corrections);
        corrections
            .MapPost("", AskAsync)
            .Needs(ApiScope.CorrectionsWrite)
            .Behind(WriteGate.Open)
            .WithSummary("Asks for a correction.")
            .Refuses(Refusals.BodyInvalid, Refusals.NotFound, Refusals.PeriodLocked, Refusals.CorrectionsFull)
            .Example(ApiExamples.NewCorrection, ApiExamples.Correction);
        corrections
            .MapPost("/{correctionId:guid:length(36)}/decision", DecideAsync)
            .Needs(ApiScope.CorrectionsWrite)
            .Behind(WriteGate.Open)
            .WithSummary("Approves or refuses a request; who asked cannot.")
            .Refuses(
                Refusals.BodyInvalid,
                Refusals.NotFound,
                Refusals.OwnRequest,
                Refusals.DecidedAlready,
                Refusals.PeriodLocked,
                Refusals.Repeated
            );
    }

    private static async Task<Results<Ok<ListJson<CorrectionJson>>, Refusal>> ListAsync(
        [AsParameters] CorrectionsQuery query,
        CallerReach reach,
        CancellationToken cancellation
    )
    {
        if (!Choice.TryRead<CorrectionStatus>(query.Status, out var status))
        {
            return Choice.Refused<CorrectionStatus>("status");
        }
        if (Paging.Read(query.Limit, query.Cursor, out var size, out var cursor) is { } refused)
        {
            return refused;
        }
        var requests = (await reach.CorrectionsAsync(cancellation)).Where(request =>
            (status == null || request.Status == status)
            && (query.PersonId == null || request.PersonId == query.PersonId)
        );
        if (cursor is { } at)
        {
            requests = requests.Where(request =>
                request.RequestedAt < at.At || (request.RequestedAt == at.At && request.Id < at.Id)
            );
        }
        var rows = await requests
            .OrderByDescending(request => request.RequestedAt)
            .ThenByDescending(request => request.Id)
            .Take(size)
            .ToListAsync(cancellation);
        var next = rows.Count == size ? new Cursor(rows[^1].RequestedAt, rows[^1].Id).ToString() : null;
        return TypedResults.Ok(new ListJson<CorrectionJson>(rows.ConvertAll(CorrectionJson.Of), next));
    }

    private static async Task<Results<Created<CorrectionJson>, Refusal>> AskAsync(
        NewCorrectionJson request,
        CorrectionDesk desk,
        CallerReach reach,
        ApiCaller caller,
        CancellationToken cancellation
    )
    {
        if (
            !await (await reach.PeopleAsync(cancellation)).AnyAsync(
                person => person.Id == request.PersonId,
                cancellation
            )
        )
        {
            return Refusals.NotFound;
        }
        var wish = new CorrectionWish(
            request.PersonId,
            request.Kind,
            request.PunchId,
            request.At?.ToUniversalTime(),
            request.Direction,
            request.Reason
        );
        var outcome = await desk.AskAsync(wish, caller.ActorId, cancellation);
        return outcome is CorrectionOutcome.Done done
            ? TypedResults.Created((string?)null, CorrectionJson.Of(done.Request))
            : Refused(outcome);
    }

    private static async Task<Results<Ok<CorrectionJson>, Refusal>> DecideAsync(
        Guid correctionId,
        DecisionJson request,
        CorrectionJudge judge,
        CallerReach reach,
        ApiCaller caller,
        CancellationToken cancellation
    )
    {
        if (!await (await reach.CorrectionsAsync(cancellation)).AnyAsync(one => one.Id == correctionId, cancellation))
        {
            return Refusals.NotFound;
        }
        var outcome =
            request.Decision == DecisionJson.Verdict.Approve
                ? await judge.ApproveAsync(correctionId, request.Note, caller.ActorId, cancellation)
                : await judge.RefuseAsync(correctionId, request.Note, caller.ActorId, cancellation);
        return outcome is CorrectionOutcome.Done done
            ? TypedResults.Ok(CorrectionJson.Of(done.Request))
            : Refused(outcome);
    }

    private static Refusal Refused(CorrectionOutcome outcome) =>
        outcome switch
        {
            CorrectionOutcome.NotFound => Refusals.NotFound,
            CorrectionOutcome.ReasonMissing => Refusals.BodyInvalid.Because(
                $"reason has 1 to {CorrectionRequest.MaxReasonLength} characters, and a note at most as many."
            ),
            CorrectionOutcome.Incomplete => Refusals.BodyInvalid.Because(
                "add takes at and direction, void takes punch_id, move takes punch_id and at."
            ),
            CorrectionOutcome.InTheFuture => Refusals.BodyInvalid.Because("at lies in the future."),
            CorrectionOutcome.TooLongAgo => Refusals.BodyInvalid.Because(
                $"That is longer ago than {CorrectionDesk.LongestAgo.TotalDays:0} days."
            ),
            CorrectionOutcome.Locked locked => Refusals.PeriodLocked.Because(
                $"It is {locked.From:yyyy-MM-dd} to {locked.Until:yyyy-MM-dd}."
            ),
            CorrectionOutcome.Repeated => Refusals.Repeated,
            CorrectionOutcome.TooManyWaiting => Refusals.CorrectionsFull,
            CorrectionOutcome.OwnRequest => Refusals.OwnRequest,
            CorrectionOutcome.Decided decided => Refusals.DecidedAlready.Because(
                $"It was {WireName.Of(decided.Status)}."
            ),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };
}
