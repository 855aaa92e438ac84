using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Models;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Faces;

/// <summary>The enrolled faces of a person. Pictures become templates; neither is ever returned.</summary>
internal static class FaceEndpoints
{
    /// <summary>A picture of 16 MB as base64, and a little JSON around it.</summary>
    private const int MaxBodyLength = 21_500_000;

    public static void MapFaces(this IEndpointRouteBuilder api)
    {
        var faces = api.MapGroup("/people/{id:guid:length(36)}/faces").WithTags("Faces");
        faces
            .MapGet("", ListAsync)
            .Needs(ApiScope.FacesRead)
            .WithSummary("Lists a person's enrolled faces, with time and model.")
            .Refuses(ApiProblems.NotFound, ApiProblems.QueryInvalid, ApiProblems.ModelUnknown)
            .Example(null, FaceExamples.List);
        faces
            .MapPost("", AddAsync)
            .Needs(ApiScope.FacesWrite)
            .Behind(ReadOnlyAccess.Desk)
            .TakesAtMost(MaxBodyLength)
            .Accepts<NewFaceJson>("application/json", "multipart/form-data")
            .WithSummary("Enrols a face from a picture with one face in it.")
            .WithDescription(
                "The picture is a file of a form, or base64 in JSON; JPEG of at most 16 MB and 50 megapixels (24 where it is progressive), or PNG of at most 16 MB and 12 megapixels. Only an encrypted crop of the face is kept, if the organization wants it and the person's consent text says so. A face that belongs to someone else, or does not look like the person's other faces, is refused, unless override_reason says why to accept it."
            )
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.FormBroken,
                ApiProblems.PictureDamaged,
                ApiProblems.NotFound,
                ApiProblems.ConsentRequired,
                ApiProblems.NotActive,
                ApiProblems.FacesFull,
                ApiProblems.FaceOfAnother,
                ApiProblems.FaceUnlikeOwn,
                ApiProblems.PictureTooLarge,
                ApiProblems.TooLarge,
                ApiProblems.PictureFormat,
                ApiProblems.MediaTypeUnknown,
                ApiProblems.NoFace,
                ApiProblems.SeveralFaces,
                ApiProblems.PicturePoor,
                ApiProblems.ModelUnavailable
            )
            .Example(FaceExamples.New, FaceExamples.Added);
        faces
            .MapDelete("/{faceId:guid:length(36)}", RemoveAsync)
            .Needs(ApiScope.FacesWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary("Removes an enrolled face.")
            .Refuses(ApiProblems.NotFound);
    }

    private static async Task<Results<Ok<ListJson<FaceJson>>, ApiProblem>> ListAsync(
        Guid id,
        [AsParameters] ModelQuery query,
        FaceRekDb db,
        AskedModel asked,
        CancellationToken cancellationToken
    )
    {
        if (query.Model is not null && asked.Find(query.Model) is null)
        {
            return ApiProblems.ModelUnknown;
        }
        if (!await db.People.Known().AnyAsync(person => person.Id == id, cancellationToken))
        {
            return ApiProblems.NotFound;
        }
        var rows = await db
            .FaceTemplates.OfPerson(id)
            .Where(row => query.Model == null || row.ModelName == query.Model)
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .Select(row => new FaceJson(
                row.Id,
                row.ModelName + "/" + row.ModelVersion,
                row.CreatedAt,
                row.OverrideReason
            ))
            .Take(Paging.MaxCount)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new ListJson<FaceJson>(rows, NextCursor: null));
    }

    private static async Task<Results<Created<AddedFaceJson>, ApiProblem>> AddAsync(
        Guid id,
        EnrollmentDesk desk,
        ApiCaller caller,
        HttpContext context
    )
    {
        var (request, refused) = await SentPictures.ReadAsync<NewFaceJson>(context.Request);
        if (request is null)
        {
            return refused!;
        }
        if (
            request.OverrideReason is { } reason
            && (string.IsNullOrWhiteSpace(reason) || reason.Length > FaceTemplate.MaxOverrideReasonLength)
        )
        {
            return ApiProblems.BodyInvalid.Because(
                $"override_reason must have 1 to {FaceTemplate.MaxOverrideReasonLength} characters."
            );
        }
        var limits = PictureLimits.Upload;
        return await desk.AddAsync(
            new EnrollmentRequest(id, request.Picture.Bytes, limits, caller.ActorId, request.OverrideReason?.Trim()),
            context.RequestAborted
        ) switch
        {
            EnrollmentOutcome.Added { Template: var face, Count: var count } => TypedResults.Created(
                $"{ApiEndpoints.Root}/people/{id}/faces/{face.Id}",
                new AddedFaceJson(face.Id, face.Model.ToString(), face.CreatedAt, face.OverrideReason, count)
            ),
            EnrollmentOutcome.NotFound => ApiProblems.NotFound,
            EnrollmentOutcome.NotActive => ApiProblems.NotActive,
            EnrollmentOutcome.NoConsent => ApiProblems.ConsentRequired,
            EnrollmentOutcome.Full => ApiProblems.FacesFull,
            EnrollmentOutcome.Unreadable unreadable => SentPictures.Refused(unreadable.Error, limits),
            EnrollmentOutcome.NoFace => ApiProblems.NoFace,
            EnrollmentOutcome.SeveralFaces several => ApiProblems.SeveralFaces.Because(
                $"There are {several.Faces} faces."
            ),
            EnrollmentOutcome.PoorPicture poor => ApiProblems.PicturePoor with
            {
                Reasons = [.. poor.Flaws.Select(WireName.Of)],
            },
            EnrollmentOutcome.BelongsToSomebodyElse => ApiProblems.FaceOfAnother,
            EnrollmentOutcome.DiffersFromOwn => ApiProblems.FaceUnlikeOwn,
            EnrollmentOutcome.NotEntitled refusal => ApiProblems.Of(refusal.Obstacle),
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no words."),
        };
    }

    private static async Task<Results<NoContent, ApiProblem>> RemoveAsync(
        Guid id,
        Guid faceId,
        EnrollmentDesk desk,
        CancellationToken cancellationToken
    ) => await desk.RemoveAsync(id, faceId, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NotFound;
}

/// <param name="Model">Name and version of the model that made the template.</param>
public sealed record FaceJson(Guid Id, string Model, DateTimeOffset CreatedAt, string? OverrideReason);

/// <param name="Count">How many the person has now under this model.</param>
public sealed record AddedFaceJson(Guid Id, string Model, DateTimeOffset CreatedAt, string? OverrideReason, int Count);

/// <param name="Picture">JPEG or PNG with one face.</param>
/// <param name="OverrideReason">Why the face is accepted although a check failed; at most 300 characters, stored with it.</param>
public sealed record NewFaceJson(PictureJson Picture, string? OverrideReason = null);
