using System.Diagnostics;
using System.Text.Json.Serialization;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Recognition;

/// <summary>
/// Detect, verify, identify. Only callers with the scope for them get scores, which could otherwise be used to approach
/// a match step by step.
/// </summary>
internal static class RecognitionEndpoints
{
    /// <summary>A picture of 16 MB as base64, or two, and a little JSON around them.</summary>
    private const int MaxBodyLength = 21_500_000,
        MaxPairLength = 43_000_000;

    private const int MaxPeople = 20;
    private static readonly PictureLimits Limits = PictureLimits.Upload;

    private static readonly ApiProblem[] OfPictures =
    [
        ApiProblems.BodyInvalid,
        ApiProblems.FormBroken,
        ApiProblems.PictureDamaged,
        ApiProblems.TooLarge,
        ApiProblems.PictureTooLarge,
        ApiProblems.PictureFormat,
        ApiProblems.MediaTypeUnknown,
        ApiProblems.ModelUnknown,
        ApiProblems.ModelUnavailable,
    ];

    private static readonly ApiProblem[] OfFaces =
    [
        .. OfPictures,
        ApiProblems.NoFace,
        ApiProblems.SeveralFaces,
        ApiProblems.PicturePoor,
    ];

    public static void MapRecognition(this IEndpointRouteBuilder api)
    {
        var faces = api.MapGroup("/faces").WithTags("Recognition");
        faces
            .MapPost("/detect", DetectAsync)
            .Needs(ApiScope.FacesMatch)
            .Behind(ReadOnlyAccess.Open)
            .TakesAtMost(MaxBodyLength)
            .Accepts<DetectJson>("application/json", "multipart/form-data")
            .WithSummary("Finds faces: their positions, and why they cannot be compared.")
            .Refuses(OfPictures)
            .Example(RecognitionExamples.Detect, RecognitionExamples.Detected);
        faces
            .MapPost("/verify", VerifyAsync)
            .Needs(ApiScope.FacesMatch)
            .Behind(ReadOnlyAccess.Open)
            .TakesAtMost(MaxPairLength)
            .Accepts<VerifyJson>("application/json", "multipart/form-data")
            .WithSummary("Checks whether a picture shows a person, or two pictures show the same person (1:1).")
            .WithDescription(
                "Send person_id and picture, or picture and other_picture. With faces:scores the answer also has score, threshold, margin and model."
            )
            .Refuses([
                .. OfFaces,
                ApiProblems.NotFound,
                ApiProblems.NotActive,
                ApiProblems.ConsentRequired,
                ApiProblems.NotEnrolled,
            ])
            .Example(RecognitionExamples.Verify, RecognitionExamples.Verified);
        faces
            .MapPost("/identify", IdentifyAsync)
            .Needs(ApiScope.FacesMatch)
            .Behind(ReadOnlyAccess.Open)
            .TakesAtMost(MaxBodyLength)
            .Accepts<IdentifyJson>("application/json", "multipart/form-data")
            .WithSummary("Finds out who is in a picture, among everyone enrolled (1:N).")
            .WithDescription(
                "The decision is about the best candidate: match, ambiguous (someone else is too similar: ask for another factor), unknown, or too_risky if the model cannot tell that many people apart within the errors that the organization allows (send person_id and verify). Candidates need faces:scores; without it a match names its person."
            )
            .Refuses(OfFaces)
            .Example(RecognitionExamples.Identify, RecognitionExamples.Identified);
    }

    private static async Task<Results<Ok<DetectedJson>, ApiProblem>> DetectAsync(
        RecognitionService recognition,
        AskedModel asked,
        HttpContext context
    )
    {
        var (request, refused) = await SentPictures.ReadAsync<DetectJson>(context.Request);
        if (request is null)
        {
            return refused!;
        }
        if (asked.Find(request.Model) is not { } model)
        {
            return ApiProblems.ModelUnknown;
        }
        return await recognition.InspectAsync(request.Model, request.Picture.Bytes, context.RequestAborted) switch
        {
            FaceInspection.Seen seen => TypedResults.Ok(
                new DetectedJson(seen.Width, seen.Height, [.. seen.Faces.Select(DetectedFaceJson.Of)], model.ToString())
            ),
            FaceInspection.Unreadable unreadable => SentPictures.Refused(unreadable.Error, Limits),
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no words."),
        };
    }

    private static async Task<Results<Ok<VerifiedJson>, ApiProblem>> VerifyAsync(
        RecognitionService recognition,
        AskedModel asked,
        FaceRekDb db,
        ApiCaller caller,
        HttpContext context
    )
    {
        var (request, refused) = await SentPictures.ReadAsync<VerifyJson>(context.Request);
        if (request is null)
        {
            return refused!;
        }
        if ((request.PersonId is null) == (request.OtherPicture is null))
        {
            return ApiProblems.BodyInvalid.Because("Send person_id or other_picture, not both.");
        }
        if (asked.Find(request.Model) is not { } model)
        {
            return ApiProblems.ModelUnknown;
        }
        if (
            request.PersonId is { } personId
            && await ObstacleAsync(personId, model, db, context.RequestAborted) is { } obstacle
        )
        {
            return obstacle;
        }

        var reading = await recognition.ReadAsync(request.Model, request.Picture.Bytes, context.RequestAborted);
        if (reading is not FaceReading.Readable { Template: var probe })
        {
            return ReadPictures.Refused(reading, Limits);
        }
        if (request.PersonId is { } claimed)
        {
            return TypedResults.Ok(
                VerifiedJson.Of(
                    await recognition.VerifyAsync(request.Model, claimed, probe, context.RequestAborted),
                    claimed,
                    caller
                )
            );
        }
        var second = await recognition.ReadAsync(request.Model, request.OtherPicture!.Bytes, context.RequestAborted);
        return second is FaceReading.Readable { Template: var other }
            ? TypedResults.Ok(VerifiedJson.Of(recognition.Compare(request.Model, probe, other), personId: null, caller))
            : ReadPictures.Refused(second, Limits) with
            {
                Detail = "This is about other_picture.",
            };
    }

    /// <summary>Checked before the picture is read: a wrong id costs nothing.</summary>
    private static async Task<ApiProblem?> ObstacleAsync(
        Guid personId,
        ModelId model,
        FaceRekDb db,
        CancellationToken cancellationToken
    )
    {
        var known = await db
            .People.Known()
            .Where(person => person.Id == personId)
            .Select(person => new
            {
                person.Status,
                HasConsent = db.FaceConsents.Any(consent =>
                    consent.PersonId == personId && consent.WithdrawnAt == null
                ),
                IsEnrolled = db.FaceTemplates.Any(row =>
                    row.PersonId == personId && row.ModelName == model.Name && row.ModelVersion == model.Version
                ),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return known is null ? ApiProblems.NotFound
            : known.Status != PersonStatus.Active ? ApiProblems.NotActive
            : !known.HasConsent ? ApiProblems.ConsentRequired
            : known.IsEnrolled ? null
            : ApiProblems.NotEnrolled;
    }

    private static async Task<Results<Ok<IdentifiedJson>, ApiProblem>> IdentifyAsync(
        RecognitionService recognition,
        AskedModel asked,
        ApiCaller caller,
        HttpContext context
    )
    {
        var (request, refused) = await SentPictures.ReadAsync<IdentifyJson>(context.Request);
        if (request is null)
        {
            return refused!;
        }
        if (request.Top is < 1 or > MaxPeople)
        {
            return ApiProblems.BodyInvalid.Because($"top must be from 1 to {MaxPeople}.");
        }
        if (asked.Find(request.Model) is not { } model)
        {
            return ApiProblems.ModelUnknown;
        }
        var reading = await recognition.ReadAsync(request.Model, request.Picture.Bytes, context.RequestAborted);
        if (reading is not FaceReading.Readable { Template: var probe })
        {
            return ReadPictures.Refused(reading, Limits);
        }
        var (ranked, isWithinBudget) = await recognition.RankAsync(
            request.Model,
            probe,
            request.Top ?? 1,
            context.RequestAborted
        );
        return TypedResults.Ok(IdentifiedJson.Of(ranked, isWithinBudget, model.ToString(), caller));
    }
}

public sealed record DetectJson(PictureJson Picture, string? Model = null);

/// <param name="Confidence">0 to 1; detectors without a score return 1.</param>
/// <param name="Landmarks">Null where the detector found none.</param>
/// <param name="IsUsable">Whether the face is good enough to compare.</param>
/// <param name="Reasons">Why it is not, the worst first.</param>
public sealed record DetectedFaceJson(
    FaceBox Box,
    float Confidence,
    FacePoints? Landmarks,
    PictureQuality Quality,
    bool IsUsable,
    IReadOnlyList<QualityFlaw> Reasons
)
{
    public static DetectedFaceJson Of(InspectedFace face) =>
        new(face.Box, face.Confidence, face.Points, face.Quality, face.Flaws.Count == 0, face.Flaws);
}

/// <param name="Width">Of the upright picture, in pixels.</param>
/// <param name="Faces">The largest first.</param>
public sealed record DetectedJson(int Width, int Height, IReadOnlyList<DetectedFaceJson> Faces, string Model);

/// <param name="Decision">match, ambiguous, unknown or too_risky.</param>
/// <param name="PersonId">Who it is; null except for a match.</param>
/// <param name="Candidates">The nearest people, the best first.</param>
public sealed record IdentifiedJson(
    IdentifiedJson.Kind Decision,
    Guid? PersonId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<CandidateJson>? Candidates = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Threshold = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null
)
{
    public enum Kind
    {
        Match,
        Ambiguous,
        Unknown,
        TooRisky,
    }

    internal static IdentifiedJson Of(
        IReadOnlyList<MatchResult> ranked,
        bool isWithinBudget,
        string model,
        ApiCaller caller
    )
    {
        var best = ranked.Count > 0 ? ranked[0] : null;
        var decision = !isWithinBudget
            ? Kind.TooRisky
            : best?.Decision switch
            {
                MatchDecision.Match => Kind.Match,
                MatchDecision.Ambiguous => Kind.Ambiguous,
                null or MatchDecision.Unknown => Kind.Unknown,
                _ => throw new UnreachableException(),
            };
        var person = decision == Kind.Match ? best!.PersonId : null;
        return caller.May(ApiScope.FacesScores)
            ? new(
                decision,
                person,
                [
                    .. ranked
                        .Where(one => one.PersonId is not null)
                        .Select(one => new CandidateJson(one.PersonId!.Value, one.TemplateId, one.Score, one.Margin)),
                ],
                best?.Threshold,
                model
            )
            : new(decision, person);
    }
}

/// <param name="Top">The number of candidates to return, 1 to 20.</param>
/// <param name="Model">An installed model; omit for the active one.</param>
public sealed record IdentifyJson(PictureJson Picture, int? Top = null, string? Model = null);

/// <param name="Decision">match or unknown.</param>
/// <param name="Score">Deviations above what strangers reach; higher is more alike.</param>
/// <param name="Threshold">What the score had to reach.</param>
/// <param name="Margin">Score minus that of the best other person; null where there are no others.</param>
public sealed record VerifiedJson(
    MatchDecision Decision,
    Guid? PersonId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Score = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Threshold = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Margin = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null
)
{
    internal static VerifiedJson Of(MatchResult result, Guid? personId, ApiCaller caller) =>
        caller.May(ApiScope.FacesScores)
            ? new(result.Decision, personId, result.Score, result.Threshold, result.Margin, result.Model.ToString())
            : new(result.Decision, personId);
}

/// <param name="PersonId">The person the picture should show.</param>
/// <param name="OtherPicture">A second picture, instead of a person.</param>
/// <param name="Model">An installed model; omit for the active one.</param>
public sealed record VerifyJson(
    PictureJson Picture,
    Guid? PersonId = null,
    PictureJson? OtherPicture = null,
    string? Model = null
);

/// <param name="FaceId">The nearest enrolled face.</param>
/// <param name="Margin">For the best: the lead over the second. For others: how far behind the best.</param>
public sealed record CandidateJson(Guid PersonId, Guid? FaceId, float Score, float? Margin);
