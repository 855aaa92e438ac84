using System.Diagnostics;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Corrections;

/// <summary>Punches to be added, voided or moved. Nothing changes until a user other than the requester approves.</summary>
internal static class CorrectionEndpoints
{
    public static void MapCorrections(this IEndpointRouteBuilder api)
    {
        var corrections = api.MapGroup("/corrections").WithTags("Corrections");
        corrections
            .MapGet("", ListAsync)
            .Needs(ApiScope.CorrectionsRead)
            .WithSummary("Lists requests for corrections, the latest first.")
            .Refuses(ApiProblems.QueryInvalid, ApiProblems.CursorInvalid)
            .Example(null, CorrectionExamples.List);
        corrections
            .MapPost("", AskAsync)
            .Needs(ApiScope.CorrectionsWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary("Requests a correction.")
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.NotFound,
                ApiProblems.PeriodLocked,
                ApiProblems.CorrectionsFull
            )
            .Example(CorrectionExamples.New, CorrectionExamples.One);
        corrections
            .MapPost("/{correctionId:guid:length(36)}/decision", DecideAsync)
            .Needs(ApiScope.CorrectionsWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary("Approves or refuses a request. The person who made it cannot.")
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.NotFound,
                ApiProblems.OwnRequest,
                ApiProblems.DecidedAlready,
                ApiProblems.PeriodLocked,
                ApiProblems.Repeated
            );
    }

    private static async Task<Results<Ok<ListJson<CorrectionJson>>, ApiProblem>> ListAsync(
        [AsParameters] CorrectionsQuery query,
        CallerVisibility visibility,
        CancellationToken cancellationToken
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
        var requests = (await visibility.CorrectionsAsync(cancellationToken)).Where(request =>
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
            .ToListAsync(cancellationToken);
        var next = rows.Count == size ? new Cursor(rows[^1].RequestedAt, rows[^1].Id).ToString() : null;
        return TypedResults.Ok(new ListJson<CorrectionJson>(rows.ConvertAll(CorrectionJson.Of), next));
    }

    private static async Task<Results<Created<CorrectionJson>, ApiProblem>> AskAsync(
        NewCorrectionJson request,
        CorrectionDesk desk,
        CallerVisibility visibility,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        if (
            !await (await visibility.PeopleAsync(cancellationToken)).AnyAsync(
                person => person.Id == request.PersonId,
                cancellationToken
            )
        )
        {
            return ApiProblems.NotFound;
        }
        var input = new CorrectionInput(
            request.PersonId,
            request.Kind,
            request.PunchId,
            request.At?.ToUniversalTime(),
            request.Direction,
            request.Reason
        );
        var outcome = await desk.AskAsync(input, caller.ActorId, cancellationToken);
        return outcome is CorrectionOutcome.Done done
            ? TypedResults.Created((string?)null, CorrectionJson.Of(done.Request))
            : Refused(outcome);
    }

    private static async Task<Results<Ok<CorrectionJson>, ApiProblem>> DecideAsync(
        Guid correctionId,
        DecisionJson request,
        CorrectionApproval approval,
        CallerVisibility visibility,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        if (
            !await (await visibility.CorrectionsAsync(cancellationToken)).AnyAsync(
                one => one.Id == correctionId,
                cancellationToken
            )
        )
        {
            return ApiProblems.NotFound;
        }
        var outcome =
            request.Decision == DecisionJson.Verdict.Approve
                ? await approval.ApproveAsync(correctionId, request.Note, caller.ActorId, cancellationToken)
                : await approval.RefuseAsync(correctionId, request.Note, caller.ActorId, cancellationToken);
        return outcome is CorrectionOutcome.Done done
            ? TypedResults.Ok(CorrectionJson.Of(done.Request))
            : Refused(outcome);
    }

    private static ApiProblem Refused(CorrectionOutcome outcome) =>
        outcome switch
        {
            CorrectionOutcome.NotFound => ApiProblems.NotFound,
            CorrectionOutcome.ReasonMissing => ApiProblems.BodyInvalid.Because(
                $"reason must have 1 to {CorrectionRequest.MaxReasonLength} characters, and note at most as many."
            ),
            CorrectionOutcome.Incomplete => ApiProblems.BodyInvalid.Because(
                "add needs at and direction, void needs punch_id, move needs punch_id and at."
            ),
            CorrectionOutcome.InTheFuture => ApiProblems.BodyInvalid.Because("at is in the future."),
            CorrectionOutcome.TooLongAgo => ApiProblems.BodyInvalid.Because(
                $"This is more than {CorrectionDesk.MaxAge.TotalDays:0} days ago."
            ),
            CorrectionOutcome.Locked locked => ApiProblems.PeriodLocked.Because(
                $"The locked period is {locked.From:yyyy-MM-dd} to {locked.Until:yyyy-MM-dd}."
            ),
            CorrectionOutcome.Repeated => ApiProblems.Repeated,
            CorrectionOutcome.TooManyWaiting => ApiProblems.CorrectionsFull,
            CorrectionOutcome.OwnRequest => ApiProblems.OwnRequest,
            CorrectionOutcome.Decided decided => ApiProblems.DecidedAlready.Because(
                $"The decision was: {WireName.Of(decided.Status)}."
            ),
            CorrectionOutcome.Done or CorrectionOutcome.UnfitAttachment => throw new InvalidOperationException(
                $"{outcome.GetType().Name} has no words."
            ),
            _ => throw new UnreachableException(),
        };
}

/// <param name="On">The day it is about.</param>
/// <param name="Status">pending, approved, refused or withdrawn.</param>
/// <param name="IsLate">It is about a period that was already locked.</param>
public sealed record CorrectionJson(
    Guid Id,
    Guid PersonId,
    DateOnly On,
    CorrectionKind Kind,
    CorrectionStatus Status,
    Guid? PunchId,
    DateTimeOffset? At,
    Direction? Direction,
    string Reason,
    bool IsLate,
    DateTimeOffset RequestedAt,
    DateTimeOffset? DecidedAt,
    string? DecisionNote
)
{
    public static CorrectionJson Of(CorrectionRequest request) =>
        new(
            request.Id,
            request.PersonId,
            request.On,
            request.Kind,
            request.Status,
            request.PunchId,
            request.At,
            request.Direction,
            request.Reason,
            request.IsLate,
            request.RequestedAt,
            request.DecidedAt,
            request.DecisionNote
        );
}

/// <summary>The filter of a list of requests, and its page.</summary>
internal sealed record CorrectionsQuery(
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "person_id")] Guid? PersonId,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "limit")] int? Limit
);

/// <param name="Note">For the requester.</param>
public sealed record DecisionJson(DecisionJson.Verdict Decision, string? Note = null)
{
    public enum Verdict
    {
        Approve,
        Refuse,
    }
}

/// <param name="Kind">add a missing punch (with at and direction), void a wrong one, or move one to another time (with punch_id).</param>
/// <param name="At">add and move: the right time.</param>
/// <param name="Direction">add: in or out.</param>
/// <param name="Reason">Why, in at most 300 characters.</param>
public sealed record NewCorrectionJson(
    CorrectionKind Kind,
    Guid PersonId,
    string Reason,
    Guid? PunchId = null,
    DateTimeOffset? At = null,
    Direction? Direction = null
);
