using System.Security.Cryptography;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Challenges;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Sandbox;

/// <summary>
/// Drawn faces for trying out a program without a person. They are only returned; the engine decides about them, as
/// everywhere.
/// </summary>
internal static class SandboxEndpoints
{
    private const string Jpeg = "image/jpeg";

    public static void MapSandbox(this IEndpointRouteBuilder api)
    {
        var sandbox = api.MapGroup("/sandbox").WithTags("Sandbox");
        sandbox
            .MapGet("/faces", List)
            .Needs(ApiScope.FacesMatch)
            .WithSummary("Lists the test pictures of a sandbox: three people, and pictures that are refused.")
            .WithDescription("Only in an organization that is a sandbox.")
            .Refuses(ApiProblems.NoSandbox)
            .Example(null, SandboxExamples.Faces);
        sandbox
            .MapGet("/faces/{name}", DrawAsync)
            .Needs(ApiScope.FacesMatch)
            .Produces<FileContentHttpResult>(StatusCodes.Status200OK, Jpeg)
            .WithSummary("Draws a test picture.")
            .WithDescription(
                "The JPEG of a name and moment is always the same; another moment gives another picture of the same person. Enrol with some, verify with others."
            )
            .Refuses(ApiProblems.QueryInvalid, ApiProblems.NotFound, ApiProblems.NoSandbox);
        sandbox
            .MapGet("/bursts/{name}", FilmAsync)
            .Needs(ApiScope.FacesMatch)
            .WithSummary("Draws pictures of a person who makes the moves of a challenge.")
            .WithDescription(
                "Send challenge, times and pictures unchanged in a punch by face. The engine decides whether it is the person of the challenge."
            )
            .Refuses(
                ApiProblems.QueryInvalid,
                ApiProblems.NotFound,
                ApiProblems.NoSandbox,
                ApiProblems.ChallengeUsed,
                ApiProblems.ChallengeLate
            )
            .Example(null, SandboxExamples.Burst);
    }

    private static Results<Ok<ListJson<SandboxFaceJson>>, ApiProblem> List(CurrentOrganization current) =>
        current.Organization.IsSandbox
            ? TypedResults.Ok(
                new ListJson<SandboxFaceJson>(
                    [.. ScriptedFace.All.Select(face => new SandboxFaceJson(face.Name, face.Shows, face.IsPerson))],
                    NextCursor: null
                )
            )
            : ApiProblems.NoSandbox;

    private static async Task<Results<FileContentHttpResult, ApiProblem>> DrawAsync(
        string name,
        [AsParameters] SandboxFaceQuery query,
        CurrentOrganization current,
        FaceWorkers workers,
        CancellationToken cancellationToken
    )
    {
        if (!current.Organization.IsSandbox)
        {
            return ApiProblems.NoSandbox;
        }
        if (ScriptedFace.Find(name) is not { } face)
        {
            return ApiProblems.NotFound;
        }
        var moment = query.Moment ?? 1;
        if (moment is < 1 or > ScriptedFace.Moments)
        {
            return ApiProblems.QueryInvalid.Because($"moment must be from 1 to {ScriptedFace.Moments}.");
        }
        return TypedResults.File(await workers.RunAsync(() => face.Draw(moment), cancellationToken), Jpeg);
    }

    private static async Task<Results<Ok<SandboxBurstJson>, ApiProblem>> FilmAsync(
        string name,
        [AsParameters] SandboxBurstQuery query,
        CurrentOrganization current,
        FaceRekDb db,
        ApiCaller caller,
        FaceWorkers workers,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!current.Organization.IsSandbox)
        {
            return ApiProblems.NoSandbox;
        }
        if (ScriptedFace.Find(name) is not { IsPerson: true } face)
        {
            return ApiProblems.NotFound;
        }
        var challenge = await db.CheckInChallenges.SingleOrDefaultAsync(
            one => one.Id == query.Challenge,
            cancellationToken
        );
        if (challenge is null || !CryptographicOperations.FixedTimeEquals(challenge.SignInHash, caller.SessionHash()))
        {
            return ApiProblems.NotFound;
        }
        if (challenge.UsedAt is not null)
        {
            return ApiProblems.ChallengeUsed;
        }
        if (challenge.IsLate(clock.GetUtcNow()))
        {
            return ApiProblems.ChallengeLate;
        }
        var burst = new ScriptedBurst(face, challenge.Id, challenge.Moves);
        var pictures = await workers.RunAllAsync(burst.Pictures, cancellationToken);
        return TypedResults.Ok(
            new SandboxBurstJson(
                face.Name,
                challenge.Moves,
                challenge.Id,
                [.. burst.Times.Select(time => (int)time.TotalMilliseconds)],
                [.. pictures.Select(picture => new PictureJson(picture))]
            )
        );
    }
}

/// <param name="Moves">The challenge's moves, which the pictures show.</param>
/// <param name="Challenge">Send it in a punch, together with times and pictures.</param>
/// <param name="Times">Of each picture, in milliseconds since the first.</param>
public sealed record SandboxBurstJson(
    string Name,
    IReadOnlyList<HeadMove> Moves,
    string Challenge,
    IReadOnlyList<int> Times,
    IReadOnlyList<PictureJson> Pictures
);

/// <param name="Challenge">The id of an unused one that was issued to this caller.</param>
internal sealed record SandboxBurstQuery([FromQuery(Name = "challenge")] string Challenge);

/// <param name="Shows">What the picture shows, and the code of its refusal.</param>
/// <param name="HasBursts">Whether it is a person who can answer challenges.</param>
public sealed record SandboxFaceJson(string Name, string Shows, bool HasBursts);

/// <param name="Moment">1 to 99, by default 1: each is a different picture of the same person, and always the same picture.</param>
internal sealed record SandboxFaceQuery([FromQuery(Name = "moment")] int? Moment);
