using System.Diagnostics;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Enrollment;

/// <summary>Enrols a person, by themselves or with an admin. Pictures are only kept in memory.</summary>
public sealed class EnrollmentPageFlow(
    FaceRekDb db,
    EnrollmentDesk desk,
    CurrentOrganization current,
    FaceModels models,
    EnrollmentText words,
    DrawnCamera drawn
)
{
    /// <summary>Five pictures of 8 MB, and the overhead of a form.</summary>
    public const int MaxUploadLength = (EnrollmentView.Wanted * 8_000_000) + 100_000;

    public async Task<EnrollmentView> ViewAsync(
        Person person,
        bool isOwn,
        PathString root,
        IReadOnlyList<EnrollmentView.Answer> answers,
        CancellationToken cancellationToken
    )
    {
        var model = models.Get(current.Organization.FaceModel).Id;
        var rows = await db
            .FaceTemplates.OfPerson(person.Id)
            .OrderBy(row => row.CreatedAt)
            .Select(row => new
            {
                row.Id,
                row.CreatedAt,
                row.OverrideReason,
                row.ModelName,
                row.ModelVersion,
                KeepsCrop = db.FaceCrops.Any(crop => crop.Id == row.CropId),
                By = db.Users.Where(user => user.Id == row.CreatedById).Select(user => user.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return new EnrollmentView(
            person,
            isOwn,
            $"{root}{(isOwn ? "/me/enrol" : $"/people/{person.Id}/enrol")}",
            await db.FaceConsents.AreGivenAsync(person.Id, cancellationToken),
            [
                .. rows.Select(row => new EnrollmentView.Face(
                    row.Id,
                    row.CreatedAt,
                    row.By ?? "",
                    row.OverrideReason,
                    (row.ModelName, row.ModelVersion) == (model.Name, model.Version),
                    row.KeepsCrop
                )),
            ],
            drawn.IsOffered ? DrawnCamera.PathFor(root, person.Id) : null,
            drawn.IsOffered ? DrawnCamera.PathFor(root, Guid.Empty) : null,
            answers
        );
    }

    /// <summary>One answer for each picture; each is accepted or refused on its own.</summary>
    public async Task<IReadOnlyList<EnrollmentView.Answer>> UploadAsync(
        Guid personId,
        IReadOnlyList<IFormFile> files,
        Guid byUserId,
        bool isOwn,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var answers = new List<EnrollmentView.Answer>();
        var pictures = await files.ReadAllAsync(cancellationToken);
        foreach (var (file, picture) in files.Zip(pictures))
        {
            var outcome = await AddAsync(
                personId,
                picture,
                PictureLimits.Upload,
                byUserId,
                isOwn,
                reason,
                cancellationToken
            );
            answers.Add(
                new(file.FileName, outcome is EnrollmentOutcome.Added, words.Of(outcome, PictureLimits.Upload, isOwn))
            );
        }
        return answers;
    }

    /// <summary>One frame of the camera.</summary>
    public async Task<EnrollmentStepJson> TakeAsync(
        Guid personId,
        IFormFile frame,
        Guid byUserId,
        bool isOwn,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var picture = (await new[] { frame }.ReadAllAsync(cancellationToken))[0];
        var outcome = await AddAsync(
            personId,
            picture,
            PictureLimits.Frame,
            byUserId,
            isOwn,
            reason,
            cancellationToken
        );
        var sentence = words.Of(outcome, PictureLimits.Frame, isOwn);
        return outcome switch
        {
            EnrollmentOutcome.Added added => new("added", sentence, added.Template.Id, added.Count),
            EnrollmentOutcome.BelongsToSomebodyElse or EnrollmentOutcome.DiffersFromOwn => new("doubt", sentence),
            EnrollmentOutcome.NoFace
            or EnrollmentOutcome.SeveralFaces
            or EnrollmentOutcome.PoorPicture
            or EnrollmentOutcome.Unreadable => new("hint", sentence),
            EnrollmentOutcome.NotFound
            or EnrollmentOutcome.NotActive
            or EnrollmentOutcome.NotEntitled
            or EnrollmentOutcome.NoConsent
            or EnrollmentOutcome.Full => new("over", sentence),
            _ => throw new UnreachableException(),
        };
    }

    public Task<bool> RemoveAsync(Guid personId, Guid templateId, CancellationToken cancellationToken) =>
        desk.RemoveAsync(personId, templateId, cancellationToken);

    /// <summary>Only an admin may override a failed check; on the person's own page a reason is ignored.</summary>
    private Task<EnrollmentOutcome> AddAsync(
        Guid personId,
        ReadOnlyMemory<byte> picture,
        PictureLimits limits,
        Guid byUserId,
        bool isOwn,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var mayOverride = !isOwn && current.MayActAs(Role.Admin) && !string.IsNullOrWhiteSpace(reason);
        return desk.AddAsync(
            new EnrollmentRequest(personId, picture, limits, byUserId, mayOverride ? Short(reason!.Trim()) : null),
            cancellationToken
        );
    }

    /// <summary>The fields allow no more; a longer reason did not come from our pages.</summary>
    private static string Short(string reason) =>
        reason.Length <= FaceTemplate.MaxOverrideReasonLength ? reason : reason[..FaceTemplate.MaxOverrideReasonLength];
}
