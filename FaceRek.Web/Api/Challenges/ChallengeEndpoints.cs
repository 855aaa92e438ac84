using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Challenges;

/// <summary>Tickets for punches by face: for one person and one caller, valid once and for half a minute.</summary>
internal static class ChallengeEndpoints
{
    public static void MapChallenges(this IEndpointRouteBuilder api) =>
        api.MapPost("/challenges", IssueAsync)
            .WithTags("Punches")
            .Needs(ApiScope.PunchesWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary("Issues a challenge for a punch by face.")
            .WithDescription(
                "For one person; or without person_id for anyone enrolled, if the model can tell that many people apart (also needs the scope faces:match)."
            )
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.NotFound,
                ApiProblems.NotActive,
                ApiProblems.TooRisky,
                ApiProblems.ModelUnavailable
            )
            .Example(ChallengeExamples.New, ChallengeExamples.One);

    /// <summary>What a challenge is bound to: another caller, or another sign-in of the same user, cannot use it.</summary>
    public static byte[] SessionHash(this ApiCaller caller) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"api|{caller.SessionId:N}"));

    private static async Task<Results<Created<ChallengeJson>, ApiProblem>> IssueAsync(
        NewChallengeJson request,
        CheckInDesk desk,
        BurstReader reader,
        FaceRekDb db,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        var obstacle =
            request.PersonId is { } personId ? await ObstacleAsync(personId, db, cancellationToken)
            : !caller.May(ApiScope.FacesMatch)
                ? ApiProblems.ScopeMissing.Because(
                    $"Without person_id the call also needs the scope {ApiScope.FacesMatch}."
                )
            : await reader.IsTooRiskyAsync(cancellationToken) ? ApiProblems.TooRisky
            : null;
        if (obstacle is not null)
        {
            return obstacle;
        }
        var challenge = await desk.IssueAsync(request.PersonId, caller.SessionHash(), cancellationToken);
        return TypedResults.Created(
            (string?)null,
            new ChallengeJson(
                challenge.Id,
                challenge.PersonId,
                challenge.IssuedAt + CheckInChallenge.Lifetime,
                CheckInDesk.MaxFrames,
                challenge.Moves
            )
        );
    }

    private static async Task<ApiProblem?> ObstacleAsync(
        Guid personId,
        FaceRekDb db,
        CancellationToken cancellationToken
    ) =>
        await db
            .People.Known()
            .Where(person => person.Id == personId)
            .Select(person => (PersonStatus?)person.Status)
            .SingleOrDefaultAsync(cancellationToken) switch
        {
            null => ApiProblems.NotFound,
            PersonStatus.Active => null,
            PersonStatus.Inactive or PersonStatus.Erased => ApiProblems.NotActive,
            _ => throw new UnreachableException(),
        };
}

/// <param name="Id">Send it with the pictures.</param>
/// <param name="MaxPictures">The most pictures a punch accepts.</param>
/// <param name="Moves">What the person has to do, in order; left and right are their own. Empty where no move is requested.</param>
public sealed record ChallengeJson(
    string Id,
    Guid? PersonId,
    DateTimeOffset ExpiresAt,
    int MaxPictures,
    IReadOnlyList<HeadMove> Moves
);

/// <param name="PersonId">Omit to recognise the person by face (1:N); this needs faces:match as well.</param>
public sealed record NewChallengeJson(Guid? PersonId = null);
